using Amazon.Personalize.Model;
using PersonalizeOps.Server.Jobs.Serving;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Batch;

/// <summary>Answers the lines of input objects with lines in output objects.</summary>
/// <remarks>A line that cannot be answered gets an error; the job goes on.</remarks>
internal sealed class BatchInferenceHandler(ResourceTransitions transitions, BatchModels models, BatchFiles files) : IJobHandler
{
    /// <inheritdoc/>
    public string Kind => JobKind.InferBatch;

    /// <inheritdoc/>
    public async Task<JobResult> RunAsync(JobRow job, CancellationToken cancellationToken)
    {
        var batch = ResourceDocument.Read<BatchInferenceJob>(transitions.Enter(job.ResourceArn, ResourceStatus.CreateInProgress));
        var (recipe, model) = models.Open(batch.SolutionVersionArn);
        using (model)
        {
            var writer = new BatchWriter(model, recipe, models.HistoryOf(batch.SolutionVersionArn), batch.NumResults!.Value)
            {
                JobArn = job.ResourceArn,
                Filter = models.FilterOf(batch.FilterArn, batch.SolutionVersionArn),
                Exploration = ExplorationSettings.Of(recipe, batch.BatchInferenceJobConfig?.ItemExplorationConfig),
            };
            await files.AnswerAsync(
                batch.JobInput.S3DataSource.Path,
                batch.JobOutput.S3DataDestination.Path,
                writer.WriteAsync,
                cancellationToken);
        }

        return new JobResult(session => transitions.Enter(session, job.ResourceArn, ResourceStatus.Active));
    }

    /// <inheritdoc/>
    public void Fail(StateSession session, JobRow job, string reason) =>
        transitions.Enter(session, job.ResourceArn, ResourceStatus.CreateFailed, reason);
}
