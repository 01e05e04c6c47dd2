using System.Management.Automation;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Connection;

namespace PersonalizeOps.Commands.Connections;

/// <summary>Ends the connection of the session. A local server goes on; Stop-PersonalizeLocal ends it.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "Personalize")]
public sealed class DisconnectPersonalizeCommand : AsyncCmdlet
{
    /// <inheritdoc/>
    protected override Task EndAsync(CancellationToken cancellationToken)
    {
        ConnectionState.Current?.Dispose();
        ConnectionState.Current = null;
        return Task.CompletedTask;
    }
}
