using System.Management.Automation;
using PersonalizeOps.Completion;
using PersonalizeOps.Connection;

namespace PersonalizeOps.Commands.Base;

/// <summary>A cmdlet that needs a connection; without one its begin step ends the pipeline and says how to connect.</summary>
public abstract class PersonalizeCmdlet : AsyncCmdlet
{
    private PersonalizeConnection? _connection;
    private PersonalizeApi? _api;

    /// <summary>The connection to use, as object or name, when there are several. The default is the one made last.</summary>
    [Parameter]
    [ConnectionTransformation]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public PersonalizeConnection Connection
    {
        get => _connection ??= ConnectionState.Require();
        set => _connection = value;
    }

    private protected PersonalizeApi Api => _api ??= new PersonalizeApi(Connection, Trace);

    /// <inheritdoc/>
    protected override Task BeginAsync(CancellationToken cancellationToken)
    {
        _ = Api;
        return Task.CompletedTask;
    }
}
