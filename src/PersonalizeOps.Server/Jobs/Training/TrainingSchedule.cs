using Amazon.Personalize;
using Amazon.Personalize.Model;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Training;

/// <summary>Trains solutions and recommenders by themselves when their time has come and new interactions have arrived since.</summary>
/// <remarks>
/// A solution's first training begins half an hour after it became ACTIVE (AWS: within an hour) unless one was asked for meanwhile; the next
/// ones count from the last one's beginning. Source: Personalize developer guide, "Configuring automatic training", "Managing recommenders".
/// </remarks>
internal sealed partial class TrainingSchedule(
    Database database,
    JobQueue queue,
    SolutionVersions versions,
    TimeProvider time,
    ILogger<TrainingSchedule> logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromDays(7);
    private static readonly TimeSpan RecommenderInterval = TimeSpan.FromDays(7);

    // A training that failed is tried again after another interval, not at the next look.
    private readonly Dictionary<string, DateTimeOffset> _tried = [];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        try
        {
            do
            {
                Look();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private void Look()
    {
        try
        {
            if (database.Write(BeginDue) > 0)
            {
                queue.Wake();
            }
        }
#pragma warning disable CA1031 // The state cannot be written, as on a full disk: the next look tries again.
        catch (Exception exception)
        {
            LogStuck(exception);
        }
#pragma warning restore CA1031
    }

    private int BeginDue(StateSession session)
    {
        var solutions = session.Resources.AllOf(ResourceKind.Solution, ResourceStatus.Active).Where(row => IsDue(session, row)).ToList();
        foreach (var row in solutions)
        {
            LogTraining(row.Arn);
            versions.Begin(session, row, null, TrainingMode.FULL, TrainingType.AUTOMATIC);
        }

        var recommenders = session.Resources.AllOf(ResourceKind.Recommender, ResourceStatus.Active)
            .Where(row => IsRecommenderDue(session, row))
            .ToList();
        foreach (var row in recommenders)
        {
            LogTraining(row.Arn);
            _tried[row.Arn] = time.GetUtcNow();
            JobQueue.Enqueue(session, JobKind.RetrainRecommender, row.Arn);
        }

        return solutions.Count + recommenders.Count;
    }

    private bool IsDue(StateSession session, ResourceRow row)
    {
        var solution = ResourceDocument.Read<Solution>(row);
        if (solution.PerformAutoTraining != true || solution.LatestSolutionUpdate is { } update && ResourceStatus.InMotion(update.Status))
        {
            return false;
        }

        var all = new ResourceQuery(row.AccountId, row.Region, ResourceKind.SolutionVersion, row.Arn);
        var last = session.Resources.Latest(all);
        if (time.GetUtcNow() < (last is null ? EnabledAt(row, solution) + FirstDelay : last.Created + Interval(solution)))
        {
            return false;
        }

        var trained = session.Resources.Latest(all, ResourceStatus.Active) is { } version ? session.Models.Find(version.Arn) : null;
        return (last is null || !ResourceStatus.InMotion(last.Status)) && DataChanges.Since(session, row, solution.DatasetGroupArn, trained);
    }

    private bool IsRecommenderDue(StateSession session, ResourceRow row)
    {
        var recommender = ResourceDocument.Read<Recommender>(row);
        return session.Models.Find(row.Arn) is { Folder: not null } model
            && time.GetUtcNow() >= model.Begun + RecommenderInterval
            && time.GetUtcNow() >= _tried.GetValueOrDefault(row.Arn) + RecommenderInterval
            && !session.Jobs.Has(row.Arn)
            && DataChanges.Since(session, row, recommender.DatasetGroupArn, model);
    }

    private static DateTimeOffset EnabledAt(ResourceRow row, Solution solution) =>
        solution.LatestSolutionUpdate?.LastUpdatedDateTime is { } updated && updated.ToUniversalTime() > row.Created.UtcDateTime
            ? updated.ToUniversalTime()
            : row.Created;

    private static TimeSpan Interval(Solution solution) =>
        solution.SolutionConfig?.AutoTrainingConfig?.SchedulingExpression is { } expression
            ? TimeSpan.FromDays(SchedulingExpression.Days(expression))
            : DefaultInterval;

    [LoggerMessage(LogLevel.Information, "The training of {Arn} begins by schedule.")]
    private partial void LogTraining(string arn);

    [LoggerMessage(LogLevel.Error, "The schedule of automatic training could not be read or written.")]
    private partial void LogStuck(Exception exception);
}
