using Amazon.Personalize.Model;
using PersonalizeOps.Data;

namespace PersonalizeOps.Server.Jobs.Training;

/// <summary>The columns that a training may use, by a <c>trainingDataConfig</c>.</summary>
/// <param name="config">What it says; null for all columns.</param>
internal sealed class TrainingColumns(TrainingDataConfig? config)
{
    /// <summary>Tells whether a column is used.</summary>
    /// <param name="type">The type of its dataset.</param>
    /// <param name="column">Its name.</param>
    /// <returns>False when it is excluded, or others are included.</returns>
    public bool Uses(DatasetType type, string column) =>
        Of(config?.ExcludedDatasetColumns, type)?.Contains(column) != true
        && Of(config?.IncludedDatasetColumns, type)?.Contains(column) != false;

    private static List<string>? Of(Dictionary<string, List<string>>? columns, DatasetType type) =>
        columns?.Where(entry => DatasetTypes.Parse(entry.Key) == type).Select(entry => entry.Value).FirstOrDefault();
}
