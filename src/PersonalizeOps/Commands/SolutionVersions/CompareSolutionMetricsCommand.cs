using System.Management.Automation;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.SolutionVersions;

/// <summary>
/// Compares the offline metrics of solution versions with each other and with the popularity baseline of their dataset group: one record for each
/// metric, with the value of each version, its difference and ratio to a reference, and the best.
/// </summary>
[Cmdlet(VerbsData.Compare, "SolutionMetrics")]
[OutputType(typeof(MetricComparison))]
public sealed class CompareSolutionMetricsCommand : MetricsCmdlet
{
    /// <summary>As many versions fit side by side into 120 columns.</summary>
    private const int SideBySide = 5;

    private protected override Task UseAsync(IReadOnlyList<MetricComparison> metrics, CancellationToken cancellationToken)
    {
        foreach (var metric in metrics)
        {
            var record = PSObject.AsPSObject(metric);
            if (metric.Version.Count > SideBySide)
                record.TypeNames.Insert(0, $"{typeof(MetricComparison).FullName}.Long");
            WriteObject(record);
        }

        return Task.CompletedTask;
    }
}
