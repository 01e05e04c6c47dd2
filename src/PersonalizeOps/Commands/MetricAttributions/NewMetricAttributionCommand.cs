using System.Collections;
using System.Management.Automation;
using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;

namespace PersonalizeOps.Commands.MetricAttributions;

/// <summary>Creates a metric attribution, which adds up events by what recommended the items. A dataset group has one.</summary>
[Cmdlet(VerbsCommon.New, "MetricAttribution", SupportsShouldProcess = true)]
[OutputType(typeof(Records.MetricAttribution))]
public sealed class NewMetricAttributionCommand : JobCmdlet
{
    /// <summary>The name of the metric attribution: 1 to 63 letters, digits, - and _.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The dataset group, as name, ARN or object.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DatasetGroupArn")]
    [ResourceCompleter(ResourceKind.DatasetGroup)]
    public ResourceIdentity DatasetGroup { get; set; } = null!;

    /// <summary>The metrics, up to 10, each a hashtable: @{ Name = "Views"; EventType = "watch"; Expression = "SAMPLECOUNT()" }.</summary>
    [Parameter(Mandatory = true)]
    [ValidateCount(1, 10)]
    public Hashtable[] Metric { get; set; } = [];

    /// <summary>The S3 URI of the folder for the reports. Without it the metrics go to CloudWatch only.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutputUri { get; set; }

    /// <summary>The IAM role with which Personalize uses the bucket. Required on AWS; the local server needs none.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RoleArn { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync(CancellationToken cancellationToken) => TryAsync(Name, async () =>
    {
        var request = new CreateMetricAttributionRequest
        {
            Name = Name,
            DatasetGroupArn = await Api.ResolveAsync(DatasetGroup, ResourceKind.DatasetGroup, cancellationToken),
            Metrics = [.. Metric.Select(Settings.ToMetric)],
            MetricsOutputConfig = Settings.MetricsOutput(OutputUri, ServiceRole.Resolve(RoleArn, Connection)),
        };
        await CreateAsync(ResourceKind.MetricAttribution, Name, () => Api.CreateMetricAttributionAsync(request, cancellationToken), cancellationToken);
    });
}
