using System.Globalization;
using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace PersonalizeOps.Data;

/// <summary>Reads a CSV file against a schema and stops at the first fault with its file, row, column and reason.</summary>
/// <remarks>
/// Columns may stand in any order; columns that the schema does not name are ignored (<see cref="IgnoredColumns"/>).
/// <see cref="Read"/> checks every field of the record, so the getters can't fail. Nothing is allocated per row.
/// In datasets with a textual field a backslash inside quotes escapes a quote or a backslash, as Personalize has it.
/// Source: Personalize developer guide, "Preparing training data" and "Data format guidelines". Not thread-safe.
/// </remarks>
public sealed class DatasetCsvReader : IDisposable
{
    /// <summary>Limits the damage of a quote that is never closed: no record of Personalize comes near it.</summary>
    private const int MaximumRecordBytes = 8 << 20;

    private readonly CsvReader _csv;
    private readonly string _file;
    private readonly FieldRule[] _rules;
    private readonly long[] _integers;
    private readonly double[] _numbers;
    private readonly bool[] _nulls;
    private readonly int _columnCount;
    private long _records;

    /// <summary>Opens the reader and checks the header.</summary>
    /// <param name="csv">The bytes; the reader closes the stream.</param>
    /// <param name="fileName">The name that faults show.</param>
    /// <param name="schema">The schema of the dataset.</param>
    /// <param name="type">The type of the dataset, which decides the limits of some columns.</param>
    /// <exception cref="DatasetFaultException">The file is empty, is no UTF-8, or its header lacks or repeats a column.</exception>
    /// <exception cref="IOException">The stream can't be read.</exception>
    public DatasetCsvReader(Stream csv, string fileName, DatasetSchema schema, DatasetType type)
    {
        ArgumentNullException.ThrowIfNull(csv);
        ArgumentNullException.ThrowIfNull(schema);
        _file = fileName;
        var head = new HeadStream(csv, headSize: 4);
        try
        {
            CheckEncoding(head.Head);
            Stream source = schema.Fields.Any(f => f.Textual) ? new BackslashQuoteStream(head) : head;
            _csv = CsvReader.Create(source, CsvFormat.Strict(MaximumRecordBytes), leaveOpen: false);
            var columns = ReadHeader(schema);
            _columnCount = columns.Length;
            _rules = FieldRule.For(schema, type, columns);
            IgnoredColumns = [.. columns.Where(c => schema.IndexOf(c) < 0)];
        }
        catch
        {
            head.Dispose();
            throw;
        }

        _integers = new long[_rules.Length];
        _numbers = new double[_rules.Length];
        _nulls = new bool[_rules.Length];
    }

    /// <summary>The columns of the file that the schema does not name.</summary>
    public IReadOnlyList<string> IgnoredColumns { get; }

    /// <summary>The line on which the current record starts; the header is line 1. A record with line breaks in quotes spans several.</summary>
    public long Row { get; private set; }

    /// <summary>The number of records read so far, without the header.</summary>
    public long RecordCount => _records;

    /// <summary>Advances to the next record and checks all its fields.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="DatasetFaultException">A field is not what the schema says, the record is malformed, or the file has no rows.</exception>
    /// <exception cref="IOException">The stream can't be read.</exception>
    public bool Read()
    {
        if (!MoveNext())
        {
            return _records > 0
                ? false
                : throw Fault(Row, null, DatasetFaultCodes.Empty, "the file has a header but no rows. Give at least one record");
        }

        _records++;
        if (_csv.FieldCount != _columnCount)
            ThrowWrongFieldCount();
        if (!Utf8.IsValid(_csv.RawRecord))
            ThrowNotUtf8();

        for (var i = 0; i < _rules.Length; i++)
            CheckField(i);

        return true;
    }

    /// <summary>The text of a field in UTF-8, without quotes; empty for null. Valid until the next <see cref="Read"/>.</summary>
    /// <param name="field">The index of the field in the schema.</param>
    public ReadOnlySpan<byte> GetSpan(int field) => _csv.GetSpan(_rules[field].Column);

    /// <summary>The value of an int or long field; 0 for null.</summary>
    /// <param name="field">The index of the field in the schema.</param>
    /// <exception cref="InvalidOperationException">The field has another type.</exception>
    public long GetInt64(int field) => _rules[field].Type is FieldType.Int or FieldType.Long
        ? _integers[field]
        : throw new InvalidOperationException($"The field {_rules[field].Name} is no int or long.");

