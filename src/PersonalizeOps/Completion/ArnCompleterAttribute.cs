using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using PersonalizeOps.Binding;
using PersonalizeOps.Connection;

namespace PersonalizeOps.Completion;

/// <summary>Completes ARNs of live resources of all kinds that an account owns, from the beginning of an ARN or of a name.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ArnCompleterAttribute : ArgumentCompleterAttribute, IArgumentCompleterFactory, IArgumentCompleter
{
    /// <summary>Offers only those that still change.</summary>
    public bool InMotion { get; set; }

    public IArgumentCompleter Create() => this;

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var kinds = ResourceFamilies.All.Select(family => family.Kind).Where(kind => kind != ResourceKind.Recipe);
        var live = LiveLists.Of(kinds, LiveLists.ConnectionOf(fakeBoundParameters));
        return CompletionText.ArnMatches(InMotion ? live.Where(item => Statuses.InMotion(item.Status)) : live, wordToComplete);
    }
}
