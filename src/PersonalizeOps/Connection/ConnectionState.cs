using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using PersonalizeOps.Errors;

namespace PersonalizeOps.Connection;

/// <summary>The connections of each runspace by name: parallel pipelines and background jobs never share or overwrite them.</summary>
internal static class ConnectionState
{
    private static readonly ConditionalWeakTable<Runspace, List<PersonalizeConnection>> ByRunspace = [];

    /// <summary>The connections of this session, the newest first: it is the default.</summary>
    public static IReadOnlyList<PersonalizeConnection> All =>
        Runspace.DefaultRunspace is { } runspace && ByRunspace.TryGetValue(runspace, out var connections) ? [.. connections] : [];

    public static PersonalizeConnection? Current => All is [var newest, ..] ? newest : null;

    /// <summary>Makes a connection the default; it takes the place of one that has its name.</summary>
    public static void Add(PersonalizeConnection connection)
    {
        var connections = ByRunspace.GetValue(Runspace.DefaultRunspace, _ => []);
        foreach (var old in connections.Where(old => IsNamed(old, connection.Name) && old != connection).ToList())
            Remove(old);
        connections.Remove(connection);
        connections.Insert(0, connection);
    }

    /// <summary>Closes a connection.</summary>
    public static void Remove(PersonalizeConnection connection)
    {
        if (ByRunspace.TryGetValue(Runspace.DefaultRunspace, out var connections))
            connections.Remove(connection);
        connection.Dispose();
    }

    public static PersonalizeConnection? Find(string name) => All.FirstOrDefault(connection => IsNamed(connection, name));

    /// <exception cref="PersonalizeException">There is no connection in this session.</exception>
    public static PersonalizeConnection Require() => Current ?? throw new PersonalizeException(
        "NotConnected", ErrorCategory.ConnectionError,
        "There is no connection yet. Use Connect-Personalize -Local for the local server or Connect-Personalize -ProfileName <name> for AWS.");

    private static bool IsNamed(PersonalizeConnection connection, string name) => string.Equals(connection.Name, name, StringComparison.OrdinalIgnoreCase);
}
