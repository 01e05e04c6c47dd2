using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.SolutionVersions;

/// <summary>
/// Shows the offline metrics of solution versions: how well each predicts interactions that were held out of its training. Compare versions
/// trained on the same data only.
/// </summary>
[Cmdlet(VerbsCommon.Get, "SolutionMetrics")]
[OutputType(typeof(SolutionMetrics))]
public sealed class GetSolutionMetricsCommand : PersonalizeCmdlet
{
    /// <summary>The version as ARN or object, or a solution as name, ARN or object, which stands for its newest ACTIVE version.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Solution", "SolutionVersionArn", "SolutionArn", "Arn", "Name")]
    [ResourceCompleter(ResourceKind.Solution)]
    public ResourceIdentity[] SolutionVersion { get; set; } = [];

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var identity in SolutionVersion)
            await TryAsync(identity.Text, async () => WriteObject(await Api.GetMetricsAsync(identity, cancellationToken)));
    }
}
