using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Jobs;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation CreateBatchSegmentJob.</content>
internal sealed partial class PersonalizeService
{
    private const int MaximumSegmentUsers = 5_000_000;

    /// <inheritdoc/>
    public override Task<CreateBatchSegmentJobResponse> CreateBatchSegmentJobAsync(
        CreateBatchSegmentJobRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        CheckBatch(
            request.NumResults,
            MaximumSegmentUsers,
            request.JobInput.S3DataSource.Path,
            request.JobOutput.S3DataDestination.Path);
        var arn = PersonalizeArn.Make(context, $"batch-segment-job/{request.JobName}");
        var job = new BatchSegmentJob
        {
            JobName = request.JobName,
            BatchSegmentJobArn = arn,
            SolutionVersionArn = request.SolutionVersionArn,
            FilterArn = request.FilterArn,
            NumResults = request.NumResults ?? DefaultBatchResults,
            JobInput = request.JobInput,
            JobOutput = request.JobOutput,
            RoleArn = request.RoleArn,
        };
        var resource = new NewResource<BatchSegmentJob>(
            ResourceKind.BatchSegmentJob,
            arn,
            request.JobName,
            ResourceStatus.CreatePending,
            job);
        Change(session =>
        {
            var row = FindActive(session, context, request.SolutionVersionArn, ResourceKind.SolutionVersion);
            var version = ResourceDocument.Read<SolutionVersion>(row);
            RequireSegmentation(version);
            CheckBatchFilter(session, context, request.FilterArn, version);
            Insert(session, context, resource, request.Tags, BatchReferences(version, request.FilterArn));
            var jobs = new ResourceQuery(context.AccountId, context.Region, ResourceKind.BatchSegmentJob);
            CheckInMotion(session, jobs, quotas.PendingBatchSegmentJobs);
            JobQueue.Enqueue(session, JobKind.SegmentBatch, arn);
        });
        return Task.FromResult(new CreateBatchSegmentJobResponse { BatchSegmentJobArn = arn });
    }

    private static void RequireSegmentation(SolutionVersion version)
    {
        var recipe = RecipeBook.OfArn(version.RecipeArn);
        if (!recipe.FindsUsers)
        {
            throw Errors.InvalidInput(
                $"Batch segment jobs need a recipe of the type USER_SEGMENTATION; {version.SolutionVersionArn} has {recipe.Name}.");
        }
    }
}
