using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Connection;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Datasets;

/// <summary>
/// Uploads files and folders to S3: parts in parallel, each with its checksum. What is there with the same content is not sent again, and an upload
/// that was interrupted goes on with the parts that are missing.
/// </summary>
[Cmdlet(VerbsData.Publish, "PersonalizeDataset", SupportsShouldProcess = true, DefaultParameterSetName = DatasetSet)]
[OutputType(typeof(PublishedFile))]
public sealed class PublishPersonalizeDatasetCommand : PersonalizeCmdlet
{
    private const string PathSet = "Path";
    private const string DatasetSet = "Dataset";

    /// <summary>Temporary and other hidden files are nobody's data, and links may lead anywhere.</summary>
    private static readonly EnumerationOptions AllFiles = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = false,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
    };

    private readonly HashSet<S3Uri> _destinations = [];
    private bool _isReady;

    /// <summary>
    /// Files and folders; wildcards are taken. A file gets its name as key, the files of a folder their paths below it, always with slashes. Hidden
    /// files and links in folders are left out.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>What ConvertTo-PersonalizeDataset emits: its two CSV files and their schemas are uploaded.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = DatasetSet)]
    [RecordTransformation]
    public PersonalizeDataset? Dataset { get; set; }

    /// <summary>The bucket; it is created when missing. The default is personalizeops-ACCOUNT-REGION.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Bucket { get; set; }

    /// <summary>The folder in the bucket. The default is its root.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Prefix { get; set; }

    /// <summary>How many parts of a file are sent at once. The default is 8.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 8;

    /// <summary>
    /// Uploads through S3's transfer acceleration, which the bucket must have: Set-TransferAcceleration. Where there is no such endpoint, as on the
    /// local server, the same is checked and the upload goes the usual way.
    /// </summary>
    [Parameter]
    public SwitchParameter Accelerate { get; set; }

    /// <summary>Gives up earlier unfinished uploads of the files, begins anew, and leaves nothing unfinished on S3 when it is interrupted.</summary>
    [Parameter]
    public SwitchParameter NoResume { get; set; }

    /// <summary>Uploads also what is there with the same content.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private string BucketName => Bucket ?? new S3Files(Api).DefaultBucket;

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        if (Dataset is not null)
        {
            // Schemas first: an import that follows in the pipeline looks for them beside the data.
            foreach (var file in new[] { Dataset.InteractionsSchemaPath, Dataset.ItemsSchemaPath, Dataset.InteractionsPath, Dataset.ItemsPath })
                await TryAsync(file, () => PublishAsync(file, System.IO.Path.GetFileName(file), cancellationToken));
            return;
        }

        foreach (var path in Path)
            await TryAsync(path, async () =>
            {
                foreach (var (file, name) in Find(path))
                    await TryAsync(file, () => PublishAsync(file, name, cancellationToken));
            });
    }

    private async Task PublishAsync(string file, string name, CancellationToken cancellationToken)
    {
        var prefix = Prefix?.Replace('\\', '/').Trim('/');
        var destination = new S3Uri(BucketName, string.IsNullOrEmpty(prefix) ? name : $"{prefix}/{name}");
        if (!_destinations.Add(destination))
            throw new PersonalizeException("DuplicateKey", ErrorCategory.InvalidArgument, $"{destination} was just written from another file; {file} would replace it.", file,
                "Upload the folder that holds both, or use another -Prefix.");
        await PrepareAsync(destination.Bucket, cancellationToken);
        if (!ShouldProcess(destination.ToString(), $"Upload {file}"))
            return;
        var began = TimeProvider.System.GetTimestamp();
        var options = new UploadOptions
        {
            ThrottleLimit = ThrottleLimit,
            SkipUnchanged = !Force,
            Resumable = !NoResume,
            DropUnfinished = NoResume,
            Accelerated = Accelerate,
        };
        var result = await UploadAsync(file, destination, options, cancellationToken);
        WriteObject(ToRecord(file, destination, result, TimeProvider.System.GetElapsedTime(began)));
    }

    private async Task PrepareAsync(string bucket, CancellationToken cancellationToken)
    {
        if (_isReady)
            return;
        if (Accelerate)
            Acceleration.EnsurePossible(bucket);
        if (await new S3Files(Api).EnsureBucketAsync(bucket, ShouldProcess, cancellationToken) && Accelerate)
            await new Acceleration(Api).RequireAsync(bucket, cancellationToken);
        _isReady = true;
    }

    private static PublishedFile ToRecord(string file, S3Uri destination, UploadResult result, TimeSpan elapsed) => new()
    {
        LocalPath = file,
        DataLocation = destination.ToString(),
        Bucket = destination.Bucket,
        Key = destination.Key,
        DatasetType = DatasetTypeNames.OfFile(file),
        Length = result.Length,
        Checksum = result.Checksum,
        Parts = result.Parts,
        ResumedParts = result.ResumedParts,
        Status = result.WasThere ? "Unchanged" : result.ResumedParts > 0 ? "Resumed" : "Uploaded",
        Elapsed = elapsed,
    };

    /// <summary>The files that a path means, each with its key below the prefix.</summary>
    private List<(string File, string Name)> Find(string path) => [.. GivenPaths.Find(this, path).SelectMany(FindIn)];

    private static IEnumerable<(string File, string Name)> FindIn(string path)
    {
        if (File.Exists(path))
            return [(path, System.IO.Path.GetFileName(path))];
        if (!Directory.Exists(path))
            throw new PersonalizeException("FileNotFound", ErrorCategory.ObjectNotFound, $"There is no file or folder {path}.", path, "Check the path.");
        var files = Directory.EnumerateFiles(path, "*", AllFiles)
            .Select(file => (File: file, Name: System.IO.Path.GetRelativePath(path, file).Replace(System.IO.Path.DirectorySeparatorChar, '/')))
            // Schemas first: an import that follows in the pipeline looks for them beside the data.
            .OrderBy(file => !file.Name.EndsWith(DatasetTypeNames.SchemaSuffix, StringComparison.OrdinalIgnoreCase))
            .ThenBy(file => file.Name, StringComparer.Ordinal)
            .ToList();
        return files.Count > 0
            ? files
            : throw new PersonalizeException("FolderEmpty", ErrorCategory.ObjectNotFound, $"The folder {path} holds no files.", path, "Check the path.");
    }
}
