using System.Text.RegularExpressions;

namespace PersonalizeOps.Data;

/// <summary>Takes MovieLens titles such as <c>Toy Story (1995)</c> apart.</summary>
public static partial class TitleYear
{
    private const int YearDigits = 4;

    /// <summary>The title without year, and the year: the first of a range such as <c>(2006–2007)</c> or <c>(2011- )</c>.</summary>
    /// <param name="raw">The title as the file has it; surrounding blanks go, blanks and control characters inside become one space.</param>
    /// <returns>Both parts; no year when the title ends in none.</returns>
    public static (string Title, int? Year) Split(string raw)
    {
        var title = (IsTidy(raw) ? raw : Blanks().Replace(raw, " ")).Trim();
        // Nothing of the year opens a parenthesis, so it begins with the last one.
        var start = title.EndsWith(')') ? title.LastIndexOf('(') : -1;
        if (start < 1 || !Year().IsMatch(title.AsSpan(start)))
            return (title, null);
        var name = title.AsSpan(0, title[start - 1] == ' ' && start > 1 ? start - 1 : start);
        return (name.ToString(), int.Parse(title.AsSpan(start + 1, YearDigits)));
    }

    // Nearly all titles are.
    private static bool IsTidy(string text)
    {
        var previous = '\0';
        foreach (var letter in text)
        {
            if (letter == ' ' ? previous == ' ' : char.IsWhiteSpace(letter) || char.IsControl(letter))
                return false;
            previous = letter;
        }

        return true;
    }

    [GeneratedRegex(@"[\s\p{Cc}]+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^\((?:18|19|20|21)[0-9]{2}(?: ?[-–—] ?(?:[0-9]{4})?)?\)$")]
    private static partial Regex Year();
}
