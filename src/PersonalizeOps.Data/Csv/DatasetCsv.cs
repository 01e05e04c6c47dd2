using System.Text.Unicode;
using CsvHelper;

namespace PersonalizeOps.Data;

/// <summary>Opens the CSV files of datasets: encoding, quoting and header, for whoever reads the records.</summary>
internal static class DatasetCsv
{
    /// <summary>Limits the damage of a quote that is never closed: no record of Personalize comes near it.</summary>
    public const int MaximumRecordBytes = 8 << 20;

    /// <summary>Opens a file whose header is not read yet.</summary>
    /// <param name="csv">The bytes; the reader closes the stream, also when it can't be made.</param>
    /// <param name="file">The name that faults show.</param>
    /// <param name="schema">The schema of the dataset.</param>
    /// <param name="options">How malformed records are treated.</param>
    /// <exception cref="DatasetFaultException">The file is in UTF-16 or UTF-32.</exception>
    public static CsvReader Open(Stream csv, string file, DatasetSchema schema, CsvReaderOptions options) =>
        CsvReader.Create(OpenStream(csv, file, schema), options, leaveOpen: false);

    /// <summary>Looks at the encoding of a file and gives its bytes as RFC 4180 has them.</summary>
    /// <param name="csv">The bytes; closed with the stream that is returned, also when none is.</param>
    /// <param name="file">The name that faults show.</param>
    /// <param name="schema">The schema of the dataset.</param>
    /// <exception cref="DatasetFaultException">The file is in UTF-16 or UTF-32.</exception>
    public static Stream OpenStream(Stream csv, string file, DatasetSchema schema)
    {
        var head = new HeadStream(csv, headSize: 4);
        try
        {
            // A byte order mark of UTF-16 or UTF-32 (little endian starts alike).
            if (head.Head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, 0, 0xFE, 0xFF, ..])
            {
                throw new DatasetFaultException(
                    new DatasetFault(file, 0, null, DatasetFaultCodes.NotUtf8, "the file is in UTF-16 or UTF-32", "Save it as UTF-8"));
            }

            // In textual columns a backslash escapes, as Personalize has it.
            return schema.Fields.Any(f => f.Textual) ? new BackslashQuoteStream(head) : head;
        }
        catch
        {
            head.Dispose();
            throw;
        }
    }

    /// <summary>Reads the names of the columns.</summary>
    /// <returns>The names, and what is wrong with the header.</returns>
    /// <exception cref="DatasetFaultException">The file is empty, malformed or no UTF-8.</exception>
    public static (string[] Columns, IReadOnlyList<DatasetFault> Faults) ReadHeader(CsvReader csv, string file, DatasetSchema schema)
    {
        if (!MoveNext(csv, file))
        {
            throw new DatasetFaultException(new DatasetFault(
                file, 0, null, DatasetFaultCodes.Empty, "the file is empty", "Give a header with the names of the schema, then the records"));
        }

        if (!Utf8.IsValid(csv.RawRecord))
            throw new DatasetFaultException(NotUtf8(file, csv.LineNumber));

        var row = csv.LineNumber;
        List<DatasetFault> faults = [];
        var columns = new string[csv.FieldCount];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = csv.GetString(i);
            if (csv.GetRawSpan(i) is [(byte)'"', ..])
                faults.Add(new(file, row, columns[i], DatasetFaultCodes.QuotedHeader, "the name is in quotes", "Write the header without quotes"));
            if (Array.IndexOf(columns, columns[i], 0, i) >= 0)
                faults.Add(new(file, row, columns[i], DatasetFaultCodes.DuplicateColumn, "the header has this column twice", "Remove or rename one"));
        }

        faults.AddRange(Missing(file, row, schema, columns));
        return (columns, faults);
    }

    /// <summary>Advances to the next record.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="DatasetFaultException">A quote is not closed or stands where none may stand.</exception>
    public static bool MoveNext(CsvReader csv, string file)
    {
        try
        {
            return csv.Read();
        }
        catch (CsvFormatException e)
        {
            throw new DatasetFaultException(Malformed(file, e.LineNumber, e.Message.TrimEnd('.')), e);
        }
    }

    /// <summary>What a malformed record is told as.</summary>
    public static DatasetFault Malformed(string file, long row, string problem) => new(
        file,
        row,
        null,
        DatasetFaultCodes.MalformedQuotes,
        problem,
        "Put the whole value in quotes and double the quotes inside");

    /// <summary>A record with bytes that are no UTF-8.</summary>
    public static DatasetFault NotUtf8(string file, long row) =>
        new(file, row, null, DatasetFaultCodes.NotUtf8, "the record holds bytes that are not UTF-8", "Save the file as UTF-8");

    /// <summary>A file with a header only.</summary>
    public static DatasetFault NoRows(string file, long row) =>
        new(file, row, null, DatasetFaultCodes.Empty, "the file has a header but no rows", "Give at least one record");

    private static IEnumerable<DatasetFault> Missing(string file, long row, DatasetSchema schema, string[] columns)
    {
        var missing = schema.Fields.Select(f => f.Name).Where(n => !columns.Contains(n, StringComparer.Ordinal)).ToList();
        if (missing.Count == 0)
            yield break;

        var similar = columns.Where(c => missing.Contains(c.Trim(), StringComparer.OrdinalIgnoreCase)).Select(c => $"'{c}'").ToList();
        var hint = similar.Count > 0
            ? $"The header has {string.Join(", ", similar)}; names must match exactly"
            : $"The header has [{FieldCheck.Shorten(string.Join(", ", columns), 200)}]";
        var problem = $"Input CSV is missing the following columns: [{string.Join(", ", missing)}]";
        yield return new DatasetFault(file, row, missing[0], DatasetFaultCodes.MissingColumn, problem, hint);
    }
}
