using PersonalizeOps.Server.Jobs.Imports;
using PersonalizeOps.Server.Jobs.Serving;
using PersonalizeOps.Server.Jobs.Training;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Transitions;

/// <summary>Removes a resource and its files.</summary>
internal sealed class DeleteHandler(
    Database database,
    ResourceTransitions transitions,
    DatasetFiles datasets,
    ModelFolders models,
    CampaignServer campaigns,
    RecentEvents recent) : IJobHandler
{
    /// <inheritdoc/>
    public string Kind => JobKind.Delete;

    /// <inheritdoc/>
    public Task<JobResult> RunAsync(JobRow job, CancellationToken cancellationToken)
    {
        var row = transitions.Enter(job.ResourceArn, ResourceStatus.DeleteInProgress);
        return Task.FromResult(row.Kind switch
        {
            ResourceKind.Dataset => DeleteDataset(row),
            ResourceKind.Solution => DeleteSolution(row),
            ResourceKind.Recommender => DeleteRecommender(row),
            ResourceKind.Campaign => new JobResult(session => session.Resources.Delete(row.Arn), () => campaigns.Forget(row.Arn)),
            _ => new JobResult(session => session.Resources.Delete(row.Arn)),
        });
    }

    /// <inheritdoc/>
    public void Fail(StateSession session, JobRow job, string reason) =>
        transitions.Enter(session, job.ResourceArn, ResourceStatus.Active, reason);

    private JobResult DeleteDataset(ResourceRow row)
    {
        var content = database.Read(session => session.DatasetContents.Find(row.Arn));
        return new JobResult(
            session => session.Resources.Delete(row.Arn),
            () =>
            {
                recent.Forget();
                datasets.Remove(content?.File);
            });
    }

    private JobResult DeleteRecommender(ResourceRow row)
    {
        var model = database.Read(session => session.Models.Find(row.Arn));
        return new JobResult(
            session => session.Resources.Delete(row.Arn),
            () =>
            {
                campaigns.Reload(row.Arn);
                models.Remove(model?.Folder);
            });
    }

    private JobResult DeleteSolution(ResourceRow row)
    {
        var query = new ResourceQuery(row.AccountId, row.Region, ResourceKind.SolutionVersion, row.Arn);
        var versions = database.Read(session => session.Resources.All(query).Select(version => session.Models.Find(version.Arn)!).ToList());
        return new JobResult(
            session =>
            {
                foreach (var version in versions)
                {
                    session.Resources.Delete(version.SolutionVersionArn);
                }

                session.Resources.Delete(row.Arn);
            },
            () => versions.ForEach(version => models.Remove(version.Folder)));
    }
}
