using System.Management.Automation;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Connection;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Local;

/// <summary>Starts the local server on a state folder; it goes on when the shell ends. A server that already runs there is emitted as it is.</summary>
[Cmdlet(VerbsLifecycle.Start, "PersonalizeLocal", SupportsShouldProcess = true)]
[OutputType(typeof(PersonalizeLocal))]
public sealed class StartPersonalizeLocalCommand : AsyncCmdlet
{
    /// <summary>The folder for its state. The default is PersonalizeOps/local under the local application data folder.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? StatePath { get; set; }

    /// <summary>The port on the loopback address. The default 0 lets the system choose a free one.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <inheritdoc/>
    protected override async Task BeginAsync(CancellationToken cancellationToken)
    {
        var path = LocalServer.StatePathOf(this, StatePath);
        var server = new LocalServer(path);
        if (await server.FindAsync(cancellationToken) is { } running)
        {
            if (Port != 0 && new Uri(running.Endpoint).Port != Port)
                WriteWarning($"The server of this folder already runs at {running.Endpoint}.");
            WriteObject(running);
        }
        else if (ShouldProcess(path, "Start the local server"))
        {
            WriteObject(await server.StartAsync(Port, cancellationToken));
        }
    }
}
