using System.Globalization;

namespace PersonalizeOps.Binding;

/// <summary>The names of columns in the JSON of events and records: <c>NUM_RATINGS</c> is <c>numRatings</c>.</summary>
internal static class CamelCase
{
    public static string Of(string column)
    {
        if (!column.Contains('_', StringComparison.Ordinal) && column.Any(char.IsLower))
            return char.ToLowerInvariant(column[0]) + column[1..];
        var words = column.Split('_', StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(words.Select((word, index) => index == 0
            ? word.ToLowerInvariant()
            : word[..1].ToUpper(CultureInfo.InvariantCulture) + word[1..].ToLowerInvariant()));
    }
}
