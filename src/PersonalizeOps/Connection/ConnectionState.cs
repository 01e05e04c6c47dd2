using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using PersonalizeOps.Errors;

namespace PersonalizeOps.Connection;

/// <summary>The connection of each runspace: parallel pipelines and background jobs never share or overwrite one.</summary>
internal static class ConnectionState
{
    private static readonly ConditionalWeakTable<Runspace, PersonalizeConnection> Connections = [];

    public static PersonalizeConnection? Current
    {
        get => Runspace.DefaultRunspace is { } runspace && Connections.TryGetValue(runspace, out var connection) ? connection : null;
        set
        {
            if (value is null)
                Connections.Remove(Runspace.DefaultRunspace);
            else
                Connections.AddOrUpdate(Runspace.DefaultRunspace, value);
        }
    }

    /// <exception cref="PersonalizeException">There is no connection in this session.</exception>
    public static PersonalizeConnection Require() => Current ?? throw new PersonalizeException(
        "NotConnected", ErrorCategory.ConnectionError,
        "There is no connection yet. Use Connect-Personalize -Local for the local server or Connect-Personalize -ProfileName <name> for AWS.");
}
