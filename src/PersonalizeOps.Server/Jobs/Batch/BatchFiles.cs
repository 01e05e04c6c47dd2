using System.Text;
using PersonalizeOps.Server.Jobs.Imports;
using PersonalizeOps.Server.Storage;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Jobs.Batch;

/// <summary>The input and output objects of batch jobs: for each file read, one is written with <c>.out</c> behind its name.</summary>
internal sealed class BatchFiles(S3Inputs inputs, ObjectStore objects, StateFolder state)
{
    private const string InvalidInput = "Invalid S3 input path";
    private const string Probe = "_CHECK";
    private const int MaximumObjects = 1000;
    private const long MaximumBytes = 1L << 30;

    /// <summary>Answers every input object.</summary>
    /// <param name="inputPath">The object or folder to read.</param>
    /// <param name="outputPath">The folder to write to.</param>
    /// <param name="write">Answers one input into one output.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>A task that ends when all are answered.</returns>
    /// <exception cref="JobFailedException">A path leads nowhere, or the input is too large.</exception>
    public async Task AnswerAsync(
        string inputPath,
        string outputPath,
        Func<Stream, Stream, CancellationToken, Task> write,
        CancellationToken cancellationToken)
    {
        var sources = inputs.Find(inputPath, InvalidInput);
        CheckSize(sources);
        var output = await ProbeAsync(outputPath, cancellationToken);
        foreach (var source in sources)
        {
            await AnswerAsync(source, output, write, cancellationToken);
        }
    }

    private static void CheckSize(IReadOnlyList<ObjectInfo> sources)
    {
        if (sources.Count > MaximumObjects)
        {
            throw new JobFailedException($"The input has {sources.Count} files; at most {MaximumObjects} are allowed.");
        }

        if (sources.Sum(source => source.Size) > MaximumBytes)
        {
            throw new JobFailedException("The input is larger than the 1 GB that a batch job allows.");
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

    private async Task AnswerAsync(
        ObjectInfo source,
        S3Location output,
        Func<Stream, Stream, CancellationToken, Task> write,
        CancellationToken cancellationToken)
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
            await write(input, result, cancellationToken);
        }

        result.Position = 0;
        var key = $"{output.Key}{source.Key[(source.Key.LastIndexOf('/') + 1)..]}.out";
        await objects.PutAsync(output.Bucket, key, result, "application/octet-stream", cancellationToken);
    }
}
