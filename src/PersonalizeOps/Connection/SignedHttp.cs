using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace PersonalizeOps.Connection;

/// <summary>HTTP requests with a SigV4 signature, for what no service model describes.</summary>
internal static class SignedHttp
{
    /// <summary>Makes a request that only the one who has the credentials can make, and only to this address.</summary>
    /// <param name="method">GET or POST.</param>
    /// <param name="uri">The address, without a query.</param>
    /// <param name="service">The service that the signature is for.</param>
    /// <param name="region">The region that it is for.</param>
    /// <param name="credentials">The credentials.</param>
    /// <param name="query">The parameters of the query.</param>
    /// <param name="json">The body; null for none.</param>
    public static async Task<HttpRequestMessage> CreateAsync(
        HttpMethod method, Uri uri, string service, string region, AWSCredentials credentials, IReadOnlyDictionary<string, string> query, byte[]? json = null)
    {
        var request = new DefaultRequest(new Unmodelled(), service)
        {
            HttpMethod = method.Method,
            Endpoint = new Uri(uri.GetLeftPart(UriPartial.Authority)),
            ResourcePath = uri.AbsolutePath,
            UseQueryString = true,
            OverrideSigningServiceName = service,
            AuthenticationRegion = region,
            Content = json,
        };
        foreach (var (name, value) in query)
            request.Parameters[name] = value;
        await SignAsync(request, credentials).ConfigureAwait(false);

        var message = new HttpRequestMessage(method, AmazonServiceClient.ComposeUrl(request));
        if (json is not null)
            message.Content = new ByteArrayContent(json) { Headers = { ContentType = new("application/json") } };
        foreach (var (name, value) in request.Headers)
            message.Headers.TryAddWithoutValidation(name, value);
        return message;
    }

    private static async Task SignAsync(DefaultRequest request, AWSCredentials credentials)
    {
        var keys = await credentials.GetCredentialsAsync().ConfigureAwait(false);
        if (keys.UseToken)
            request.Headers["X-Amz-Security-Token"] = keys.Token;
        var config = new Amazon.Personalize.AmazonPersonalizeConfig { AuthenticationRegion = request.AuthenticationRegion, ServiceURL = request.Endpoint.ToString() };
        var signature = new AWS4Signer().SignRequest(request, config, null, keys.AccessKey, keys.SecretKey);
        request.Headers["Authorization"] = signature.ForAuthorizationHeader;
    }

    /// <summary>The request that the signer wants to see; there is no model behind it.</summary>
    private sealed class Unmodelled : AmazonWebServiceRequest;
}