    /// <summary>The value of a numeric field; NaN for null.</summary>
    /// <param name="field">The index of the field in the schema.</param>
    /// <exception cref="InvalidOperationException">The field is no number.</exception>
    public double GetDouble(int field) => _rules[field].Type switch
    {
        FieldType.Float or FieldType.Double => _numbers[field],
        FieldType.Int or FieldType.Long => _nulls[field] ? double.NaN : _integers[field],
        _ => throw new InvalidOperationException($"The field {_rules[field].Name} is no number."),
    };

    /// <summary>Whether the cell is empty.</summary>
    /// <param name="field">The index of the field in the schema.</param>
    public bool IsNull(int field) => _nulls[field];

    /// <summary>Closes the stream.</summary>
    public void Dispose() => _csv.Dispose();

    private bool MoveNext()
    {
        try
        {
            if (!_csv.Read())
                return false;
        }
        catch (CsvFormatException e)
        {
            throw Malformed(e);
        }

        Row = _csv.LineNumber;
        return true;
    }

    private string[] ReadHeader(DatasetSchema schema)
    {
        if (!MoveNext())
            throw Fault(0, null, DatasetFaultCodes.Empty, "the file is empty. Give a header with the names of the schema, then the records");
        if (!Utf8.IsValid(_csv.RawRecord))
            ThrowNotUtf8();

        var columns = new string[_csv.FieldCount];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = _csv.GetString(i);
            if (_csv.GetRawSpan(i) is [(byte)'"', ..])
                throw Fault(Row, columns[i], DatasetFaultCodes.QuotedHeader, "the name is in quotes. Write the header without quotes");
            if (Array.IndexOf(columns, columns[i], 0, i) >= 0)
                throw Fault(Row, columns[i], DatasetFaultCodes.DuplicateColumn, "the header has this column twice. Remove or rename one");
        }

