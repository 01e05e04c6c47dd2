using System.Globalization;

namespace PersonalizeOps.Server.Jobs.Training;

/// <summary>How often a solution is trained, as <c>rate(7 days)</c>.</summary>
internal static class SchedulingExpression
{
    /// <summary>Gives the days of an expression.</summary>
    /// <param name="expression">An expression of the model's pattern.</param>
    /// <returns>The number of days; 0 when it is larger than any interval.</returns>
    public static int Days(string expression)
    {
        var digits = expression.AsSpan()["rate(".Length..expression.IndexOf(' ')];
        return int.TryParse(digits, CultureInfo.InvariantCulture, out var days) ? days : 0;
    }
}
