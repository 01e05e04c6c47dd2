namespace PersonalizeOps.Aws.Generator.Model;

/// <summary>A JSON value and where it stands.</summary>
/// <remarks>An analyzer cannot carry System.Text.Json into every compiler, so the generator brings the little it needs.</remarks>
internal sealed class JsonNode
{
    public JsonNode(object? value, int line, int column)
    {
        Value = value;
        Line = line;
        Column = column;
    }

    /// <summary>Gets a string, double, bool, null, list of nodes or list of members.</summary>
    public object? Value { get; }

    public int Line { get; }

    public int Column { get; }

    public IReadOnlyList<KeyValuePair<string, JsonNode>> Members =>
        Value as IReadOnlyList<KeyValuePair<string, JsonNode>> ?? throw Expected("an object");

    public IReadOnlyList<JsonNode> Elements => Value as IReadOnlyList<JsonNode> ?? throw Expected("an array");

    public string Text => Value as string ?? throw Expected("a string");

    public bool Flag => Value as bool? ?? throw Expected("true or false");

    public double Number => Value as double? ?? throw Expected("a number");

    public JsonNode this[string name] => Find(name) ?? throw new ModelException($"'{name}' is missing here", this);

    public JsonNode? Find(string name)
    {
        foreach (var member in Members)
        {
            if (string.Equals(member.Key, name, StringComparison.Ordinal))
            {
                return member.Value;
            }
        }

        return null;
    }

    private ModelException Expected(string what) => new($"Expected {what} here", this);
}
