using System.Runtime.CompilerServices;
using PersonalizeOps.Binding;
using PersonalizeOps.Connection;
using PersonalizeOps.Data;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.BatchInference;

/// <summary>One source of batch output: a local .out file, or the files that a job wrote to S3.</summary>
internal sealed class BatchOutput
{
    private readonly string? _path;
    private readonly PersonalizeApi? _api;
    private readonly BatchRecommendation? _job;

    public BatchOutput(string path) => _path = path;

    public BatchOutput(PersonalizeApi api, BatchRecommendation job) => (_api, _job) = (api, job);

    /// <summary>The job, or null for a local file.</summary>
    public BatchRecommendation? Job => _job;

    /// <summary>The name for messages.</summary>
    public string Name => _path ?? _job!.Name;

    /// <summary>Reads the lines of all its files.</summary>
    public async IAsyncEnumerable<BatchOutputLine> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_path is not null)
        {
            await using var file = File.OpenRead(_path);
            await foreach (var line in BatchOutputReader.ReadAsync(file, _path, cancellationToken).ConfigureAwait(false))
                yield return line;
            yield break;
        }

        var files = new S3Files(_api!);
        foreach (var part in await PartsAsync(files, cancellationToken).ConfigureAwait(false))
        {
            await using var stream = await files.OpenReadAsync(part, cancellationToken).ConfigureAwait(false);
            await foreach (var line in BatchOutputReader.ReadAsync(stream, part.ToString(), cancellationToken).ConfigureAwait(false))
                yield return line;
        }
    }

    /// <summary>The job's own .out files: the folder also holds a probe object and may hold other jobs' output.</summary>
    private async Task<IReadOnlyList<S3Uri>> PartsAsync(S3Files files, CancellationToken cancellationToken)
    {
        var found = await files.ListAsync(S3Uri.Parse(_job!.OutputUri!), cancellationToken).ConfigureAwait(false);
        var input = S3Uri.Parse(_job.InputUri!).FileName;
        return [.. found.Where(part => input.Length == 0
            ? part.FileName.EndsWith(".out", StringComparison.Ordinal)
            : part.FileName == input + ".out")];
    }
}
