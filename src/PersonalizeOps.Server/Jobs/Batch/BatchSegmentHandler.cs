using Amazon.Personalize.Model;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Batch;

/// <summary>Answers the queries of input objects with the users they ask for.</summary>
/// <remarks>A line that cannot be answered gets an error; the job goes on.</remarks>
internal sealed class BatchSegmentHandler(ResourceTransitions transitions, BatchModels models, BatchFiles files) : IJobHandler
{
    /// <inheritdoc/>
    public string Kind => JobKind.SegmentBatch;

    /// <inheritdoc/>
    public async Task<JobResult> RunAsync(JobRow job, CancellationToken cancellationToken)
    {
        var batch = ResourceDocument.Read<BatchSegmentJob>(transitions.Enter(job.ResourceArn, ResourceStatus.CreateInProgress));
        var (recipe, model) = models.Open(batch.SolutionVersionArn);
        using (model)
        {
            var writer = new SegmentWriter(model, recipe, batch.NumResults!.Value) { Filter = models.FilterOf(batch.FilterArn, batch.SolutionVersionArn) };
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
