using Amazon.Personalize.Model;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Recommenders;

/// <summary>Trains a recommender anew by schedule; it serves the old model until then, and on when the training fails.</summary>
internal sealed class RetrainRecommenderHandler(Database database, RecommenderTraining training) : IJobHandler
{
    /// <inheritdoc/>
    public string Kind => JobKind.RetrainRecommender;

    /// <inheritdoc/>
    public async Task<JobResult> RunAsync(JobRow job, CancellationToken cancellationToken)
    {
        var row = database.Read(session => ResourceTransitions.Find(session, job.ResourceArn));
        var model = await training.TrainAsync(job, ResourceDocument.Read<Recommender>(row), cancellationToken);
        return training.Result(model, _ => { });
    }

    /// <inheritdoc/>
    public void Fail(StateSession session, JobRow job, string reason) => training.Discard(job);
}
