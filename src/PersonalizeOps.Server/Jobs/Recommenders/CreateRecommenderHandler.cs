using Amazon.Personalize.Model;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Recommenders;

/// <summary>Trains a new recommender and puts it into service.</summary>
internal sealed class CreateRecommenderHandler(ResourceTransitions transitions, RecommenderTraining training) : IJobHandler
{
    /// <inheritdoc/>
    public string Kind => JobKind.CreateRecommender;

    /// <inheritdoc/>
    public async Task<JobResult> RunAsync(JobRow job, CancellationToken cancellationToken)
    {
        var recommender = ResourceDocument.Read<Recommender>(transitions.Enter(job.ResourceArn, ResourceStatus.CreateInProgress));
        var model = await training.TrainAsync(job, recommender, cancellationToken);
        return training.Result(model, session => transitions.Enter(session, job.ResourceArn, ResourceStatus.Active));
    }

    /// <inheritdoc/>
    public void Fail(StateSession session, JobRow job, string reason)
    {
        transitions.Enter(session, job.ResourceArn, ResourceStatus.CreateFailed, reason);
        training.Discard(job);
    }
}
