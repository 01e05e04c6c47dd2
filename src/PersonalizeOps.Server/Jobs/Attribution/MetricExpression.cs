using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace PersonalizeOps.Server.Jobs.Attribution;

/// <summary>The function of a metric: <c>SAMPLECOUNT()</c> counts events, <c>SUM(Items.PRICE)</c> adds up a column.</summary>
/// <param name="Function"><c>samplecount</c> or <c>sum</c>, as reports spell it.</param>
/// <param name="OfItems">Whether the column is that of the item, not of the event.</param>
/// <param name="Column">The column; null when events are counted.</param>
internal sealed partial record MetricExpression(string Function, bool OfItems, string? Column)
{
    /// <summary>Reads an expression.</summary>
    /// <param name="text">The expression; case does not matter in function and dataset.</param>
    /// <param name="expression">What it says.</param>
    /// <returns>False when it is none.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out MetricExpression? expression)
    {
        var sum = Sum().Match(text);
        expression = sum.Success
            ? new MetricExpression("sum", sum.Groups[1].Value.Equals("Items", StringComparison.OrdinalIgnoreCase), sum.Groups[2].Value)
            : SampleCount().IsMatch(text) ? new MetricExpression("samplecount", false, null) : null;
        return expression is not null;
    }

    [GeneratedRegex(@"^\s*SUM\s*\(\s*(Interactions|Items)\s*\.\s*(\w+)\s*\)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Sum();

    [GeneratedRegex(@"^\s*SAMPLECOUNT\s*\(\s*\)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SampleCount();
}
