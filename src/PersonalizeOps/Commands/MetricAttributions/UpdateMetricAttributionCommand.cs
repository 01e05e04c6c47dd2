using System.Collections;
using System.Management.Automation;
using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;

namespace PersonalizeOps.Commands.MetricAttributions;

/// <summary>Adds and removes metrics of a metric attribution, or changes where its reports go.</summary>
[Cmdlet(VerbsData.Update, "MetricAttribution", SupportsShouldProcess = true)]
[OutputType(typeof(Records.MetricAttribution))]
public sealed class UpdateMetricAttributionCommand : ChangeCmdlet
{
    /// <summary>The metric attribution, as name, ARN or object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Arn", "MetricAttributionArn")]
    [ResourceCompleter(ResourceKind.MetricAttribution)]
    public ResourceIdentity[] Name { get; set; } = [];

    /// <summary>Metrics to add, each a hashtable: @{ Name = "Views"; EventType = "watch"; Expression = "SAMPLECOUNT()" }.</summary>
    [Parameter]
    [ValidateCount(1, 10)]
    public Hashtable[]? AddMetric { get; set; }

    /// <summary>Names of metrics to remove.</summary>
    [Parameter]
    [ValidateCount(1, 10)]
    public string[]? RemoveMetric { get; set; }

    /// <summary>The S3 URI of the folder for the reports.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutputUri { get; set; }

    /// <summary>The IAM role with which Personalize uses the bucket. Required on AWS; the local server needs none.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RoleArn { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var name in Name)
            await TryAsync(name.Text, async () =>
            {
                var arn = await Api.ResolveAsync(name, ResourceKind.MetricAttribution, cancellationToken);
                var request = new UpdateMetricAttributionRequest
                {
                    MetricAttributionArn = arn,
                    AddMetrics = AddMetric is null ? null : [.. AddMetric.Select(Settings.ToMetric)],
                    RemoveMetrics = RemoveMetric is null ? null : [.. RemoveMetric],
                    MetricsOutputConfig = OutputUri is null && RoleArn is null ? null
                        : Settings.MetricsOutput(OutputUri, ServiceRole.Resolve(RoleArn, Connection)),
                };
                await ChangeAsync(
                    arn, "UpdateMetricAttribution", ResourceArn.NameOf(arn),
                    () => Api.CallAsync(Api.Personalize.UpdateMetricAttributionAsync, request, name.Text, cancellationToken), cancellationToken);
            });
    }
}
