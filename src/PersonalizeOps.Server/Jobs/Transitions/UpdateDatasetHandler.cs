using Amazon.Personalize.Model;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Transitions;

/// <summary>Gives a dataset the schema of its latest update.</summary>
internal sealed class UpdateDatasetHandler(Database database, ResourceTransitions transitions) : IJobHandler
{
    /// <inheritdoc/>
    public string Kind => JobKind.UpdateDataset;

    /// <inheritdoc/>
    public Task<JobResult> RunAsync(JobRow job, CancellationToken cancellationToken)
    {
        database.Write(session => Enter(session, job, ResourceStatus.CreateInProgress));
        return Task.FromResult(new JobResult(session =>
        {
            var row = transitions.Change<Dataset>(session, job.ResourceArn, (dataset, now) =>
            {
                dataset.SchemaArn = dataset.LatestDatasetUpdate.SchemaArn;
                dataset.LatestDatasetUpdate.Status = ResourceStatus.Active;
                dataset.LatestDatasetUpdate.LastUpdatedDateTime = now;
            });
            var dataset = ResourceDocument.Read<Dataset>(row);
            session.Resources.SetReferences(row.Arn, dataset.SchemaArn, dataset.DatasetGroupArn);
        }));
    }

    /// <inheritdoc/>
    public void Fail(StateSession session, JobRow job, string reason) => Enter(session, job, ResourceStatus.CreateFailed, reason);

    private void Enter(StateSession session, JobRow job, string status, string? reason = null) =>
        transitions.Change<Dataset>(session, job.ResourceArn, (dataset, now) =>
        {
            dataset.LatestDatasetUpdate.Status = status;
            dataset.LatestDatasetUpdate.FailureReason = reason;
            dataset.LatestDatasetUpdate.LastUpdatedDateTime = now;
        });
}
