using Amazon.Personalize.Model;
using PersonalizeOps.Server.Jobs.Serving;
using PersonalizeOps.Server.Jobs.Training;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Recommenders;

/// <summary>Trains recommenders and puts their new models into the place of the old ones.</summary>
internal sealed class RecommenderTraining(
    Database database,
    ModelTrainer trainer,
    ModelFolders folders,
    CampaignServer server,
    TimeProvider time)
{
    /// <summary>Trains a model.</summary>
    /// <param name="job">The job that trains.</param>
    /// <param name="recommender">The recommender, configured as the model is to be.</param>
    /// <param name="cancellationToken">Ends the training within a second.</param>
    /// <returns>The result for <see cref="Result"/>.</returns>
    /// <exception cref="JobFailedException">The data do not suffice.</exception>
    public async Task<ModelRow> TrainAsync(JobRow job, Recommender recommender, CancellationToken cancellationToken)
    {
        var plan = database.Read(session => Plan(session, recommender));
        var folder = ModelFolders.NameOf(job);
        var outcome = await trainer.TrainAsync(plan, folder, cancellationToken);
        return new ModelRow(job.ResourceArn, plan.Options.Seed, folder, outcome.Metrics) { Position = plan.Position, Begun = plan.Begun };
    }

    /// <summary>Makes the end of a job that trained.</summary>
    /// <param name="model">The new model.</param>
    /// <param name="publish">What else the end of the job changes.</param>
    /// <returns>The end.</returns>
    public JobResult Result(ModelRow model, Action<StateSession> publish)
    {
        var old = database.Read(session => session.Models.Find(model.SolutionVersionArn))?.Folder;
        return new JobResult(
            session =>
            {
                session.Models.Set(model);
                publish(session);
            },
            () =>
            {
                server.Reload(model.SolutionVersionArn);
                folders.Remove(old);
            });
    }

    /// <summary>Removes what a job that failed has left.</summary>
    /// <param name="job">The job.</param>
    public void Discard(JobRow job) => folders.Remove(ModelFolders.NameOf(job));

    private TrainingPlan Plan(StateSession session, Recommender recommender)
    {
        var row = ResourceTransitions.Find(session, recommender.RecommenderArn);
        var datasets = GroupDatasets.Read(session, row, recommender.DatasetGroupArn);
        return TrainingPlan.Of(recommender, datasets, session.Models.Find(row.Arn)!.Seed) with
        {
            Position = session.Streams.NewestPosition(),
            Begun = time.GetUtcNow(),
        };
    }
}
