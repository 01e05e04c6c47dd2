using System.Management.Automation;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Connection;

namespace PersonalizeOps.Commands.Connections;

/// <summary>Shows the connections of the session, the default first, or nothing when there is none.</summary>
[Cmdlet(VerbsCommon.Get, "PersonalizeConnection")]
[OutputType(typeof(PersonalizeConnection))]
public sealed class GetPersonalizeConnectionCommand : AsyncCmdlet
{
    /// <summary>Shows only the connections with such a name, which may hold wildcards.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(Completion.ConnectionCompleter))]
    public string Name { get; set; } = "*";

    /// <inheritdoc/>
    protected override Task EndAsync(CancellationToken cancellationToken)
    {
        var pattern = new WildcardPattern(Name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        foreach (var connection in ConnectionState.All.Where(connection => pattern.IsMatch(connection.Name)))
            WriteObject(connection);
        return Task.CompletedTask;
    }
}
