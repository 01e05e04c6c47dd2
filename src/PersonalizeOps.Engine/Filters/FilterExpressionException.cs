namespace PersonalizeOps.Engine.Filters;

/// <summary>A filter expression cannot be read, or does not fit the data.</summary>
/// <param name="message">What is wrong and what to write.</param>
/// <param name="position">Where in the expression, from 1.</param>
public sealed class FilterExpressionException(string message, int position) : Exception(message)
{
    /// <summary>Where in the expression the mistake is: the number of its first character, from 1.</summary>
    public int Position { get; } = position;

    internal static FilterExpressionException At(int position, string reason) =>
        new($"Invalid Expression: {reason} (at position {position}).", position);
}
