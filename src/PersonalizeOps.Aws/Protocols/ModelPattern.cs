using System.Text;
using System.Text.RegularExpressions;

namespace PersonalizeOps.Aws.Protocols;

/// <summary>Turns the models' regular expressions, which are Java's, into .NET ones.</summary>
internal static class ModelPattern
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Compiles a model's pattern so that it has to match a whole value.</summary>
    /// <param name="pattern">The pattern as the model writes it.</param>
    /// <returns>The expression; it runs in time linear to the value or gives up after a second, so that no input can stall a server.</returns>
    /// <exception cref="ArgumentException">The pattern is no regular expression.</exception>
    public static Regex Compile(string pattern)
    {
        var whole = $@"\A(?:{Translate(pattern)})\z";
        try
        {
            return new Regex(whole, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            // Some patterns look ahead, which takes backtracking.
            return new Regex(whole, RegexOptions.CultureInvariant, Patience);
        }
    }

    private static string Translate(string pattern)
    {
        var text = new StringBuilder(pattern.Length + 16);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
            {
                i += AppendEscape(text, pattern, i, inClass);
                continue;
            }

            inClass = c switch { '[' => true, ']' => false, _ => inClass };
            text.Append(c);
        }

        return text.ToString();
    }

    // Java's \d, \w and \s mean ASCII only, \p{ASCII} has no .NET counterpart, and a range of surrogate pairs is one of characters in Java.
    private static int AppendEscape(StringBuilder text, string pattern, int at, bool inClass)
    {
        const string Ascii = @"\p{ASCII}";
        const string Pairs = @"\uD800\uDC00-\uDBFF\uDFFF";
        if (string.CompareOrdinal(pattern, at, Ascii, 0, Ascii.Length) == 0)
        {
            AppendSet(text, @"\x00-\x7F", inClass);
            return Ascii.Length - 1;
        }

        if (inClass && string.Compare(pattern, at, Pairs, 0, Pairs.Length, StringComparison.OrdinalIgnoreCase) == 0)
        {
            text.Append(@"\uD800-\uDFFF");
            return Pairs.Length - 1;
        }

        switch (pattern[at + 1])
        {
            case 'd':
                AppendSet(text, "0-9", inClass);
                break;
            case 'w':
                AppendSet(text, "a-zA-Z_0-9", inClass);
                break;
            case 's':
                AppendSet(text, @" \t\n\x0B\f\r", inClass);
                break;
            default:
                text.Append(pattern, at, 2);
                break;
        }

        return 1;
    }

    private static void AppendSet(StringBuilder text, string set, bool inClass) =>
        text.Append(inClass ? set : $"[{set}]");
}
