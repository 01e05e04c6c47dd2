using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.BatchInference;

/// <summary>Shows batch inference jobs: all, those whose name matches, or those of one solution version.</summary>
[Cmdlet(VerbsCommon.Get, "BatchRecommendation")]
[OutputType(typeof(BatchRecommendation))]
public sealed class GetBatchRecommendationCommand : PersonalizeCmdlet
{
    /// <summary>The jobs, as names (with wildcards), ARNs or objects. Without it all are shown.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Arn", "BatchRecommendationArn")]
    [SupportsWildcards]
    [ResourceCompleter(ResourceKind.BatchRecommendation)]
    public ResourceIdentity[]? Name { get; set; }

    /// <summary>Shows only the jobs of this solution version, given as ARN or object; a solution stands for its newest ACTIVE version.</summary>
    [Parameter]
    [Alias("Solution", "SolutionVersionArn")]
    [ResourceCompleter(ResourceKind.Solution)]
    public ResourceIdentity? SolutionVersion { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync(CancellationToken cancellationToken) =>
        WriteResourcesAsync(Name, ResourceKind.BatchRecommendation, ListAsync, Api.GetBatchRecommendationAsync, cancellationToken);

    private async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken) => await Api.ListBatchRecommendationsAsync(
        SolutionVersion is null ? null : await Api.ResolveVersionAsync(SolutionVersion, cancellationToken), cancellationToken);
}
