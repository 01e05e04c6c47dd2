using PersonalizeOps.Data;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Training;

/// <summary>The datasets of a group, by type.</summary>
/// <param name="arns">Their ARNs, which end in the type.</param>
internal sealed class GroupDatasets(IReadOnlyList<string> arns)
{
    /// <summary>Reads the datasets of a group.</summary>
    /// <param name="session">The state.</param>
    /// <param name="of">A resource of the same account and region.</param>
    /// <param name="datasetGroupArn">The group.</param>
    /// <returns>The datasets.</returns>
    public static GroupDatasets Read(StateSession session, ResourceRow of, string datasetGroupArn)
    {
        var query = new ResourceQuery(of.AccountId, of.Region, ResourceKind.Dataset, datasetGroupArn);
        return new GroupDatasets([.. session.Resources.All(query).Select(row => row.Arn)]);
    }

    /// <summary>Gives the dataset of a type.</summary>
    /// <param name="type">The type.</param>
    /// <returns>Its ARN; null when the group has none.</returns>
    public string? Find(DatasetType type) =>
        arns.FirstOrDefault(arn => arn.EndsWith($"/{type.ToApi().ToUpperInvariant()}", StringComparison.Ordinal));
}
