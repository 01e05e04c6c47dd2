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
    private readonly CsvReader _csv;
    private readonly string _file;
    private readonly RecordCheck _check;
    private readonly bool _isPart;
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
        _csv = DatasetCsv.Open(csv, fileName, schema, CsvFormat.Strict(DatasetCsv.MaximumRecordBytes));
        try
        {
            var (columns, faults) = DatasetCsv.ReadHeader(_csv, fileName, schema);
            Row = _csv.LineNumber;
            if (faults.Count > 0)
                throw new DatasetFaultException(faults[0]);
            _check = new RecordCheck(fileName, FieldRule.For(schema, type, columns), columns.Length);
            IgnoredColumns = [.. columns.Where(c => schema.IndexOf(c) < 0)];
        }
        catch
        {
            _csv.Dispose();
            throw;
        }
    }

    /// <summary>Reads a part of a file, known to be UTF-8; its rows are not counted.</summary>
    internal DatasetCsvReader(CsvReader csv, string fileName, RecordCheck check, bool hasHeader)
    {
        (_csv, _file, _check, _isPart) = (csv, fileName, check, true);
        IgnoredColumns = [];
        if (hasHeader)
            DatasetCsv.MoveNext(csv, fileName);
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
        if (!DatasetCsv.MoveNext(_csv, _file))
            return _records > 0 || _isPart ? false : throw new DatasetFaultException(DatasetCsv.NoRows(_file, Row));

        Row = _isPart ? 0 : _csv.LineNumber;
        _records++;
        if (_check.CheckShape(_csv, _isPart) is { } shape)
            throw new DatasetFaultException(_check.DescribeShape(_csv, Row, shape));
        for (var i = 0; i < _check.Rules.Length; i++)
        {
            if (_check.CheckField(_csv, i) is { } code)
                throw new DatasetFaultException(_check.Describe(Row, code, i, GetSpan(i)));
        }

        return true;
    }

    /// <summary>The text of a field in UTF-8, without quotes; empty for null. Valid until the next <see cref="Read"/>.</summary>
    /// <param name="field">The index of the field in the schema.</param>
    public ReadOnlySpan<byte> GetSpan(int field) => _csv.GetSpan(_check.Rules[field].Column);

    /// <summary>The value of an int or long field; 0 for null.</summary>
    /// <param name="field">The index of the field in the schema.</param>
    /// <exception cref="InvalidOperationException">The field has another type.</exception>
    public long GetInt64(int field) => _check.Rules[field].Type is FieldType.Int or FieldType.Long
        ? _check.Integer(field)
        : throw new InvalidOperationException($"The field {_check.Rules[field].Name} is no int or long.");

    /// <summary>The value of a numeric field; NaN for null.</summary>
    /// <param name="field">The index of the field in the schema.</param>
    /// <exception cref="InvalidOperationException">The field is no number.</exception>
    public double GetDouble(int field) => _check.Rules[field].Type switch
    {
        FieldType.Float or FieldType.Double => _check.Number(field),
        FieldType.Int or FieldType.Long => _check.IsNull(field) ? double.NaN : _check.Integer(field),
        _ => throw new InvalidOperationException($"The field {_check.Rules[field].Name} is no number."),
    };

    /// <summary>Whether the cell is empty.</summary>
    /// <param name="field">The index of the field in the schema.</param>
    public bool IsNull(int field) => _check.IsNull(field);

    /// <summary>Closes the stream.</summary>
    public void Dispose() => _csv.Dispose();
}
