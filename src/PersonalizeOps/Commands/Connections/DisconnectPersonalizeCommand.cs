using System.Management.Automation;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Connection;

namespace PersonalizeOps.Commands.Connections;

/// <summary>Ends connections of the session: all of them, or the ones given. A local server goes on; Stop-PersonalizeLocal ends it.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "Personalize")]
public sealed class DisconnectPersonalizeCommand : AsyncCmdlet
{
    /// <summary>The connections to end, as objects or names. The default is all of the session.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ConnectionTransformation]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public PersonalizeConnection? Connection { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<PersonalizeConnection> connections = Connection is null ? ConnectionState.All : [Connection];
        foreach (var connection in connections)
            ConnectionState.Remove(connection);
        return Task.CompletedTask;
    }
}
