using System.Management.Automation;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Connection;

namespace PersonalizeOps.Commands.Connections;

/// <summary>Shows the connection of the session, or nothing when there is none.</summary>
[Cmdlet(VerbsCommon.Get, "PersonalizeConnection")]
[OutputType(typeof(PersonalizeConnection))]
public sealed class GetPersonalizeConnectionCommand : AsyncCmdlet
{
    /// <inheritdoc/>
    protected override Task EndAsync(CancellationToken cancellationToken)
    {
        if (ConnectionState.Current is { } connection)
            WriteObject(connection);
        return Task.CompletedTask;
    }
}
