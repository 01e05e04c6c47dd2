using System.Text;
using Amazon.Personalize.Model;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Server.Jobs.Imports;
using PersonalizeOps.Server.Jobs.Training;
using PersonalizeOps.Server.Storage;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Jobs.Batch;

/// <summary>Answers the lines of input objects with lines in output objects.</summary>
/// <remarks>A line that cannot be answered gets an error; the job goes on.</remarks>
internal sealed class BatchInferenceHandler(
    Database database,
    ResourceTransitions transitions,
    ModelFolders folders,
    S3Inputs inputs,
    ObjectStore objects,
    StateFolder state) : IJobHandler
{
    private const string InvalidInput = "Invalid S3 input path";
    private const string Probe = "_CHECK";
    private const int MaximumObjects = 1000;
    private const long MaximumBytes = 1L << 30;

    /// <inheritdoc/>
    public string Kind => JobKind.InferBatch;

    /// <inheritdoc/>
    public async Task<JobResult> RunAsync(JobRow job, CancellationToken cancellationToken)
    {
        var row = transitions.Enter(job.ResourceArn, ResourceStatus.CreateInProgress);
        var batch = ResourceDocument.Read<BatchInferenceJob>(row);
        var sources = inputs.Find(batch.JobInput.S3DataSource.Path, InvalidInput);
        CheckSize(sources);
        var output = await ProbeAsync(batch.JobOutput.S3DataDestination.Path, cancellationToken);
        var (recipe, folder) = FindModel(batch.SolutionVersionArn);
        using var model = Open(folder);
        var writer = new BatchWriter(model, recipe, batch.NumResults!.Value);
        foreach (var source in sources)
        {
            await AnswerAsync(writer, source, output, cancellationToken);
        }

        return new JobResult(session => transitions.Enter(session, job.ResourceArn, ResourceStatus.Active));
    }

    /// <inheritdoc/>
    public void Fail(StateSession session, JobRow job, string reason) =>
        transitions.Enter(session, job.ResourceArn, ResourceStatus.CreateFailed, reason);

    private static void CheckSize(IReadOnlyList<ObjectInfo> sources)
    {
        if (sources.Count > MaximumObjects)
        {
            throw new JobFailedException($"The input has {sources.Count} files; at most {MaximumObjects} are allowed.");
        }

        if (sources.Sum(source => source.Size) > MaximumBytes)
        {
            throw new JobFailedException("The input is larger than the 1 GB that a batch inference job allows.");
        }
    }

    // As Personalize does: an object that shows before the work that the results can be written.
    private async Task<S3Location> ProbeAsync(string path, CancellationToken cancellationToken)
    {
        if (!S3Location.TryParse(path, out var output) || !objects.BucketExists(output.Bucket))
        {
            throw new JobFailedException($"Invalid S3 output path: {path}. The bucket does not exist.");
        }

        using var empty = new MemoryStream(Encoding.UTF8.GetBytes("check"));
        await objects.PutAsync(output.Bucket, output.Key + Probe, empty, "text/plain", cancellationToken);
        return output;
    }

    private (RecipeEntry Recipe, string Folder) FindModel(string solutionVersionArn) => database.Read(session =>
    {
        var version = ResourceDocument.Read<SolutionVersion>(ResourceTransitions.Find(session, solutionVersionArn));
        var recipe = RecipeBook.Find(version.RecipeArn[(version.RecipeArn.LastIndexOf('/') + 1)..])!;
        return (recipe, session.Models.Find(solutionVersionArn)!.Folder!);
    });

    private TrainedModel Open(string folder)
    {
        try
        {
            return TrainedModel.Open(folders.PathOf(folder));
        }
        catch (Exception exception) when (exception is IOException or StoreFormatException)
        {
            throw new JobFailedException($"The model of the solution version cannot be loaded: {exception.Message}", exception);
        }
    }

    private async Task AnswerAsync(BatchWriter writer, ObjectInfo source, S3Location output, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        await using var result = new FileStream(state.NewTemporaryPath(), options);
        await using (var input = inputs.Open(source))
        {
            await writer.WriteAsync(input, result, cancellationToken);
        }

        result.Position = 0;
        var key = $"{output.Key}{source.Key[(source.Key.LastIndexOf('/') + 1)..]}.out";
        await objects.PutAsync(output.Bucket, key, result, "application/octet-stream", cancellationToken);
    }
}
