using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Completion;
using PersonalizeOps.Connection;

namespace PersonalizeOps.Commands.Base;

/// <summary>A cmdlet that needs a connection; without one its begin step ends the pipeline and says how to connect.</summary>
public abstract class PersonalizeCmdlet : AsyncCmdlet
{
    private static readonly TimeSpan ShowEvery = TimeSpan.FromMilliseconds(300);

    private PersonalizeConnection? _connection;
    private PersonalizeApi? _api;
    private int _uploads;

    /// <summary>The connection to use, as object or name, when there are several. The default is the one made last.</summary>
    [Parameter]
    [ConnectionTransformation]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public PersonalizeConnection Connection
    {
        get => _connection ??= ConnectionState.Require();
        set => _connection = value;
    }

    private protected PersonalizeApi Api => _api ??= new PersonalizeApi(Connection, Trace);

    /// <inheritdoc/>
    protected override Task BeginAsync(CancellationToken cancellationToken)
    {
        _ = Api;
        return Task.CompletedTask;
    }

    /// <summary>Uploads a file, with the bytes done and their rate as progress.</summary>
    private protected Task<UploadResult> UploadAsync(string path, S3Uri destination, UploadOptions options, CancellationToken cancellationToken) =>
        UploadAsync(new UploadSource(path), destination, options, cancellationToken);

    /// <summary>Uploads a file or one that is open, with the bytes done and their rate as progress.</summary>
    private protected async Task<UploadResult> UploadAsync(
        UploadSource source, S3Uri destination, UploadOptions options, CancellationToken cancellationToken)
    {
        var upload = new S3Upload(Api, source, destination, options);
        var progress = new ProgressRecord(100 + ++_uploads, $"Uploading {Path.GetFileName(source.Name)}", destination.ToString());
        var began = TimeProvider.System.GetTimestamp();
        var running = Task.Run(() => upload.RunAsync(cancellationToken), CancellationToken.None);
        try
        {
            while (await Task.WhenAny(running, Task.Delay(ShowEvery, cancellationToken)) != running && !cancellationToken.IsCancellationRequested)
            {
                upload.Progress.Show(progress, TimeProvider.System.GetElapsedTime(began));
                WriteProgress(progress);
            }

            return await running;
        }
        catch (OperationCanceledException) when (PipelineStopToken.IsCancellationRequested && upload.Progress.IsUnfinished)
        {
            TellWhileStopping($"{destination}: {upload.Progress.FinishedParts} of {upload.Progress.Parts} parts are on S3, and are billed while they wait. " +
                "The same command sends the rest; with -NoResume it gives them up and begins anew.");
            throw;
        }
        finally
        {
            progress.RecordType = ProgressRecordType.Completed;
            if (!cancellationToken.IsCancellationRequested)
                WriteProgress(progress);
        }
    }
}