        CheckMissing(schema, columns);
        return columns;
    }

    private void CheckMissing(DatasetSchema schema, string[] columns)
    {
        var missing = schema.Fields.Select(f => f.Name).Where(n => !columns.Contains(n, StringComparer.Ordinal)).ToList();
        if (missing.Count == 0)
            return;

        var similar = columns.Where(c => missing.Contains(c.Trim(), StringComparer.OrdinalIgnoreCase)).Select(c => $"'{c}'").ToList();
        var hint = similar.Count > 0
            ? $"The header has {string.Join(", ", similar)}; names must match exactly"
            : $"The header has [{Shorten(string.Join(", ", columns), 200)}]";
        throw Fault(
            Row,
            missing[0],
            DatasetFaultCodes.MissingColumn,
            $"Input CSV is missing the following columns: [{string.Join(", ", missing)}]. {hint}");
    }

    private void CheckField(int index)
    {
        ref readonly var rule = ref _rules[index];
        var value = _csv.GetSpan(rule.Column);
        _nulls[index] = value.IsEmpty;
        if (value.IsEmpty)
        {
            if (!rule.Nullable)
                ThrowNull(rule.Name);
            _integers[index] = 0;
            _numbers[index] = double.NaN;
            return;
        }

        switch (rule.Type)
        {
            case FieldType.String:
                // Never more characters than bytes, so the exact count is needed only for long texts.
                if (value.Length > rule.MaximumLength && Encoding.UTF8.GetCharCount(value) > rule.MaximumLength)
                    ThrowTooLong(rule, value);
                break;
            case FieldType.Int or FieldType.Long:
                _integers[index] = ParseInteger(rule, value);
                break;
            case FieldType.Float or FieldType.Double:
                _numbers[index] = ParseNumber(rule, value);
                break;
            default:
                if (!value.SequenceEqual("true"u8) && !value.SequenceEqual("false"u8))
                    throw Fault(Row, rule.Name, DatasetFaultCodes.NotABoolean, $"{Quote(value)} is no boolean. Write true or false");
                break;
        }
    }

    private long ParseInteger(in FieldRule rule, ReadOnlySpan<byte> value)
    {
        if (!long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            ThrowNoInteger(rule, value);
        if (rule.Type == FieldType.Int && number is < int.MinValue or > int.MaxValue)
            throw Fault(Row, rule.Name, DatasetFaultCodes.OutOfRange, $"{Quote(value)} does not fit the type int. Use long in the schema");
        if (number < rule.Range.Minimum || number > rule.Range.Maximum)
        {
            throw Fault(
                Row, rule.Name, DatasetFaultCodes.OutOfRange, $"{number} is not from {rule.Range.Minimum} to {rule.Range.Maximum}");
        }

        if (rule.IsTimestamp)
            CheckTimestamp(rule, number);

        return number;
    }

    private void CheckTimestamp(in FieldRule rule, long seconds)
    {
        if (seconds >= CsvFormat.FirstImplausibleSecond)
        {
            throw Fault(
                Row,
                rule.Name,
                DatasetFaultCodes.TimestampInMilliseconds,
                $"{seconds} as seconds is after the year 5138; it looks like milliseconds. Write Unix epoch seconds (divide by 1000)");
        }

        if (seconds < 0)
            throw Fault(Row, rule.Name, DatasetFaultCodes.OutOfRange, $"{seconds} is before 1970. Write Unix epoch seconds");
    }

    private double ParseNumber(in FieldRule rule, ReadOnlySpan<byte> value)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            throw Fault(Row, rule.Name, DatasetFaultCodes.NotANumber, $"{Quote(value)} is not a number. Write digits with a decimal point");
        if (rule.Type == FieldType.Float && Math.Abs(number) > float.MaxValue)
            throw Fault(Row, rule.Name, DatasetFaultCodes.OutOfRange, $"{Quote(value)} does not fit the type float");

        return number;
    }

    private void ThrowNoInteger(in FieldRule rule, ReadOnlySpan<byte> value)
    {
        var unit = rule.IsTimestamp ? "Unix epoch seconds as a whole number" : "a whole number";
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            throw Fault(Row, rule.Name, DatasetFaultCodes.NotANumber, $"{Quote(value)} is not a number. Write {unit}");
        if (number == Math.Truncate(number) && Math.Abs(number) > long.MaxValue)
            throw Fault(Row, rule.Name, DatasetFaultCodes.OutOfRange, $"{Quote(value)} is too large. Write {unit}");

        throw Fault(Row, rule.Name, DatasetFaultCodes.NotAnInteger, $"{Quote(value)} is no whole number. Write {unit}, without decimals");
    }

    private void ThrowTooLong(in FieldRule rule, ReadOnlySpan<byte> value) => throw Fault(
        Row,
        rule.Name,
        DatasetFaultCodes.TooLong,
        $"Length cannot be more than {rule.MaximumLength} characters for {rule.Name}, but {Quote(value)} has "
        + $"{Encoding.UTF8.GetCharCount(value)}. Shorten it, or look for an unescaped quote or line break in an earlier column");

    private void ThrowNull(string column) => throw Fault(
        Row, column, DatasetFaultCodes.NullNotAllowed, "the value is empty, but the schema does not allow null. Fill it, or add \"null\" to the type");

    private void ThrowWrongFieldCount() => throw Fault(
        Row,
        null,
        DatasetFaultCodes.WrongFieldCount,
        $"the record has {_csv.FieldCount} fields, the header {_columnCount}. Put values with commas in quotes");

    private void ThrowNotUtf8() => throw Fault(
        Row, null, DatasetFaultCodes.NotUtf8, "the record holds bytes that are not UTF-8. Save the file as UTF-8");

    private void CheckEncoding(ReadOnlySpan<byte> head)
    {
        // A byte order mark of UTF-16 or UTF-32 (little endian starts alike).
        if (head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, 0, 0xFE, 0xFF, ..])
            throw Fault(0, null, DatasetFaultCodes.NotUtf8, "the file is in UTF-16 or UTF-32. Save it as UTF-8");
    }

    private DatasetFaultException Malformed(CsvFormatException e) => new(
        Describe(
            e.LineNumber,
            null,
            DatasetFaultCodes.MalformedQuotes,
            $"{e.Message.TrimEnd('.')}. Put the whole value in quotes and double the quotes inside"),
        e);

    private DatasetFaultException Fault(long row, string? column, string code, string reason) => new(Describe(row, column, code, reason));

    private DatasetFault Describe(long row, string? column, string code, string reason)
    {
        var where = (row > 0 ? $", row {row}" : "") + (column is null ? "" : $", column {column}");
        return new DatasetFault(_file, row, column, code, $"{_file}{where}: {reason}.");
    }

    private static string Quote(ReadOnlySpan<byte> value) => $"'{Shorten(Encoding.UTF8.GetString(value), 40)}'";

    private static string Shorten(string text, int length) => text.Length <= length ? text : string.Concat(text.AsSpan(0, length), "…");
}
