using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Commands.BatchInference;
using PersonalizeOps.Completion;
using PersonalizeOps.Connection;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Batch;

/// <summary>
/// Reads what finished batch jobs wrote to S3: one record for each line of the input, with the films or the users found; a line that failed is an
/// error record. With -OutputPath the .out files are downloaded as they are, and counted.
/// </summary>
[Cmdlet(VerbsCommunications.Receive, "BatchResult", SupportsShouldProcess = true)]
[OutputType(typeof(BatchResult), typeof(BatchResultFile))]
public sealed class ReceiveBatchResultCommand : PersonalizeCmdlet
{
    /// <summary>The jobs, of both kinds, as objects, names or ARNs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Arn")]
    [ResourceCompleter(ResourceKind.BatchRecommendation, ResourceKind.BatchSegment)]
    public ResourceIdentity[] Job { get; set; } = [];

    /// <summary>
    /// The folder for the .out files; it is created when missing, and files of an earlier call are replaced. Jobs name their files after their
    /// inputs: where two jobs of one call have the same name for them, the later one gets a folder of its own name.
    /// </summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? OutputPath { get; set; }

    private readonly HashSet<string> _written = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var job in Job)
            await TryAsync(job.Text, async () =>
            {
                var folder = OutputPath is null ? null : GivenPaths.Folder(this, OutputPath);
                var output = await BatchOutput.FindAsync(Api, job, cancellationToken);
                if (folder is null)
                    await WriteLinesAsync(output, cancellationToken);
                else
                    await DownloadAsync(output, folder, cancellationToken);
            });
    }

    private async Task WriteLinesAsync(BatchOutput output, CancellationToken cancellationToken)
    {
        await foreach (var line in output.ReadResultsAsync(cancellationToken))
        {
            if (line.Error is null)
                WriteObject(line);
            else
                WriteError(ErrorMapper.ToRecord(
                    new PersonalizeException("BatchLineFailed", ErrorCategory.InvalidResult, $"{output.Name}: {line.Error}"), line.Input));
        }
    }

    private async Task DownloadAsync(BatchOutput output, string folder, CancellationToken cancellationToken)
    {
        var files = new S3Files(Api);
        foreach (var part in await output.PartsAsync(files, cancellationToken))
        {
            var path = Path.Join(folder, part.FileName);
            if (_written.Contains(path))
                path = Path.Join(folder, output.Name, part.FileName);
            _written.Add(path);
            if (!ShouldProcess(path, $"Download {part}"))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await files.DownloadAsync(part, path, cancellationToken);
            long lines = 0, errors = 0;
            await foreach (var line in output.ReadFileAsync(path, cancellationToken))
            {
                lines++;
                errors += line.Error is null ? 0 : 1;
            }

            if (errors > 0)
                WriteWarning($"{errors} of {lines} lines of {path} carry an error. Without -OutputPath each is an error record.");
            WriteObject(new BatchResultFile { Job = output.Name, Path = path, Lines = lines, Errors = errors, Length = new FileInfo(path).Length });
        }
    }
}
