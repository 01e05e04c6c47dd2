using System.Management.Automation;
using System.Management.Automation.Language;

namespace PersonalizeOps.Completion;

/// <summary>Filters and quotes completions, once for all completers.</summary>
internal static class CompletionText
{
    private static readonly char[] Quotes = ['\'', '"'];

    /// <summary>The names that match what is typed, quoted where PowerShell needs it.</summary>
    public static IEnumerable<CompletionResult> Matches(IEnumerable<string> names, string word, string tooltip)
    {
        var pattern = new WildcardPattern(word.Trim(Quotes) + "*", WildcardOptions.IgnoreCase);
        return names.Where(pattern.IsMatch).Select(name => new CompletionResult(Quote(name, word), name, CompletionResultType.ParameterValue, $"{tooltip} {name}"));
    }

    private static string Quote(string name, string word)
    {
        if (word.StartsWith('"'))
            return $"\"{name}\"";
        return word.StartsWith('\'') || name.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_' or '.'))
            ? $"'{CodeGeneration.EscapeSingleQuotedStringContent(name)}'"
            : name;
    }
}
