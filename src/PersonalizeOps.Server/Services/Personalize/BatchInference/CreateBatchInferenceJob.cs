using Amazon.Personalize;
using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Jobs;
using PersonalizeOps.Server.Jobs.Imports;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation CreateBatchInferenceJob.</content>
internal sealed partial class PersonalizeService
{
    private const int BatchInferenceQuota = 5;
    private const int DefaultBatchResults = 25;
    private const int MaximumBatchResults = 500;

    /// <inheritdoc/>
    public override Task<CreateBatchInferenceJobResponse> CreateBatchInferenceJobAsync(
        CreateBatchInferenceJobRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        CheckBatch(request);
        var arn = PersonalizeArn.Make(context, $"batch-inference-job/{request.JobName}");
        var job = new BatchInferenceJob
        {
            JobName = request.JobName,
            BatchInferenceJobArn = arn,
            SolutionVersionArn = request.SolutionVersionArn,
            NumResults = request.NumResults ?? DefaultBatchResults,
            JobInput = request.JobInput,
            JobOutput = request.JobOutput,
            BatchInferenceJobConfig = request.BatchInferenceJobConfig,
            RoleArn = request.RoleArn,
            BatchInferenceJobMode = BatchInferenceJobMode.BATCH_INFERENCE,
        };
        var resource = new NewResource<BatchInferenceJob>(
            ResourceKind.BatchInferenceJob,
            arn,
            request.JobName,
            ResourceStatus.CreatePending,
            job);
        Change(session =>
        {
            var row = FindActive(session, context, request.SolutionVersionArn, ResourceKind.SolutionVersion);
            var version = ResourceDocument.Read<SolutionVersion>(row);
            CheckExploration(request.BatchInferenceJobConfig, version);
            Insert(session, context, resource, request.Tags, version.SolutionVersionArn, version.SolutionArn, version.DatasetGroupArn);
            var jobs = new ResourceQuery(context.AccountId, context.Region, ResourceKind.BatchInferenceJob);
            if (session.Resources.Count(jobs, ResourceStatus.BeingCreated) > BatchInferenceQuota)
            {
                throw TooManyInMotion(BatchInferenceQuota);
            }

            JobQueue.Enqueue(session, JobKind.InferBatch, arn);
        });
        return Task.FromResult(new CreateBatchInferenceJobResponse { BatchInferenceJobArn = arn });
    }

    private static void CheckBatch(CreateBatchInferenceJobRequest request)
    {
        if (request.BatchInferenceJobMode == BatchInferenceJobMode.THEME_GENERATION || request.ThemeGenerationConfig is not null)
        {
            throw Errors.InvalidInput("The batchInferenceJobMode THEME_GENERATION is not supported by this local server.");
        }

        if (request.FilterArn is not null)
        {
            PersonalizeArn.Require(request.FilterArn, "filter");
            throw Errors.ResourceNotFound(request.FilterArn);
        }

        if (request.NumResults is < 1 or > MaximumBatchResults)
        {
            throw Errors.InvalidInput($"The numResults {request.NumResults} must be from 1 to {MaximumBatchResults}.");
        }

        CheckBatchPaths(request.JobInput.S3DataSource.Path, request.JobOutput.S3DataDestination.Path);
    }

    private static void CheckBatchPaths(string input, string output)
    {
        if (!S3Location.TryParse(input, out var from))
        {
            throw Errors.InvalidInput($"Invalid S3 input path: {input}. Give an object or a folder, such as s3://bucket/folder/users.json.");
        }

        if (!S3Location.TryParse(output, out var to) || !to.IsFolder)
        {
            throw Errors.InvalidInput($"Invalid S3 output path: {output}. Give a folder that ends in a slash, such as s3://bucket/results/.");
        }

        if (from.Bucket == to.Bucket && from.Folder == to.Folder)
        {
            throw Errors.InvalidInput($"Invalid S3 output path: {output}. It must be another folder than that of the input.");
        }
    }

    private static void CheckExploration(BatchInferenceJobConfig? config, SolutionVersion version)
    {
        var recipe = PersonalizeArn.RecipeName(version.RecipeArn);
        if (RecipeBook.Problem(recipe, ParameterPlace.Exploration, config?.ItemExplorationConfig) is { } problem)
        {
            throw Errors.InvalidInput(problem);
        }
    }
}
