using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PersonalizeOps.Aws.Tests.Support;

/// <summary>moto's server, an imitation of AWS in Python, started once for all tests; <see cref="Url"/> is null where it is not installed.</summary>
public sealed partial class MotoServer : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private Process? _process;

    public string? Url { get; private set; }

    public async ValueTask InitializeAsync()
    {
        try
        {
            _process = Process.Start(new ProcessStartInfo("python3", ["-m", "moto.server", "-H", "127.0.0.1", "-p", "0"])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return;
        }

        while (Url is null && await _process.StandardError.ReadLineAsync() is { } line)
        {
            Url = Address().Match(line) is { Success: true } match ? match.Value : null;
        }

        // A pipe that nobody reads would stop the server.
        _ = _process.StandardError.ReadToEndAsync();
        _ = _process.StandardOutput.ReadToEndAsync();
        if (Url is not null)
        {
            await PostAsync("moto-api/config", """{"lambda":{"use_docker":false}}""");
        }
    }

    /// <summary>Makes a call of AWS JSON 1.1 that the generated clients do not have.</summary>
    public Task<JsonElement> CallAsync(string service, string target, string json) => SendAsync("", json, request =>
    {
        request.Headers.Add("X-Amz-Target", target);
        request.Headers.TryAddWithoutValidation("Authorization", Authorization(service));
    });

    /// <summary>Posts to a path, in the name of a service when one is given.</summary>
    public Task<JsonElement> PostAsync(string path, string json, string? service = null) => SendAsync(path, json, request =>
    {
        if (service is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", Authorization(service));
        }
    });

    public ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
        }

        _process?.Dispose();
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>moto looks at the scope only.</summary>
    private static string Authorization(string service) =>
        $"AWS4-HMAC-SHA256 Credential=AK/20260101/{Services.Region}/{service}/aws4_request, SignedHeaders=host, Signature=0";

    private async Task<JsonElement> SendAsync(string path, string json, Action<HttpRequestMessage> prepare)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Url}/{path}")
        {
            Content = new StringContent(json, Encoding.UTF8, "application/x-amz-json-1.1"),
        };
        prepare(request);
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
