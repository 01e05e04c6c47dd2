using System.Text.Json;
using Amazon;

namespace PersonalizeOps.Connection;

/// <content>API Gateway, of which only one thing is asked.</content>
internal sealed partial class CloudApi
{
    // A signature is for one address only: redirections are not followed.
    private static readonly HttpClient GatewayHttp = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = TimeSpan.FromSeconds(30),
        MaxResponseContentBufferSize = 1 << 20,
    };

    private Uri GatewayEndpoint => Connection.Target.Endpoint
        ?? new Uri($"https://apigateway.{Connection.Region}.{RegionEndpoint.GetBySystemName(Connection.Region).PartitionDnsSuffix}/");

    /// <summary>Whether the account has a role in this region that API Gateway writes logs with, or why that cannot be told.</summary>
    public async Task<(bool HasRole, string? Trouble)> FindApiLogRoleAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var request = await SignedHttp.CreateAsync(
                HttpMethod.Get, new Uri(GatewayEndpoint, "account"), "apigateway", Connection.Region, Connection.Target.Credentials, new Dictionary<string, string>()).ConfigureAwait(false);
            request.Headers.Accept.Add(new("application/json"));
            using var response = await GatewayHttp.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
                return (false, $"API Gateway answered {(int)response.StatusCode}; it takes apigateway:GET on /account");
            using var account = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
            return (account.RootElement.TryGetProperty("cloudwatchRoleArn", out var role) && role.ValueKind == JsonValueKind.String && role.GetString() is not "", null);
        }
        catch (Exception error) when (error is HttpRequestException or JsonException or InvalidOperationException
            || (error is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (false, error.Message);
        }
    }
}
