using System.Text.RegularExpressions;

namespace PersonalizeOps.Data;

/// <summary>Takes MovieLens titles such as <c>Toy Story (1995)</c> apart.</summary>
public static partial class TitleYear
{
    /// <summary>The title without year, and the year: the first of a range such as <c>(2006–2007)</c> or <c>(2011- )</c>.</summary>
    /// <param name="raw">The title as the file has it; surrounding blanks go, blanks and control characters inside become one space.</param>
    /// <returns>Both parts; no year when the title ends in none.</returns>
    public static (string Title, int? Year) Split(string raw)
    {
        var title = Blanks().Replace(raw, " ").Trim();
        var match = YearAtEnd().Match(title);
        return match.Success ? (match.Groups["title"].Value, int.Parse(match.Groups["year"].ValueSpan)) : (title, null);
    }

    [GeneratedRegex(@"[\s\p{Cc}]+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^(?<title>.+?) ?\((?<year>(?:18|19|20|21)[0-9]{2})(?: ?[-–—] ?(?:[0-9]{4})?)?\)$", RegexOptions.ExplicitCapture)]
    private static partial Regex YearAtEnd();
}
