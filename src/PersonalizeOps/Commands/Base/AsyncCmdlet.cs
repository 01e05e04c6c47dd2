using System.Management.Automation;
using PersonalizeOps.Errors;

namespace PersonalizeOps.Commands.Base;

/// <summary>
/// A cmdlet whose processing methods are asynchronous and still run on the pipeline thread. An exception in the begin step ends the
/// pipeline; in the process and end steps it becomes an error record and the next input is taken.
/// </summary>
public abstract class AsyncCmdlet : PSCmdlet, IDisposable
{
    private readonly AsyncPump _pump = new();
    private CancellationTokenSource? _lifetime;

    /// <summary>Cancelled when the pipeline is stopped, ends early or the cmdlet has ended.</summary>
    private protected CancellationToken Lifetime => Source.Token;

    private CancellationTokenSource Source => _lifetime ??= CancellationTokenSource.CreateLinkedTokenSource(PipelineStopToken);

    /// <inheritdoc/>
    protected sealed override void BeginProcessing() => Run(BeginAsync, terminating: true);

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Run(ProcessAsync, terminating: false);

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Run(EndAsync, terminating: false);

    /// <summary>The asynchronous twin of BeginProcessing.</summary>
    /// <param name="cancellationToken">Cancelled when the pipeline stops.</param>
    /// <returns>The work.</returns>
    protected virtual Task BeginAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The asynchronous twin of ProcessRecord.</summary>
    /// <param name="cancellationToken">Cancelled when the pipeline stops.</param>
    /// <returns>The work.</returns>
    protected virtual Task ProcessAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The asynchronous twin of EndProcessing.</summary>
    /// <param name="cancellationToken">Cancelled when the pipeline stops.</param>
    /// <returns>The work.</returns>
    protected virtual Task EndAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs an action for one input; a failure becomes an error record about that input.</summary>
    private protected async Task TryAsync(object? target, Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (Exception error) when (ErrorMapper.Handles(error, PipelineStopToken))
        {
            WriteError(ErrorMapper.ToRecord(error, target));
        }
    }

    /// <summary>Writes to the verbose stream from any thread.</summary>
    private protected void Trace(string message)
    {
        if (SynchronizationContext.Current == _pump)
            WriteVerbose(message);
        else
            _pump.Post(static state =>
            {
                var (cmdlet, text) = ((AsyncCmdlet, string))state!;
                cmdlet.WriteVerbose(text);
            }, (this, message));
    }

    /// <summary>Says something to the user although the pipeline is stopping and its streams are closed.</summary>
    private protected void TellWhileStopping(string message) => Host.UI.WriteWarningLine(message);

    private void Run(Func<CancellationToken, Task> step, bool terminating)
    {
        try
        {
            _pump.Run(() => step(Lifetime), PipelineStopToken);
        }
        catch (OperationCanceledException) when (PipelineStopToken.IsCancellationRequested)
        {
            Source.Cancel();
            throw new PipelineStoppedException();
        }
        catch (Exception error) when (ErrorMapper.Handles(error, PipelineStopToken))
        {
            var record = ErrorMapper.ToRecord(error, null);
            if (!terminating)
            {
                WriteError(record);
                return;
            }

            Source.Cancel();
            ThrowTerminatingError(record);
        }
        catch
        {
            // The pipeline ended early (Select-Object -First, -ErrorAction Stop): what still runs is of no use to anybody.
            Source.Cancel();
            throw;
        }
    }

    /// <summary>Cancels what still runs.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the cmdlet holds.</summary>
    /// <param name="disposing">Always true; there is no finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || _lifetime is null)
            return;
        _lifetime.Cancel();
        _lifetime.Dispose();
    }
}
