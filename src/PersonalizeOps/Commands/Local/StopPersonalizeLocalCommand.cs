using System.Management.Automation;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Connection;

namespace PersonalizeOps.Commands.Local;

/// <summary>Ends the local server of a state folder in an orderly way. Its state stays; nothing happens when it does not run.</summary>
[Cmdlet(VerbsLifecycle.Stop, "PersonalizeLocal", SupportsShouldProcess = true)]
public sealed class StopPersonalizeLocalCommand : AsyncCmdlet
{
    /// <summary>The folder of its state. The default is PersonalizeOps/local under the local application data folder.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? StatePath { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        var path = LocalServer.StatePathOf(this, StatePath);
        if (await new LocalServer(path).FindAsync(cancellationToken) is not { } running)
            WriteVerbose($"No local server runs on {path}.");
        else if (ShouldProcess($"{running.Endpoint} ({path})", "Stop the local server"))
            await LocalServer.StopAsync(running, cancellationToken);
    }
}
