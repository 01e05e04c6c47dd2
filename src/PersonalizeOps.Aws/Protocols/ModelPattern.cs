using System.Text;
using System.Text.RegularExpressions;

namespace PersonalizeOps.Aws.Protocols;

/// <summary>Turns the models' regular expressions, which are Java's, into .NET ones.</summary>
internal static class ModelPattern
{
    /// <summary>Compiles a model's pattern so that it has to match a whole value.</summary>
    /// <param name="pattern">The pattern as the model writes it.</param>
    /// <returns>The expression; it runs in time linear to the value, so that no input can stall a server.</returns>
    /// <exception cref="ArgumentException">The pattern is no regular expression.</exception>
    public static Regex Compile(string pattern) =>
        new($@"\A(?:{Translate(pattern)})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

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

    // Java's \d, \w and \s mean ASCII only, and \p{ASCII} has no .NET counterpart.
    private static int AppendEscape(StringBuilder text, string pattern, int at, bool inClass)
    {
        const string Ascii = @"\p{ASCII}";
        if (string.CompareOrdinal(pattern, at, Ascii, 0, Ascii.Length) == 0)
        {
            AppendSet(text, @"\x00-\x7F", inClass);
            return Ascii.Length - 1;
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
