using System.Globalization;

namespace PersonalizeOps.Engine.Filters;

/// <summary>Numbers in filters and in the data they look at.</summary>
internal static class FilterNumber
{
    public static bool TryParse(ReadOnlySpan<char> text, out double number) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number)
        && double.IsFinite(number);

    /// <summary>A value of a column; NaN when it is absent or no number.</summary>
    public static double Of(string? text) => text is not null && TryParse(text, out var number) ? number : double.NaN;
}
