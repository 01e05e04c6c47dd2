using Amazon.Personalize.Model;
using PersonalizeOps.Server.Jobs.Serving;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Recommenders;

/// <summary>Gives a recommender the configuration of its latest update; until then it serves as before.</summary>
/// <remarks>Other columns for the training mean a full training; the rest of a configuration needs none.</remarks>
internal sealed class UpdateRecommenderHandler(
    Database database,
    ResourceTransitions transitions,
    RecommenderTraining training,
    CampaignServer server) : IJobHandler
{
    /// <inheritdoc/>
    public string Kind => JobKind.UpdateRecommender;

    /// <inheritdoc/>
    public async Task<JobResult> RunAsync(JobRow job, CancellationToken cancellationToken)
    {
        var row = database.Write(session => Enter(session, job, ResourceStatus.CreateInProgress));
        var recommender = ResourceDocument.Read<Recommender>(row);
        var config = recommender.LatestRecommenderUpdate.RecommenderConfig;
        if (TrainsAlike(recommender.RecommenderConfig, config))
        {
            return new JobResult(session => Publish(session, job), () => server.Forget(job.ResourceArn));
        }

        recommender.RecommenderConfig = config;
        var model = await training.TrainAsync(job, recommender, cancellationToken);
        return training.Result(model, session => Publish(session, job));
    }

    /// <inheritdoc/>
    public void Fail(StateSession session, JobRow job, string reason)
    {
        Enter(session, job, ResourceStatus.CreateFailed, reason);
        training.Discard(job);
    }

    private static bool TrainsAlike(RecommenderConfig a, RecommenderConfig b) =>
        TrainsAlike(a.TrainingDataConfig?.ExcludedDatasetColumns, b.TrainingDataConfig?.ExcludedDatasetColumns)
        && TrainsAlike(a.TrainingDataConfig?.IncludedDatasetColumns, b.TrainingDataConfig?.IncludedDatasetColumns);

    private static bool TrainsAlike(Dictionary<string, List<string>>? a, Dictionary<string, List<string>>? b) =>
        Names(a).SetEquals(Names(b));

    private static HashSet<(string Type, string Column)> Names(Dictionary<string, List<string>>? columns) =>
        [.. (columns ?? []).SelectMany(entry => entry.Value.Select(column => (entry.Key, column)))];

    private void Publish(StateSession session, JobRow job)
    {
        transitions.Change<Recommender>(session, job.ResourceArn, (recommender, now) =>
        {
            recommender.RecommenderConfig = recommender.LatestRecommenderUpdate.RecommenderConfig;
            recommender.LatestRecommenderUpdate.Status = ResourceStatus.Active;
            recommender.LatestRecommenderUpdate.LastUpdatedDateTime = now;
        });
    }

    private ResourceRow Enter(StateSession session, JobRow job, string status, string? reason = null) =>
        transitions.Change<Recommender>(session, job.ResourceArn, (recommender, now) =>
        {
            recommender.LatestRecommenderUpdate.Status = status;
            recommender.LatestRecommenderUpdate.FailureReason = reason;
            recommender.LatestRecommenderUpdate.LastUpdatedDateTime = now;
        });
}
