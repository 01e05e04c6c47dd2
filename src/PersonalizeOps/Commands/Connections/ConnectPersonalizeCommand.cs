using System.Management.Automation;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Connection;

namespace PersonalizeOps.Commands.Connections;

/// <summary>
/// Connects the session to the local server or to Amazon Personalize on AWS. A session can have several connections: the one made last is the
/// default, and -Connection of each cmdlet takes another by name.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "Personalize", DefaultParameterSetName = AwsSet)]
[OutputType(typeof(PersonalizeConnection))]
public sealed class ConnectPersonalizeCommand : AsyncCmdlet
{
    private const string LocalSet = "Local";
    private const string AwsSet = "Aws";

    /// <summary>Connects to the local server and starts it when it does not run.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LocalSet)]
    public SwitchParameter Local { get; set; }

    /// <summary>The state folder of the local server. The default is PersonalizeOps/local under the local application data folder.</summary>
    [Parameter(ParameterSetName = LocalSet)]
    [ValidateNotNullOrEmpty]
    public string? StatePath { get; set; }

    /// <summary>The AWS profile to use. Without it the environment, the default profile and the instance role are tried, as every AWS tool does.</summary>
    [Parameter(ParameterSetName = AwsSet)]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    [ValidateNotNullOrEmpty]
    public string? ProfileName { get; set; }

    /// <summary>The AWS region, for example us-east-1. The default is the profile's, then that of AWS_REGION.</summary>
    [Parameter(ParameterSetName = AwsSet)]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Region { get; set; }

    /// <summary>The address of a server that offers Personalize, S3 and STS on one port, in place of the endpoints of AWS.</summary>
    [Parameter(ParameterSetName = AwsSet)]
    public Uri? EndpointUrl { get; set; }

    /// <summary>An access key id as user name and the secret access key as password.</summary>
    [Parameter(ParameterSetName = AwsSet)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>
    /// A name for the connection, which other cmdlets take as -Connection. The default is Local, the profile or the region. A connection of the
    /// same name is replaced.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override async Task BeginAsync(CancellationToken cancellationToken)
    {
        var target = Local
            ? await LocalTargetAsync(cancellationToken)
            : AwsTargets.Create(ProfileName, Region, EndpointUrl, Credential);
        var connection = await Connector.OpenAsync(target, Name, cancellationToken);
        ConnectionState.Add(connection);
        WriteObject(connection);
    }

    private async Task<ConnectionTarget> LocalTargetAsync(CancellationToken cancellationToken)
    {
        var server = new LocalServer(LocalServer.StatePathOf(this, StatePath));
        var running = await server.FindAsync(cancellationToken) ?? await server.StartAsync(0, cancellationToken);
        return server.Target(running);
    }
}
