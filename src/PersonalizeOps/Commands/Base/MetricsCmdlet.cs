using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Completion;
using PersonalizeOps.Errors;
using PersonalizeOps.Metrics;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Base;

/// <summary>A cmdlet that takes the metrics of several solution versions and puts them beside each other and the popularity baseline.</summary>
public abstract class MetricsCmdlet : PersonalizeCmdlet
{
    private readonly List<SolutionMetrics> _versions = [];

    /// <summary>
    /// The metrics that Get-SolutionMetrics emits; or the versions themselves as ARN or object; or solutions as name, ARN or object, each of which
    /// stands for its newest ACTIVE version.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Solution", "SolutionVersionArn", "SolutionArn", "Arn", "Name")]
    [ResourceCompleter(ResourceKind.Solution)]
    public ResourceIdentity[] SolutionVersion { get; set; } = [];

    /// <summary>The version that the others are compared with, given like those. The default is the first.</summary>
    [Parameter]
    [ValidateNotNull]
    [ResourceCompleter(ResourceKind.Solution)]
    public ResourceIdentity? Reference { get; set; }

    /// <summary>Uses what was compared; one record for each metric.</summary>
    /// <param name="metrics">The metrics in the order in which they are shown.</param>
    /// <param name="cancellationToken">Cancelled when the pipeline stops.</param>
    /// <returns>The work.</returns>
    private protected abstract Task UseAsync(IReadOnlyList<MetricComparison> metrics, CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var identity in SolutionVersion)
            await TryAsync(identity.Text, async () => Add(await Api.GetMetricsAsync(identity, cancellationToken)));
    }

    /// <inheritdoc/>
    protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_versions.Count == 0)
            return;
        var reference = _versions[0];
        if (Reference is not null)
        {
            reference = await Api.GetMetricsAsync(Reference, cancellationToken);
            Add(reference);
        }

        await AddBaselineAsync(cancellationToken);
        await WarnIfOtherDataAsync(cancellationToken);
        await UseAsync(MetricTable.Compare(_versions, reference), cancellationToken);
    }

    private void Add(SolutionMetrics metrics)
    {
        if (!_versions.Any(known => known.SolutionVersionArn == metrics.SolutionVersionArn))
            _versions.Add(metrics);
    }

    /// <summary>Adds the popularity baseline of the dataset group, where there is one and it shares a metric that tells of hits.</summary>
    private async Task AddBaselineAsync(CancellationToken cancellationToken)
    {
        if (_versions.Any(MetricTable.IsBaseline))
            return;
        try
        {
            if (await Api.FindPopularityMetricsAsync(_versions[0].DatasetGroupArn, cancellationToken) is { } baseline
                && baseline.Metric.Keys.Any(metric => metric != "coverage" && _versions.Any(version => version.Metric.ContainsKey(metric))))
                Add(baseline);
        }
        catch (PersonalizeException error)
        {
            WriteWarning($"A popularity baseline could not be looked for: {error.Message}");
        }
    }

    private async Task WarnIfOtherDataAsync(CancellationToken cancellationToken)
    {
        var groups = _versions.GroupBy(version => version.DatasetGroupArn, StringComparer.Ordinal).ToList();
        if (groups.Count > 1)
        {
            WriteWarning("These versions do not compare, because they were trained on different dataset groups: "
                + string.Join("; ", groups.Select(group => $"{group.First().DatasetGroup} ({string.Join(", ", group.Select(NameOf))})")) + ".");
            return;
        }

        var (first, last) = (_versions.MinBy(version => version.Created)!, _versions.MaxBy(version => version.Created)!);
        if (first == last)
            return;
        try
        {
            var between = (await Api.ListImportsAsync(first.DatasetGroupArn, cancellationToken))
                .FirstOrDefault(import => import.Status == "ACTIVE" && import.Created > first.Created && import.Created < last.Created);
            if (between is not null)
                WriteWarning($"These versions hardly compare: the import {between.Name} ran after {NameOf(first)} was trained and before {NameOf(last)}, "
                    + "so that they know different data. Train both anew.");
        }
        catch (PersonalizeException error)
        {
            WriteVerbose($"Whether data was imported between the trainings is not known: {error.Message}");
        }
    }

    private static string NameOf(SolutionMetrics version) => $"{version.Solution}/{version.Version}";
}
