using PersonalizeOps.Data;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Training;

/// <summary>Tells whether a dataset group has interactions that a model has not seen.</summary>
internal static class DataChanges
{
    /// <summary>Looks for interactions that were imported or streamed after a model's training began.</summary>
    /// <param name="session">The state.</param>
    /// <param name="of">A resource of the same account and region.</param>
    /// <param name="datasetGroupArn">The dataset group.</param>
    /// <param name="model">The model; null for any interactions at all.</param>
    /// <returns>True when there are some.</returns>
    public static bool Since(StateSession session, ResourceRow of, string datasetGroupArn, ModelRow? model)
    {
        if (GroupDatasets.Read(session, of, datasetGroupArn).Find(DatasetType.Interactions) is not { } arn)
        {
            return false;
        }

        var newest = session.Streams.NewestPosition(arn);
        return model is null || model.Begun == DateTimeOffset.UnixEpoch
            ? newest > 0 || session.DatasetContents.Find(arn) is not null
            : newest > model.Position || LastImport(session, of, arn) > model.Begun;
    }

    private static DateTimeOffset? LastImport(StateSession session, ResourceRow of, string datasetArn) =>
        session.Resources.Latest(new ResourceQuery(of.AccountId, of.Region, ResourceKind.DatasetImportJob, datasetArn), ResourceStatus.Active)?.Updated;
}
