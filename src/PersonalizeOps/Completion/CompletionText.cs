using System.Management.Automation;
using System.Management.Automation.Language;
using PersonalizeOps.Binding;
using PersonalizeOps.Connection;

namespace PersonalizeOps.Completion;

/// <summary>Filters and quotes completions, once for all completers.</summary>
internal static class CompletionText
{
    private static readonly char[] Quotes = ['\'', '"'];

    /// <summary>The names that match what is typed, quoted where PowerShell needs it.</summary>
    public static IEnumerable<CompletionResult> Matches(IEnumerable<string> names, string word, string tooltip)
    {
        var pattern = Pattern(word);
        return names.Where(pattern.IsMatch).Select(name => new CompletionResult(Quote(name, word), name, CompletionResultType.ParameterValue, $"{tooltip} {name}"));
    }

    /// <summary>The ARNs whose beginning, or that of the name, is typed; kind, name and status are shown beside them.</summary>
    public static IEnumerable<CompletionResult> ArnMatches(IEnumerable<ResourceSummary> resources, string word)
    {
        var pattern = Pattern(word);
        return resources.Where(item => pattern.IsMatch(item.Arn) || pattern.IsMatch(item.Name)).Select(item => new CompletionResult(
            Quote(item.Arn, word), item.Name, CompletionResultType.ParameterValue, $"{ResourceArn.WordOf(ResourceArn.KindOf(item.Arn)!.Value)} {item.Name}: {item.Status}"));
    }

    private static WildcardPattern Pattern(string word) => new(word.Trim(Quotes) + "*", WildcardOptions.IgnoreCase);

    private static string Quote(string name, string word)
    {
        if (word.StartsWith('"'))
            return $"\"{name}\"";
        return word.StartsWith('\'') || name.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_' or '.' or ':' or '/'))
            ? $"'{CodeGeneration.EscapeSingleQuotedStringContent(name)}'"
            : name;
    }
}
