using System.Globalization;
using System.Text;
using CsvHelper;

namespace PersonalizeOps.Data;

/// <summary>Reads the ratings of a MovieLens folder, one at a time and without allocating per rating.</summary>
public sealed class MovieLensRatingReader : IDisposable
{
    private const int MaximumRecordBytes = 1 << 16;
    private static readonly string[] Names = ["userId", "movieId", "rating", "timestamp"];
    private readonly CsvReader _csv;
    private readonly string _path;
    private readonly int[] _columns;
    private readonly int _lastColumn;
    private long _headerRows;
    private long _rows;

    internal MovieLensRatingReader(string path, MovieLensLayout layout)
    {
        _path = path;
        _csv = CsvReader.FromFile(path, Options(layout), FileOptions.SequentialScan);
        try
        {
            _columns = layout switch
            {
                MovieLensLayout.Csv => ReadHeader(),
                // Each of the two colons is taken for a separator, so every other field is empty.
                MovieLensLayout.DoubleColon => [0, 2, 4, 6],
                _ => [0, 1, 2, 3],
            };
            _lastColumn = _columns.Max();
        }
        catch
        {
            _csv.Dispose();
            throw;
        }
    }

    /// <summary>The user's number.</summary>
    public int UserId { get; private set; }

    /// <summary>The film's number.</summary>
    public int MovieId { get; private set; }

    /// <summary>The rating in stars, 0 to 5.</summary>
    public double Rating { get; private set; }

    /// <summary>The time of the rating in Unix epoch seconds.</summary>
    public long Timestamp { get; private set; }

    /// <summary>The number of the current record, where a header counts as the first.</summary>
    public long Row => _rows + _headerRows;

    /// <summary>The position of the current rating in the file, in bytes.</summary>
    public long ByteOffset => _csv.ByteOffset;

    /// <summary>Advances to the next rating.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="MovieLensException">The line is malformed; the message tells the row and the column.</exception>
    public bool Read()
    {
        if (!MoveNext())
            return false;

        _rows++;
        if (_csv.FieldCount <= _lastColumn)
            throw Bad($"the line has too few fields; expected {string.Join(", ", Names)}");

        UserId = Id(0);
        MovieId = Id(1);
        Rating = ParseRating(_csv.GetSpan(_columns[2]));
        Timestamp = ParseTimestamp(_csv.GetSpan(_columns[3]));
        return true;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _csv.Dispose();

    private static CsvReaderOptions Options(MovieLensLayout layout) => layout switch
    {
        MovieLensLayout.Csv => CsvFormat.Strict(MaximumRecordBytes) with { TrackLineNumbers = false },
        MovieLensLayout.DoubleColon => Plain(':'),
        _ => Plain('\t'),
    };

    private static CsvReaderOptions Plain(char separator) =>
        new() { Separator = separator, HasHeader = false, Mode = CsvMode.NoEscape, MaxRecordSize = MaximumRecordBytes };

    private bool MoveNext()
    {
        try
        {
            return _csv.Read();
        }
        catch (CsvFormatException e)
        {
            throw new MovieLensException(_path, e.RecordNumber, e.Message.TrimEnd('.'), e);
        }
    }

    private int[] ReadHeader()
    {
        if (!MoveNext())
            throw new MovieLensException(_path, 0, "the file is empty");

        _headerRows = 1;
        var header = new List<string>();
        for (var i = 0; i < _csv.FieldCount; i++)
            header.Add(_csv.GetString(i).Trim());

        return [.. Names.Select(name => Column(header, name))];
    }

    private int Column(List<string> header, string name)
    {
        var index = header.FindIndex(h => h.Equals(name, StringComparison.OrdinalIgnoreCase));
        return index >= 0
            ? index
            : throw new MovieLensException(_path, 1, $"the header lacks the column {name}; it has [{string.Join(", ", header)}]");
    }

    private int Id(int field)
    {
        var value = _csv.GetSpan(_columns[field]);
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw Bad($"{Names[field]} is {Quote(value)}, not a whole number up to {int.MaxValue}");
    }

    private double ParseRating(ReadOnlySpan<byte> value)
    {
        // Nearly all ratings are "d" or "d.d"; the general parser takes longer than the rest of the row.
        if (value is [>= (byte)'0' and <= (byte)'9', (byte)'.', >= (byte)'0' and <= (byte)'9'])
            return (((value[0] - '0') * 10) + value[2] - '0') / 10.0;
        if (value is [>= (byte)'0' and <= (byte)'9'])
            return value[0] - '0';

        return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var rating) && double.IsFinite(rating)
            ? rating
            : throw Bad($"rating is {Quote(value)}, not a number");
    }

    private long ParseTimestamp(ReadOnlySpan<byte> value)
    {
        if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            throw Bad($"timestamp is {Quote(value)}, not a whole number of seconds since 1970");
        if (seconds >= CsvFormat.FirstImplausibleSecond)
            throw Bad($"timestamp is {seconds}, which looks like milliseconds; write seconds since 1970");

        return seconds;
    }

    private MovieLensException Bad(string reason) => new(_path, Row, reason);

    private static string Quote(ReadOnlySpan<byte> value) =>
        $"'{Encoding.UTF8.GetString(value.Length > 40 ? value[..40] : value)}'";
}
