using Amazon;
using Amazon.Runtime;

namespace PersonalizeOps.Connection;

/// <summary>Where calls go and with which credentials; <see cref="Endpoint"/> is null for the endpoints of AWS.</summary>
internal sealed record ConnectionTarget(AWSCredentials Credentials, string Region, Uri? Endpoint, string? ProfileName, string? StatePath)
{
    /// <summary>Points a client configuration at this target.</summary>
    public TConfig Configure<TConfig>(TConfig config)
        where TConfig : ClientConfig
    {
        if (Endpoint is null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(Region);
        }
        else
        {
            config.ServiceURL = Endpoint.ToString();
            config.AuthenticationRegion = Region;
            if (Endpoint.IsLoopback)
                config.SetWebProxy(OutwardProxy.Instance);
        }

        // A local server that is gone stays gone: one retry, so that the user hears of it at once.
        if (StatePath is not null)
            config.MaxErrorRetry = 1;
        return config;
    }
}
