using System.Net;

namespace PersonalizeOps.Connection;

/// <summary>The machine's proxy for all but the machine itself, where no proxy finds the local server.</summary>
internal sealed class OutwardProxy : IWebProxy
{
    /// <summary>The one there is.</summary>
    public static readonly OutwardProxy Instance = new();

    private OutwardProxy()
    {
    }

    /// <inheritdoc/>
    public ICredentials? Credentials
    {
        get => HttpClient.DefaultProxy.Credentials;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => destination.IsLoopback ? null : HttpClient.DefaultProxy.GetProxy(destination);

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => host.IsLoopback || HttpClient.DefaultProxy.IsBypassed(host);
}
