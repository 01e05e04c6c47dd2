using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace PersonalizeOps.Aws.Protocols;

/// <summary>What generated clients and configs share.</summary>
public static class ClientDefaults
{
    /// <summary>Makes the provider of AWS's default modes: timeouts by how far the client is from the region.</summary>
    /// <returns>A provider of the modes Standard, InRegion, CrossRegion, Mobile and Auto, with AWS's published timeouts.</returns>
    public static IDefaultConfigurationProvider DefaultConfigurations() => new DefaultConfigurationProvider(
    [
        Mode(DefaultConfigurationMode.Standard, 3100),
        Mode(DefaultConfigurationMode.InRegion, 1100),
        Mode(DefaultConfigurationMode.CrossRegion, 3100),
        Mode(DefaultConfigurationMode.Mobile, 30000),
        Mode(DefaultConfigurationMode.Auto, 3100),
    ]);

    /// <summary>Puts endpoint resolution and the choice of the signature into a client's pipeline, and takes quotas out of what is tried again.</summary>
    /// <param name="pipeline">The client's pipeline.</param>
    public static void Customize(RuntimePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new ServiceEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new SigV4Resolver());
        // The SDK takes it for throttling, as which a few services mean it; the services here mean a quota, which no repetition raises.
        foreach (var retries in pipeline.Handlers.OfType<RetryHandler>())
            retries.RetryPolicy.ThrottlingErrorCodes.Remove("LimitExceededException");
    }

    private static DefaultConfiguration Mode(DefaultConfigurationMode name, double connectMilliseconds) => new()
    {
        Name = name,
        RetryMode = RequestRetryMode.Standard,
        S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
        ConnectTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
        TlsNegotiationTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
    };
}
