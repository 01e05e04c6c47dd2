using System.Text.Unicode;
using CsvHelper;

namespace PersonalizeOps.Data;

/// <summary>Checks the records of one file and keeps the values of the current one. Allocates nothing per record; one for each thread.</summary>
internal sealed class RecordCheck(string file, FieldRule[] rules, int columnCount)
{
    private readonly FieldRule[] _rules = rules;
    private readonly Cell[] _cells = new Cell[rules.Length];

    /// <summary>The rules, in the order of the schema.</summary>
    public FieldRule[] Rules => _rules;

    /// <summary>The value of an int or long field; 0 for null.</summary>
    public long Integer(int field) => _cells[field].Integer;

    /// <summary>The value of a float or double field; NaN for null.</summary>
    public double Number(int field) => _cells[field].Number;

    /// <summary>Whether the cell is empty.</summary>
    public bool IsNull(int field) => _cells[field].IsNull;

    /// <summary>Looks for what is wrong with the record as a whole.</summary>
    /// <param name="csv">The record.</param>
    /// <param name="isUtf8">Whether its bytes are known to be UTF-8.</param>
    /// <returns>One of <see cref="DatasetFaultCodes"/>, or null.</returns>
    public string? CheckShape(CsvReader csv, bool isUtf8 = false)
    {
        if (csv.FieldCount != columnCount)
            return DatasetFaultCodes.WrongFieldCount;
        return isUtf8 || Utf8.IsValid(csv.RawRecord) ? null : DatasetFaultCodes.NotUtf8;
    }

    /// <summary>Looks for what is wrong with a field and takes its value.</summary>
    /// <returns>One of <see cref="DatasetFaultCodes"/>, or null.</returns>
    public string? CheckField(CsvReader csv, int field) => CheckValue(field, csv.GetSpan(_rules[field].Column));

    /// <summary>Looks for what is wrong with the value of a field and takes it.</summary>
    /// <returns>One of <see cref="DatasetFaultCodes"/>, or null.</returns>
    public string? CheckValue(int field, ReadOnlySpan<byte> value)
    {
        ref readonly var rule = ref _rules[field];
        ref var cell = ref _cells[field];
        cell.IsNull = value.IsEmpty;
        if (value.IsEmpty)
        {
            (cell.Integer, cell.Number) = (0, double.NaN);
            return rule.Nullable ? null : DatasetFaultCodes.NullNotAllowed;
        }

        return rule.Type switch
        {
            FieldType.Int or FieldType.Long => FieldCheck.OfInteger(rule, value, out cell.Integer),
            FieldType.Float or FieldType.Double => FieldCheck.OfNumber(rule, value, out cell.Number),
            _ => FieldCheck.OfText(rule, value),
        };
    }

    /// <summary>Describes what is wrong with a record as a whole.</summary>
    /// <param name="csv">The record.</param>
    /// <param name="row">The line on which it starts.</param>
    /// <param name="code">What was found.</param>
    public DatasetFault DescribeShape(CsvReader csv, long row, string code) => code == DatasetFaultCodes.NotUtf8
        ? DatasetCsv.NotUtf8(file, row)
        : new DatasetFault(
            file, row, null, code, $"the record has {csv.FieldCount} fields, the header {columnCount}", "Put values with commas in quotes");

    /// <summary>Describes what is wrong with the value of a field.</summary>
    /// <param name="row">The line on which the record starts.</param>
    /// <param name="code">What was found.</param>
    /// <param name="field">The field.</param>
    /// <param name="value">Its value.</param>
    public DatasetFault Describe(long row, string code, int field, ReadOnlySpan<byte> value)
    {
        var (problem, advice) = FieldCheck.Explain(code, _rules[field], value);
        return new DatasetFault(file, row, _rules[field].Name, code, problem, advice);
    }

    private struct Cell
    {
        public long Integer;
        public double Number;
        public bool IsNull;
    }
}
