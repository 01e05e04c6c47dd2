using System.Text;

namespace PersonalizeOps.Engine.Filters;

/// <summary>The values of a request for a filter's placeholders.</summary>
internal sealed class FilterValues(IReadOnlyDictionary<string, string>? values)
{
    private readonly IReadOnlyDictionary<string, string> _values = values ?? new Dictionary<string, string>();

    public IEnumerable<string> Names => _values.Keys;

    public bool Has(FilterCondition condition) => condition.Operand.Parameter is not { } name || _values.ContainsKey(name);

    public string TextOf(string name) => _values[name];

    /// <summary>The texts a condition asks for.</summary>
    public IReadOnlyList<string> TextsOf(FilterOperand operand) => operand.Parameter is { } name ? ParseTexts(name, _values[name]) : operand.Texts!;

    /// <summary>The number a condition asks for.</summary>
    public double NumberOf(FilterOperand operand)
    {
        if (operand.Parameter is not { } name)
        {
            return operand.Number!.Value;
        }

        return FilterNumber.TryParse(_values[name].Trim(), out var number)
            ? number
            : throw new FilterValueException($"The filter value of {name} must be a number, not {Shorten(_values[name])}.");
    }

    private static List<string> ParseTexts(string name, string value)
    {
        var texts = new List<string>();
        var next = 0;
        do
        {
            SkipSpace(value, ref next);
            texts.Add(ReadText(name, value, ref next));
            SkipSpace(value, ref next);
        }
        while (next < value.Length && value[next++] == ',');
        return next >= value.Length && value[^1] != ',' ? texts : throw Malformed(name, value);
    }

    private static void SkipSpace(string value, ref int next)
    {
        while (next < value.Length && char.IsWhiteSpace(value[next]))
        {
            next++;
        }
    }

    private static string ReadText(string name, string value, ref int next)
    {
        if (next == value.Length || value[next] != '"')
        {
            throw Malformed(name, value);
        }

        var text = new StringBuilder();
        for (next++; next < value.Length && value[next] != '"'; next++)
        {
            if (value[next] == '\\' && next + 1 < value.Length && value[next + 1] is '"' or '\\')
            {
                next++;
            }

            text.Append(value[next]);
        }

        return next++ < value.Length ? text.ToString() : throw Malformed(name, value);
    }

    private static FilterValueException Malformed(string name, string value) => new(
        $"The filter value of {name} must be texts in double quotes, separated by commas, such as \"Comedy\",\"Drama\"; it is {Shorten(value)}.");

    private static string Shorten(string value) => value.Length <= 60 ? value : string.Concat(value.AsSpan(0, 60), "…");
}
