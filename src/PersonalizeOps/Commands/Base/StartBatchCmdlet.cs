using System.Collections;
using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Completion;
using PersonalizeOps.Connection;

namespace PersonalizeOps.Commands.Base;

/// <summary>
/// Starts a batch job on a file of JSON lines: one that exists, or one written line by line from what comes through the pipeline, so that millions
/// of inputs need no memory.
/// </summary>
public abstract class StartBatchCmdlet : JobCmdlet
{
    private protected const string PathSet = "Path";

    private const int BufferSize = 1 << 16;

    private static readonly TimeSpan ShowEvery = TimeSpan.FromMilliseconds(300);

    private readonly long _began = TimeProvider.System.GetTimestamp();
    private string? _roleArn;
    private string? _filterArn;
    private readonly OrderedDictionary<string, PendingBatch?> _pending = new(StringComparer.Ordinal);
    private ResourceIdentity? _solution;
    private PendingBatch? _batch;
    private bool _hasInputs;
    private long _lines;
    private TimeSpan _shown = ShowEvery;
    private ProgressRecord? _progress;

    /// <summary>A file of JSON lines as the service takes them: a local path, or an S3 URI, which is then read where it is.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string? InputPath { get; set; }

    /// <summary>
    /// The solution as name, ARN or object, which stands for its newest ACTIVE version; or a solution version as SOLUTION/ID, ARN or object. Where
    /// the inputs are arguments, solutions and versions come through the pipeline: a job for each. Where the inputs are piped, each may state its
    /// solution in a property Solution: a job for all inputs of a solution.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SolutionVersion", "SolutionVersionArn", "SolutionArn")]
    [ResourceCompleter(ResourceKind.Solution)]
    public ResourceIdentity Solution { get; set; } = null!;

    /// <summary>The S3 URI of the folder for the output. The default is a folder of the job's own in the bucket.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutputUri { get; set; }

    /// <summary>The filter, as name, ARN or object.</summary>
    [Parameter]
    [Alias("FilterArn")]
    [ValidateNotNull]
    [ResourceCompleter(ResourceKind.Filter)]
    public ResourceIdentity? Filter { get; set; }

    /// <summary>The values of the filter's parameters by name, written into each line; a file given with -InputPath has its own.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? FilterValue { get; set; }

    /// <summary>The name of the job. The default is made of the solution's name and the time.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The bucket for input and output; it is created when missing. The default is personalizeops-ACCOUNT-REGION.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Bucket { get; set; }

    /// <summary>The IAM role with which Personalize reads and writes the bucket. Required on AWS; the local server needs none.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RoleArn { get; set; }

    /// <summary>Tags by name, for example @{ team = "films" }.</summary>
    [Parameter]
    public Hashtable? Tag { get; set; }

    /// <summary>The name of the file with the lines, such as users.json.</summary>
    private protected abstract string InputName { get; }

    /// <summary>The operation that starts the job.</summary>
    private protected abstract string Operation { get; }

    /// <summary>The values that go into each line.</summary>
    private protected Dictionary<string, string>? LineFilterValues { get; private set; }

    /// <summary>Whether the inputs are given; until the first record of the pipeline that means: as arguments.</summary>
    private protected abstract bool HasInputs { get; }

    /// <summary>Appends lines to the input.</summary>
    private protected void Append(int lines, Action<Stream> write)
    {
        write(_batch!.Input ??= OpenInput());
        _batch.Lines += lines;
        _lines += lines;
        ShowLines();
    }

    /// <summary>Creates the job; gives its ARN.</summary>
    private protected abstract Task<string> StartAsync(BatchOrder order, CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected override async Task BeginAsync(CancellationToken cancellationToken)
    {
        await base.BeginAsync(cancellationToken);
        LineFilterValues = FilterValues.From(FilterValue);
        // Before the first of perhaps millions of inputs is taken, and not after the last.
        _roleArn = ServiceRole.Resolve(RoleArn, Connection);
        _filterArn = await Api.ResolveOrNullAsync(Filter, ResourceKind.Filter, cancellationToken);
        _hasInputs = InputPath is not null || HasInputs;
        if (Solution is not null)
            await TurnToAsync(Solution, cancellationToken);
    }

    /// <inheritdoc/>
    protected sealed override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        if (!ReferenceEquals(Solution, _solution))
        {
            _batch = null;
            await TryAsync(Solution.TextFor(ResourceKind.SolutionVersion, ResourceKind.Solution), () => TurnToAsync(Solution, cancellationToken));
        }

        if (_batch is null)
            return;
        WriteInputs();
        if (_hasInputs)
            await StartAsync(_batch, cancellationToken);
    }

