using System.Net;
using System.Text.Json.Serialization.Metadata;
using PersonalizeOps.Server.Admin;

namespace PersonalizeOps.Server.Protocol.Steps;

/// <summary>Answers <c>/_admin/…</c>, where the server was started with it: from this machine alone, and only who can read the state folder's token.</summary>
/// <param name="endpoint">What it does.</param>
/// <param name="options">The options.</param>
/// <param name="services">Gives the token.</param>
internal sealed class AnswerAdmin(AdminEndpoint endpoint, ServerOptions options, IServiceProvider services) : IStep
{
    private const int LongestBody = 16 * 1024;

    private readonly AdminToken? _token = options.Admin ? services.GetRequiredService<AdminToken>() : null;

    /// <inheritdoc/>
    public async Task RunAsync(Call call, CancellationToken cancellationToken)
    {
        if (_token is null || !call.Line.RawPath.StartsWith("/_admin/", StringComparison.Ordinal))
        {
            return;
        }

        call.Target = new ServiceTarget("admin", WireFormat.RestJson, $"{call.Http.Request.Method} {call.Line.RawPath}");
        if (call.Http.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(address) || !_token.IsIn(call.Header("Authorization")))
        {
            throw Errors.AdminRefused();
        }

        call.IsAnswered = true;
        await AnswerAsync(call, cancellationToken);
    }

    private Task AnswerAsync(Call call, CancellationToken cancellationToken) => (call.Http.Request.Method, call.Line.RawPath) switch
    {
        ("GET", "/_admin/clock") => WriteAsync(call, endpoint.Clock, AdminJson.Default.ClockState, cancellationToken),
        ("POST", "/_admin/clock") => AdvanceAsync(call, cancellationToken),
        ("GET", "/_admin/faults") => WriteAsync(call, endpoint.Faults, AdminJson.Default.FaultList, cancellationToken),
        ("POST", "/_admin/faults") => InjectAsync(call, cancellationToken),
        ("DELETE", "/_admin/faults") => WriteAsync(call, endpoint.Clear(), AdminJson.Default.FaultList, cancellationToken),
        _ => throw Errors.UnknownOperation(call.Target.Operation),
    };

    private async Task AdvanceAsync(Call call, CancellationToken cancellationToken) => await WriteAsync(
        call, endpoint.Advance(await ReadAsync(call, AdminJson.Default.ClockRequest, cancellationToken)), AdminJson.Default.ClockState, cancellationToken);

    private async Task InjectAsync(Call call, CancellationToken cancellationToken) => await WriteAsync(
        call, endpoint.Inject(await ReadAsync(call, AdminJson.Default.FaultRequest, cancellationToken)), AdminJson.Default.FaultList, cancellationToken);

    private static async Task<T> ReadAsync<T>(Call call, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var body = await BodyBuffer.ReadAsync(call.Body, LongestBody, cancellationToken);
        return await JsonBody.ReadAsync(body, type, cancellationToken);
    }

    private static Task WriteAsync<T>(Call call, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        JsonBody.WriteAsync(call.Http.Response, value, type, cancellationToken);
}
