using System.Management.Automation;
using System.Runtime.CompilerServices;
using PersonalizeOps.Binding;
using PersonalizeOps.Connection;
using PersonalizeOps.Data;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.BatchInference;

/// <summary>One source of batch output: a local .out file, or the files that a job of either kind wrote to S3.</summary>
internal sealed class BatchOutput
{
    private readonly string? _path;
    private readonly PersonalizeApi? _api;
    private readonly string? _inputUri;
    private readonly string? _outputUri;

    public BatchOutput(string path) => (_path, Name) = (path, path);

    private BatchOutput(PersonalizeApi api, PersonalizeResource job, string? inputUri, string? outputUri) =>
        (_api, Job, Name, _inputUri, _outputUri) = (api, job, job.Name, inputUri, outputUri);

    /// <summary>The job, or null for a local file.</summary>
    public PersonalizeResource? Job { get; }

    /// <summary>The name for messages.</summary>
    public string Name { get; }

    /// <summary>Whether its lines are segments of users.</summary>
    public bool IsSegment => Job is BatchSegment;

    /// <summary>The output of a job, which must be finished.</summary>
    /// <exception cref="PersonalizeException">There is no such job, or it has not ended well.</exception>
    public static async Task<BatchOutput> FindAsync(PersonalizeApi api, ResourceIdentity identity, CancellationToken cancellationToken)
    {
        identity = identity.For(ResourceKind.BatchRecommendation, ResourceKind.BatchSegment);
        var output = identity.StatedArn(ResourceKind.BatchSegment) is { } segmentArn
            ? Of(api, await api.GetBatchSegmentAsync(segmentArn, cancellationToken).ConfigureAwait(false))
            : await FindNamedAsync(api, identity.ArnOf(ResourceKind.BatchRecommendation, api.Connection), cancellationToken).ConfigureAwait(false);
        var job = output.Job!;
        return job.Status == "ACTIVE"
            ? output
            : throw new PersonalizeException("BatchJobNotFinished", ErrorCategory.ResourceUnavailable,
                $"Batch job {job.Name} is {job.Status}{(job.FailureReason is null ? "" : ": " + job.FailureReason)}", job.Name,
                "Wait until it is ACTIVE: Wait-PersonalizeResource.");
    }

    /// <summary>Reads the lines of all files of a batch inference job.</summary>
    public async IAsyncEnumerable<BatchOutputLine> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (stream, name) in OpenAsync(cancellationToken).ConfigureAwait(false))
            await foreach (var line in BatchOutputReader.ReadAsync(stream, name, cancellationToken).ConfigureAwait(false))
                yield return line;
    }

    /// <summary>Reads the lines of all its files, of both kinds.</summary>
    public async IAsyncEnumerable<BatchResult> ReadResultsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (stream, name) in OpenAsync(cancellationToken).ConfigureAwait(false))
            await foreach (var line in ReadAsync(stream, name, cancellationToken).ConfigureAwait(false))
                yield return line;
    }

    /// <summary>Reads the lines of a file that was downloaded.</summary>
    public async IAsyncEnumerable<BatchResult> ReadFileAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        await foreach (var line in ReadAsync(stream, path, cancellationToken).ConfigureAwait(false))
            yield return line;
    }

    /// <summary>The job's own .out files: the folder also holds a probe object and may hold other jobs' output.</summary>
    public async Task<IReadOnlyList<S3Uri>> PartsAsync(S3Files files, CancellationToken cancellationToken)
    {
        var found = await files.ListAsync(S3Uri.Parse(_outputUri!), cancellationToken).ConfigureAwait(false);
        var input = S3Uri.Parse(_inputUri!).FileName;
        return [.. found.Where(part => input.Length == 0
            ? part.FileName.EndsWith(".out", StringComparison.Ordinal)
            : part.FileName == input + ".out")];
    }

    /// <summary>A name may be that of either kind: inference first.</summary>
    private static async Task<BatchOutput> FindNamedAsync(PersonalizeApi api, string arn, CancellationToken cancellationToken)
    {
        if (await PersonalizeApi.DescribeOrNullAsync(api.GetBatchRecommendationAsync, arn, cancellationToken).ConfigureAwait(false) is { } job)
            return new BatchOutput(api, job, job.InputUri, job.OutputUri);
        var segmentArn = api.Connection.Arn(ResourceKind.BatchSegment, $"batch-segment-job/{ResourceArn.NameOf(arn)}");
        return await PersonalizeApi.DescribeOrNullAsync(api.GetBatchSegmentAsync, segmentArn, cancellationToken).ConfigureAwait(false) is { } segments
            ? Of(api, segments)
            : throw new PersonalizeException("BatchJob.ResourceNotFoundException", ErrorCategory.ObjectNotFound,
                $"There is no batch job {ResourceArn.NameOf(arn)}.", ResourceArn.NameOf(arn), "Get-BatchJob lists what exists.");
    }

    private static BatchOutput Of(PersonalizeApi api, BatchSegment job) => new(api, job, job.InputUri, job.OutputUri);

    private async IAsyncEnumerable<(Stream Stream, string Name)> OpenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_path is not null)
        {
            await using var file = File.OpenRead(_path);
            yield return (file, _path);
            yield break;
        }

        var files = new S3Files(_api!);
        foreach (var part in await PartsAsync(files, cancellationToken).ConfigureAwait(false))
        {
            await using var stream = await files.OpenReadAsync(part, cancellationToken).ConfigureAwait(false);
            yield return (stream, part.ToString());
        }
    }

    private async IAsyncEnumerable<BatchResult> ReadAsync(
        Stream stream, string name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (IsSegment)
        {
            await foreach (var line in BatchOutputReader.ReadSegmentsAsync(stream, name, cancellationToken).ConfigureAwait(false))
                yield return ToResult(line.ItemAttributes ?? line.ItemId, [], line.Users, [], line.Error);
            yield break;
        }

        await foreach (var line in BatchOutputReader.ReadAsync(stream, name, cancellationToken).ConfigureAwait(false))
            yield return ToResult(line.UserId ?? line.ItemId, line.RecommendedItems, [], line.Scores ?? [], line.Error);
    }

    private BatchResult ToResult(
        string? input, IReadOnlyList<string> items, IReadOnlyList<string> users, IReadOnlyList<double> scores, string? error)
    {
        return new BatchResult
        {
            Job = Name,
            Input = input ?? "",
            ItemId = items,
            UserId = users,
            Score = scores,
            Error = error,
        };
    }
}
