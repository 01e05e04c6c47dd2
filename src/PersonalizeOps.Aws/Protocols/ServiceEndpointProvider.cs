using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using static Amazon.Runtime.Internal.Endpoints.StandardLibrary.Fn;

namespace PersonalizeOps.Aws.Protocols;

/// <summary>Gives the endpoint of a service by region, dual stack, FIPS and override, as AWS's rule sets do.</summary>
/// <param name="endpointPrefix">The first label of the host name, such as <c>personalize-runtime</c>.</param>
/// <param name="isGlobal">Whether the service has one endpoint for all regions of the partition <c>aws</c>.</param>
public sealed class ServiceEndpointProvider(string endpointPrefix, bool isGlobal = false) : IEndpointProvider
{
    /// <summary>Resolves the endpoint.</summary>
    /// <param name="parameters">The parameters Region, UseDualStack, UseFIPS and Endpoint.</param>
    /// <returns>The endpoint.</returns>
    /// <exception cref="AmazonClientException">There is no region, or the settings contradict each other.</exception>
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var dualStack = parameters["UseDualStack"] is true;
        var fips = parameters["UseFIPS"] is true;
        if (parameters["Endpoint"] is string { Length: > 0 } custom)
        {
            return fips || dualStack
                ? throw new AmazonClientException(
                    $"Invalid Configuration: {(fips ? "FIPS" : "Dualstack")} and custom endpoint are not supported")
                : new Endpoint(custom);
        }

        if (parameters["Region"] is not string { Length: > 0 } region)
        {
            throw new AmazonClientException("Invalid Configuration: Missing Region");
        }

        return isGlobal && !dualStack && !fips && Equals(GetAttr(Partition(region), "name"), "aws")
            ? Global()
            : new Endpoint($"https://{endpointPrefix}{(fips ? "-fips" : string.Empty)}.{region}.{DnsSuffix(region, dualStack, fips)}");
    }

    // The one endpoint of the partition lies in us-east-1, and signatures must say so.
    private Endpoint Global() => new(
        $"https://{endpointPrefix}.amazonaws.com",
        InterpolateJson($$"""{"authSchemes":[{"name":"sigv4","signingName":"{{endpointPrefix}}","signingRegion":"us-east-1"}]}""", []),
        InterpolateJson("{}", []));

    private static string DnsSuffix(string region, bool dualStack, bool fips)
    {
        var partition = Partition(region);
        if (fips && !Equals(GetAttr(partition, "supportsFIPS"), true))
        {
            throw new AmazonClientException($"FIPS is enabled but the partition of {region} does not support FIPS");
        }

        if (dualStack && !Equals(GetAttr(partition, "supportsDualStack"), true))
        {
            throw new AmazonClientException($"DualStack is enabled but the partition of {region} does not support DualStack");
        }

        return (string)GetAttr(partition, dualStack ? "dualStackDnsSuffix" : "dnsSuffix");
    }
}
