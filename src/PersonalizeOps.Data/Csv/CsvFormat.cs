using CsvHelper;

namespace PersonalizeOps.Data;

/// <summary>The CSV dialects that the product reads and writes.</summary>
internal static class CsvFormat
{
    /// <summary>The first value that can't be meant as epoch seconds (year 5138); as milliseconds it is March 1973.</summary>
    public const long FirstImplausibleSecond = 100_000_000_000;

    /// <summary>RFC 4180 with LF, as every CSV file of ours is written.</summary>
    public static CsvWriterOptions Output { get; } = new() { NewLine = "\n" };

    /// <summary>RFC 4180 with commas, where malformed quotes are errors and the first record is an ordinary one.</summary>
    /// <param name="maximumRecordBytes">The longest record that is read.</param>
    public static CsvReaderOptions Strict(int maximumRecordBytes) => new()
    {
        // Detection would take the wrong separator for files of one column.
        Separator = ',',
        HasHeader = false,
        MalformedData = CsvMalformedDataHandling.Throw,
        TrackLineNumbers = true,
        MaxRecordSize = maximumRecordBytes,
    };
}
