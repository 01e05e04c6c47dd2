using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using PersonalizeOps.Binding;

namespace PersonalizeOps.Completion;

/// <summary>Completes a parameter with the names of live resources of a kind, or of several.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ResourceCompleterAttribute(params ResourceKind[] kinds) : ArgumentCompleterAttribute, IArgumentCompleterFactory, IArgumentCompleter
{
    public IArgumentCompleter Create() => this;

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        kinds.SelectMany(kind => new ResourceCompleter(kind).CompleteArgument(commandName, parameterName, wordToComplete, commandAst, fakeBoundParameters));
}
