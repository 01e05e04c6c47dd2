using System.Management.Automation;

namespace PersonalizeOps.Commands.Base;

/// <summary>
/// A cmdlet that makes a call for each of many inputs, several at once, and emits the answers in the order of the inputs. An input that fails is an
/// error record, and the rest go on.
/// </summary>
public abstract class ConcurrentCmdlet : PersonalizeCmdlet
{
    private static readonly TimeSpan ShowEvery = TimeSpan.FromMilliseconds(300);

    private readonly Queue<(object Target, Task<IReadOnlyList<object>> Answer)> _running = new();
    private readonly long _began = TimeProvider.System.GetTimestamp();
    private TimeSpan _shown = ShowEvery;
    private ProgressRecord? _progress;
    private long _done;

    /// <summary>How many calls run at once. The default is 8.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 8;

    /// <summary>What is counted in the progress bar, such as <c>users</c>.</summary>
    private protected abstract string Counted { get; }

    /// <summary>Starts a call as soon as one of the places is free.</summary>
    private protected async Task AskAsync(object target, Func<CancellationToken, Task<IReadOnlyList<object>>> ask)
    {
        if (_running.Count >= ThrottleLimit)
            await WriteNextAsync();
        // On the pool: what is asked here goes on while the next inputs arrive through the pipeline.
        _running.Enqueue((target, Task.Run(() => ask(Lifetime), Lifetime)));
    }

    /// <summary>Emits what is finished, without waiting.</summary>
    private protected async Task WriteReadyAsync()
    {
        while (_running.TryPeek(out var first) && first.Answer.IsCompleted)
            await WriteNextAsync();
    }

    /// <inheritdoc/>
    protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        while (_running.Count > 0)
            await WriteNextAsync();
        if (_progress is null)
            return;
        _progress.RecordType = ProgressRecordType.Completed;
        WriteProgress(_progress);
    }

    private async Task WriteNextAsync()
    {
        var (target, answer) = _running.Dequeue();
        await TryAsync(target, async () =>
        {
            foreach (var record in await answer)
                WriteObject(record);
        });
        _done++;
        ShowProgress();
    }

    private void ShowProgress()
    {
        var elapsed = TimeProvider.System.GetElapsedTime(_began);
        if (elapsed < _shown)
            return;
        _shown = elapsed + ShowEvery;
        _progress ??= new ProgressRecord(1, MyInvocation.MyCommand.Name, Counted);
        _progress.StatusDescription = $"{_done:n0} {Counted}, {_done / elapsed.TotalSeconds:n0} a second";
        WriteProgress(_progress);
    }
}
