using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using PersonalizeOps.Connection;

namespace PersonalizeOps.Completion;

/// <summary>Completes the AWS profiles of this user.</summary>
internal sealed class ProfileCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            return [.. CompletionText.Matches(AwsTargets.ProfileNames(), wordToComplete, "profile")];
        }
        catch (Exception)
        {
            return [];
        }
    }
}
