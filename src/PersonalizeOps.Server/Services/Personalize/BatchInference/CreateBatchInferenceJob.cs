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
    private const int DefaultBatchResults = 25;
    private const int MaximumBatchResults = 500;

    /// <inheritdoc/>
    public override Task<CreateBatchInferenceJobResponse> CreateBatchInferenceJobAsync(
        CreateBatchInferenceJobRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        RefuseThemes(request);
        CheckBatch(
            request.NumResults,
            MaximumBatchResults,
            request.JobInput.S3DataSource.Path,
            request.JobOutput.S3DataDestination.Path);
        var arn = PersonalizeArn.Make(context, $"batch-inference-job/{request.JobName}");
        var job = new BatchInferenceJob
        {
            JobName = request.JobName,
            BatchInferenceJobArn = arn,
            SolutionVersionArn = request.SolutionVersionArn,
            FilterArn = request.FilterArn,
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
            RequireBatchInference(version);
            CheckExploration(request.BatchInferenceJobConfig, version);
            CheckBatchFilter(session, context, request.FilterArn, version);
            Insert(session, context, resource, request.Tags, BatchReferences(version, request.FilterArn));
            var jobs = new ResourceQuery(context.AccountId, context.Region, ResourceKind.BatchInferenceJob);
            CheckInMotion(session, jobs, quotas.PendingBatchInferenceJobs);
            JobQueue.Enqueue(session, JobKind.InferBatch, arn);
        });
        return Task.FromResult(new CreateBatchInferenceJobResponse { BatchInferenceJobArn = arn });
    }

    private static void RefuseThemes(CreateBatchInferenceJobRequest request)
    {
        if (request.BatchInferenceJobMode == BatchInferenceJobMode.THEME_GENERATION || request.ThemeGenerationConfig is not null)
        {
            throw Errors.InvalidInput(
                "The batchInferenceJobMode THEME_GENERATION is not supported by this local server: themes are written by a language model, "
                + "which this server does not have. Use BATCH_INFERENCE for the items without themes.");
        }
    }

    private static void CheckBatch(int? numResults, int maximum, string input, string output)
    {
        if (numResults < 1 || numResults > maximum)
        {
            throw Errors.InvalidInput($"The numResults {numResults} must be from 1 to {maximum}.");
        }

        CheckBatchPaths(input, output);
    }

    private static void RequireBatchInference(SolutionVersion version)
    {
        var recipe = RecipeBook.OfArn(version.RecipeArn);
        if (!recipe.HasBatchInference)
        {
            throw Errors.InvalidInput(
                $"The recipe {recipe.Name} does not support batch inference{(recipe.FindsUsers ? "; create a batch segment job" : "")}.");
        }
    }

    /// <summary>Refuses a filter that is not there, not ACTIVE or of another dataset group.</summary>
    private static void CheckBatchFilter(StateSession session, CallContext context, string? filterArn, SolutionVersion version)
    {
        if (filterArn is null)
        {
            return;
        }

        var filter = FindActive(session, context, filterArn, ResourceKind.Filter);
        if (ResourceDocument.Read<Filter>(filter).DatasetGroupArn != version.DatasetGroupArn)
        {
            throw Errors.InvalidInput($"{filterArn} belongs to another dataset group than {version.SolutionVersionArn}.");
        }
    }

    private static IReadOnlyList<string> BatchReferences(SolutionVersion version, string? filterArn) =>
        [version.SolutionVersionArn, version.SolutionArn, version.DatasetGroupArn, .. filterArn is null ? [] : new[] { filterArn }];

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
