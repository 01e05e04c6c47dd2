using System.Text.Unicode;
using CsvHelper;

namespace PersonalizeOps.Data;

/// <summary>Checks the records of one file and keeps the values of the current one. Allocates nothing per record; one for each thread.</summary>
internal sealed class RecordCheck(string file, FieldRule[] rules, int columnCount)
{
    private readonly long[] _integers = new long[rules.Length];
    private readonly double[] _numbers = new double[rules.Length];
    private readonly bool[] _nulls = new bool[rules.Length];

    /// <summary>The rules, in the order of the schema.</summary>
    public FieldRule[] Rules => rules;

    /// <summary>The value of an int or long field; 0 for null.</summary>
    public long Integer(int field) => _integers[field];

    /// <summary>The value of a float or double field; NaN for null.</summary>
    public double Number(int field) => _numbers[field];

    /// <summary>Whether the cell is empty.</summary>
    public bool IsNull(int field) => _nulls[field];

    /// <summary>Looks for what is wrong with the record as a whole.</summary>
    /// <returns>One of <see cref="DatasetFaultCodes"/>, or null.</returns>
    public string? CheckShape(CsvReader csv)
    {
        if (csv.FieldCount != columnCount)
            return DatasetFaultCodes.WrongFieldCount;
        return Utf8.IsValid(csv.RawRecord) ? null : DatasetFaultCodes.NotUtf8;
    }

    /// <summary>Looks for what is wrong with a field and takes its value.</summary>
    /// <returns>One of <see cref="DatasetFaultCodes"/>, or null.</returns>
    public string? CheckField(CsvReader csv, int field)
    {
        ref readonly var rule = ref rules[field];
        var value = csv.GetSpan(rule.Column);
        _nulls[field] = value.IsEmpty;
        if (value.IsEmpty)
        {
            _integers[field] = 0;
            _numbers[field] = double.NaN;
            return rule.Nullable ? null : DatasetFaultCodes.NullNotAllowed;
        }

        return rule.Type switch
        {
            FieldType.Int or FieldType.Long => FieldCheck.OfInteger(rule, value, out _integers[field]),
            FieldType.Float or FieldType.Double => FieldCheck.OfNumber(rule, value, out _numbers[field]),
            _ => FieldCheck.OfText(rule, value),
        };
    }

    /// <summary>Describes what a check found.</summary>
    /// <param name="csv">The record.</param>
    /// <param name="row">The line on which it starts.</param>
    /// <param name="code">What was found.</param>
    /// <param name="field">The field at fault, or -1 for the record as a whole.</param>
    public DatasetFault Describe(CsvReader csv, long row, string code, int field = -1)
    {
        if (field >= 0)
        {
            var (problem, advice) = FieldCheck.Explain(code, rules[field], csv.GetSpan(rules[field].Column));
            return new DatasetFault(file, row, rules[field].Name, code, problem, advice);
        }

        return code == DatasetFaultCodes.NotUtf8
            ? DatasetCsv.NotUtf8(file, row)
            : new DatasetFault(
                file, row, null, code, $"the record has {csv.FieldCount} fields, the header {columnCount}", "Put values with commas in quotes");
    }
}
