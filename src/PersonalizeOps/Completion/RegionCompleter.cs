using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace PersonalizeOps.Completion;

/// <summary>Completes the regions that offer Personalize.</summary>
internal sealed class RegionCompleter : IArgumentCompleter
{
    private static readonly string[] Regions =
    [
        "us-east-1", "us-east-2", "us-west-2", "ca-central-1", "eu-central-1", "eu-west-1", "ap-northeast-1", "ap-northeast-2", "ap-south-1",
        "ap-southeast-1", "ap-southeast-2", "cn-north-1",
    ];

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Matches(Regions, wordToComplete, "region");
}
