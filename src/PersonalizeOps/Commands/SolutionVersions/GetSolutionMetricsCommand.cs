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
            await TryAsync(identity.Text, async () => WriteObject(await GetAsync(identity, cancellationToken)));
    }

    private async Task<SolutionMetrics> GetAsync(ResourceIdentity identity, CancellationToken cancellationToken)
    {
        var version = await Api.GetSolutionVersionAsync(await Api.ResolveVersionAsync(identity, cancellationToken), cancellationToken);
        var metrics = await Api.GetMetricsAsync(version.Arn, cancellationToken);
        return new SolutionMetrics
        {
            Solution = version.Solution,
            Version = version.Version,
            SolutionVersionArn = version.Arn,
            Recipe = version.Recipe,
            Coverage = Value("coverage"),
            MrrAt25 = Value("mean_reciprocal_rank_at_25"),
            NdcgAt5 = Value("normalized_discounted_cumulative_gain_at_5"),
            NdcgAt10 = Value("normalized_discounted_cumulative_gain_at_10"),
            NdcgAt25 = Value("normalized_discounted_cumulative_gain_at_25"),
            PrecisionAt5 = Value("precision_at_5"),
            PrecisionAt10 = Value("precision_at_10"),
            PrecisionAt25 = Value("precision_at_25"),
            Metric = metrics,
        };

        double? Value(string name) => metrics.TryGetValue(name, out var value) ? value : null;
    }
}
