namespace PersonalizeOps.Aws.Generator.Model;

/// <summary>A line of the list.</summary>
/// <param name="Text">The line without comment.</param>
/// <param name="Service">The service; null when the line is malformed.</param>
/// <param name="Operation">The operation; null when the line is malformed.</param>
/// <param name="Line">The line, from zero.</param>
/// <param name="Column">The column, from zero.</param>
internal sealed record OperationLine(string Text, string? Service, string? Operation, int Line, int Column)
{
    public static OperationLine Parse(string text, int line, int column)
    {
        var parts = text.Split('.');
        return parts.Length == 2 && parts[0].Length > 0 && parts[1].Length > 0 && !text.Any(char.IsWhiteSpace)
            ? new OperationLine(text, parts[0], parts[1], line, column)
            : new OperationLine(text, null, null, line, column);
    }
}
