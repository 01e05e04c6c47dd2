using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using PersonalizeOps.Binding;

namespace PersonalizeOps.Completion;

/// <summary>Completes live names of a kind; without a connection, or when the service is slow or fails, it offers what needs none.</summary>
internal sealed class ResourceCompleter(ResourceKind kind) : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var names = LiveLists.Of(kind, LiveLists.ConnectionOf(fakeBoundParameters))?.Select(item => item.Name);
        return CompletionText.Matches(names ?? Fallback(), wordToComplete, ResourceArn.WordOf(kind));
    }

    private string[] Fallback() => kind == ResourceKind.Recipe ? RecipeNames.OfSolutions : [];
}
