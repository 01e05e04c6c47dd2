using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using PersonalizeOps.Connection;

namespace PersonalizeOps.Completion;

/// <summary>Completes names of the kind that a cmdlet's noun says, on the parameter that all Get- or Remove- cmdlets share.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OwnKindCompleterAttribute : ArgumentCompleterAttribute, IArgumentCompleterFactory, IArgumentCompleter
{
    public IArgumentCompleter Create() => this;

    /// <summary>The module may be imported with a prefix, which stands before the noun.</summary>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var family = ResourceFamilies.All
            .Where(family => commandName.EndsWith(family.Noun, StringComparison.OrdinalIgnoreCase))
            .MaxBy(family => family.Noun.Length);
        return family is null
            ? []
            : new ResourceCompleter(family.Kind).CompleteArgument(commandName, parameterName, wordToComplete, commandAst, fakeBoundParameters);
    }
}
