using Amazon.Personalize.Model;
using PersonalizeOps.Engine.Metrics;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Server.Jobs.Campaigns;
using PersonalizeOps.Server.Jobs.Imports;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Training;

/// <summary>Trains a solution version and measures it.</summary>
internal sealed class TrainingHandler(
    Database database,
    ResourceTransitions transitions,
    DatasetFiles files,
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
        var plan = Plan(job.ResourceArn);
        var folder = ModelFolders.NameOf(job.ResourceArn);
        var metrics = await Task.Factory.StartNew(
            () => Train(plan, folder, cancellationToken),
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        return new JobResult(session => Publish(session, job, plan.Seed, folder, metrics, time.GetElapsedTime(started)));
    }

    /// <inheritdoc/>
    public void Fail(StateSession session, JobRow job, string reason)
    {
        transitions.Enter(session, job.ResourceArn, ResourceStatus.CreateFailed, reason);
        folders.Remove(ModelFolders.NameOf(job.ResourceArn));
    }

    /// <inheritdoc/>
    public void Stopped(StateSession session, JobRow job)
    {
        transitions.Enter(session, job.ResourceArn, ResourceStatus.CreateStopped);
        folders.Remove(ModelFolders.NameOf(job.ResourceArn));
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

    private TrainingPlan Plan(string arn) => database.Read(session =>
    {
        var row = ResourceTransitions.Find(session, arn);
        var version = ResourceDocument.Read<SolutionVersion>(row);
        var datasets = session.Resources.All(new ResourceQuery(row.AccountId, row.Region, ResourceKind.Dataset, version.DatasetGroupArn));
        return TrainingPlan.Of(version, datasets.Select(dataset => dataset.Arn), session.Models.Find(arn)!.Seed);
    });

    private IReadOnlyDictionary<string, double> Train(TrainingPlan plan, string folder, CancellationToken cancellationToken)
    {
        using var all = files.OpenInteractions(plan.InteractionsArn)
            ?? throw new JobFailedException("The dataset group has no imported interactions.");
        using var filtered = plan.EventType is null && plan.MinimumValue is null ? null : all.Where(plan.EventType, plan.MinimumValue);
        using var items = plan.ItemsArn is null ? null : files.OpenTable(plan.ItemsArn);
        try
        {
            return Train(plan, new TrainingData(filtered ?? all, items), folder, cancellationToken);
        }
        catch (Exception exception) when (exception is InsufficientDataException or HyperParameterException)
        {
            throw new JobFailedException(exception.Message, exception);
        }
    }

    private IReadOnlyDictionary<string, double> Train(
        TrainingPlan plan,
        TrainingData data,
        string folder,
        CancellationToken cancellationToken)
    {
        var options = new TrainingOptions { HyperParameters = plan.HyperParameters, Seed = plan.Seed };
        using (var model = Engine.Recipes.Recipe.Create(plan.Recipe).Train(data, options, null, cancellationToken))
        {
            model.Save(folders.PathOf(folder));
            folders.Flush(folder);
        }

        return OfflineEvaluation.Run(plan.Recipe, data, options, null, cancellationToken);
    }

    private void Publish(
        StateSession session,
        JobRow job,
        ulong seed,
        string folder,
        IReadOnlyDictionary<string, double> metrics,
        TimeSpan elapsed)
    {
        var row = ResourceTransitions.Find(session, job.ResourceArn);
        if (row.Status == ResourceStatus.CreateStopping)
        {
            Stopped(session, job);
            return;
        }

        transitions.Change<SolutionVersion>(session, job.ResourceArn, (version, _) => version.TrainingHours = elapsed.TotalHours);
        transitions.Enter(session, job.ResourceArn, ResourceStatus.Active);
        session.Models.Set(new ModelRow(job.ResourceArn, seed, folder, metrics));
        sync.Follow(session, row);
    }
}
