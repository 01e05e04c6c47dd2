using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using static Amazon.Runtime.Internal.Endpoints.StandardLibrary.Fn;

namespace PersonalizeOps.Aws.Protocols;

/// <summary>Gives the endpoint of a service by region, dual stack, FIPS and override, as AWS's rule sets do.</summary>
/// <param name="endpointPrefix">The first label of the host name, such as <c>personalize-runtime</c>.</param>
public sealed class ServiceEndpointProvider(string endpointPrefix) : IEndpointProvider
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

        return parameters["Region"] is string { Length: > 0 } region
            ? new Endpoint($"https://{endpointPrefix}{(fips ? "-fips" : string.Empty)}.{region}.{DnsSuffix(region, dualStack, fips)}")
            : throw new AmazonClientException("Invalid Configuration: Missing Region");
    }

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
