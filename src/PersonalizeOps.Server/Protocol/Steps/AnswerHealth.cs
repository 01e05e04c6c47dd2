using System.Text.Json;

namespace PersonalizeOps.Server.Protocol.Steps;

/// <summary>Answers <c>GET /health</c>: product, version and whether requests are answered. A signed request of that path goes to S3's bucket.</summary>
/// <param name="lifetime">Tells when the server stops.</param>
internal sealed class AnswerHealth(IHostApplicationLifetime lifetime) : IStep
{
    /// <inheritdoc/>
    public async Task RunAsync(Call call, CancellationToken cancellationToken)
    {
        if (!IsAsked(call))
        {
            return;
        }

        call.Target = new ServiceTarget("health", WireFormat.RestJson, "Health");
        call.IsAnswered = true;
        var isReady = !lifetime.ApplicationStopping.IsCancellationRequested;
        var body = Body(isReady ? "ready" : "stopping");
        var response = call.Http.Response;
        response.StatusCode = isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        if (call.Http.Request.Method != "HEAD")
        {
            await response.Body.WriteAsync(body, cancellationToken);
        }
    }

    private static bool IsAsked(Call call) =>
        call.Http.Request.Method is "GET" or "HEAD" && call.Line is { RawPath: "/health", Query.Count: 0 } && call.Header("Authorization") is null;

    private static byte[] Body(string status)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("status", status);
            writer.WriteString("product", Product.Name);
            writer.WriteString("version", Product.Version);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
