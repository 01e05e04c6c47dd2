using Amazon.Personalize;
using Amazon.Personalize.Model;
using PersonalizeOps.Server.Jobs.Campaigns;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Training;

/// <summary>Trains a solution version and measures it.</summary>
internal sealed class TrainingHandler(
    Database database,
    ResourceTransitions transitions,
    ModelTrainer trainer,
    ModelFolders folders,
    CampaignSync sync,
    TimeProvider time) : IJobHandler
{
    /// <inheritdoc/>
    public string Kind => JobKind.Train;

    /// <inheritdoc/>
    public async Task<JobResult> RunAsync(JobRow job, CancellationToken cancellationToken)
    {
        if (!Begin(job))
        {
            return new JobResult(session => Stopped(session, job));
        }

        var started = time.GetTimestamp();
        var plan = database.Read(session => Plan(session, job.ResourceArn));
        var folder = ModelFolders.NameOf(job);
        var outcome = await trainer.TrainAsync(plan, folder, cancellationToken);
        var model = new ModelRow(job.ResourceArn, plan.Options.Seed, folder, outcome.Metrics) { Position = plan.Position, Begun = plan.Begun };
        return new JobResult(session => Publish(session, job, model, outcome.Tuned, time.GetElapsedTime(started)));
    }

    /// <inheritdoc/>
    public void Fail(StateSession session, JobRow job, string reason)
    {
        transitions.Enter(session, job.ResourceArn, ResourceStatus.CreateFailed, reason);
        folders.Remove(ModelFolders.NameOf(job));
    }

    /// <inheritdoc/>
    public void Stopped(StateSession session, JobRow job)
    {
        transitions.Enter(session, job.ResourceArn, ResourceStatus.CreateStopped);
        folders.Remove(ModelFolders.NameOf(job));
    }

    private bool Begin(JobRow job) => database.Write(session =>
    {
        if (ResourceTransitions.Find(session, job.ResourceArn).Status == ResourceStatus.CreateStopping)
        {
            return false;
        }

        transitions.Enter(session, job.ResourceArn, ResourceStatus.CreateInProgress);
        return true;
    });

    private TrainingPlan Plan(StateSession session, string arn)
    {
        var row = ResourceTransitions.Find(session, arn);
        var version = ResourceDocument.Read<SolutionVersion>(row);
        var datasets = GroupDatasets.Read(session, row, version.DatasetGroupArn);
        return TrainingPlan.Of(version, datasets, session.Models.Find(arn)!.Seed) with
        {
            Position = session.Streams.NewestPosition(),
            Begun = time.GetUtcNow(),
            Previous = version.TrainingMode == TrainingMode.UPDATE ? SolutionVersions.Newest(session, row, version.SolutionArn) : null,
        };
    }

    private void Publish(StateSession session, JobRow job, ModelRow model, IReadOnlyDictionary<string, string>? tuned, TimeSpan elapsed)
    {
        var row = ResourceTransitions.Find(session, job.ResourceArn);
        if (row.Status == ResourceStatus.CreateStopping)
        {
            Stopped(session, job);
            return;
        }

        transitions.Change<SolutionVersion>(session, job.ResourceArn, (version, _) =>
        {
            version.TrainingHours = elapsed.TotalHours;
            version.TunedHPOParams = tuned is null ? null : new TunedHPOParams { AlgorithmHyperParameters = new(tuned) };
        });
        transitions.Enter(session, job.ResourceArn, ResourceStatus.Active);
        session.Models.Set(model);
        sync.Follow(session, row);
    }
}
