using System.Net;

namespace PersonalizeOps.Server.Protocol.Steps;

/// <summary>Refuses requests whose Host header is none of this server's names: a page of another site whose name was pointed here.</summary>
/// <param name="options">The options.</param>
internal sealed class CheckHost(ServerOptions options) : IStep
{
    /// <inheritdoc/>
    public Task RunAsync(Call call, CancellationToken cancellationToken)
    {
        var host = call.Http.Request.Host.Host;
        return IsOurs(host) ? Task.CompletedTask : throw Errors.ForeignHost(host);
    }

    // An address cannot be pointed elsewhere, so any literal one is fine.
    private bool IsOurs(string host) =>
        IPAddress.TryParse(host.Trim('[', ']'), out _) || HostNames.IsUnder(host, "localhost") || HostNames.IsUnder(host, options.Host);
}