    /// <summary>Writes what one record of the pipeline brought; nothing when the inputs are in a file.</summary>
    private protected abstract void WriteInputs();

    /// <inheritdoc/>
    protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_progress is not null)
        {
            _progress.RecordType = ProgressRecordType.Completed;
            WriteProgress(_progress);
        }

        foreach (var batch in _pending.Values.OfType<PendingBatch>().Where(batch => batch.Lines > 0))
            await StartAsync(batch, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _batch?.Dispose();
        foreach (var batch in _pending.Values)
            batch?.Dispose();
    }

    /// <summary>Inputs that come piped with their solutions, in whatever order, go on where the solution was met before.</summary>
    private async Task TurnToAsync(ResourceIdentity solution, CancellationToken cancellationToken)
    {
        _solution = solution;
        var text = solution.For(ResourceKind.SolutionVersion, ResourceKind.Solution).Text;
        if (_hasInputs)
            _batch = new PendingBatch(text, await Api.ResolveVersionAsync(solution, cancellationToken));
        else if (!_pending.TryGetValue(text, out _batch))
        {
            // One that fails is told once, and not for each of its inputs.
            _pending.Add(text, null);
            _pending[text] = _batch = new PendingBatch(text, await Api.ResolveVersionAsync(solution, cancellationToken));
        }
    }

    private async Task StartAsync(PendingBatch batch, CancellationToken cancellationToken)
    {
        await TryAsync(batch.Solution, () => StartJobAsync(batch, cancellationToken));
        batch.Dispose();
    }

    /// <summary>A file that is gone with the process, however that ends: Windows deletes it on closing, elsewhere it loses its name at once.</summary>
    private static FileStream OpenInput()
    {
        var path = Path.Join(Path.GetTempPath(), $"{Path.GetRandomFileName()}.json");
        var options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None;
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferSize, options);
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return file;
    }

    private void ShowLines()
    {
        var elapsed = TimeProvider.System.GetElapsedTime(_began);
        if (elapsed < _shown)
            return;
        _shown = elapsed + ShowEvery;
        _progress ??= new ProgressRecord(99, MyInvocation.MyCommand.Name, "inputs");
        _progress.StatusDescription = $"{_lines:n0} inputs written, {_lines / elapsed.TotalSeconds:n0} a second";
        WriteProgress(_progress);
    }

    private async Task StartJobAsync(PendingBatch batch, CancellationToken cancellationToken)
    {
        var name = Name ?? JobNames.Create(ResourceArn.NameOf(batch.VersionArn), TimeProvider.System);
        var files = new S3Files(Api);
        var folder = $"s3://{Bucket ?? files.DefaultBucket}/batch/{name}";
        var output = S3Uri.Parse(OutputUri is null ? $"{folder}/output/" : OutputUri.TrimEnd('/') + "/");
        await files.EnsureBucketAsync(output.Bucket, ShouldProcess, cancellationToken);
        var input = await UploadInputAsync(batch, files, S3Uri.Parse($"{folder}/input/"), cancellationToken);
        if (!ShouldProcess($"{name}, from {input} to {output}", Operation))
            return;
        var arn = await StartAsync(new BatchOrder(name, batch.VersionArn, _filterArn, input, output, _roleArn!, Tag), cancellationToken);
        WriteObject(await FinishAsync(arn, updated: false, cancellationToken));
    }

    private async Task<S3Uri> UploadInputAsync(PendingBatch batch, S3Files files, S3Uri folder, CancellationToken cancellationToken)
    {
        if (InputPath is not null && S3Uri.IsS3Uri(InputPath))
            return S3Uri.Parse(InputPath);
        var source = batch.Input is null ? new UploadSource(GetUnresolvedProviderPathFromPSPath(InputPath!)) : new UploadSource(batch.Input, InputName);
        await files.EnsureBucketAsync(folder.Bucket, ShouldProcess, cancellationToken);
        var destination = folder with { Key = folder.Key + Path.GetFileName(source.Name) };
        if (ShouldProcess(destination.ToString(), InputPath is null ? $"Upload {batch.Lines} lines" : $"Upload {source.Name}"))
            await UploadAsync(source, destination, new UploadOptions(), cancellationToken);
        return destination;
    }

    /// <summary>The inputs of one job, while they gather.</summary>
    private sealed class PendingBatch(string solution, string versionArn) : IDisposable
    {
        public string Solution => solution;

        public string VersionArn => versionArn;

        public FileStream? Input { get; set; }

        public long Lines { get; set; }

        public void Dispose() => Input?.Dispose();
    }
}
