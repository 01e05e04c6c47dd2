using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PersonalizeOps.Benchmarks.Serving;

/// <summary>A signed request as bytes, made before the measurement so that signing costs the load generator nothing while it measures.</summary>
internal static class SignedPost
{
    /// <summary>A REST request, or with the target of an operation one of the JSON protocol.</summary>
    public static byte[] Create(Uri endpoint, string path, string body, string? target = null)
    {
        var type = target is null ? "application/json" : "application/x-amz-json-1.1";
        var signed = target is null ? "content-type;host;x-amz-date" : "content-type;host;x-amz-date;x-amz-target";
        var stamp = TimeProvider.System.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{stamp[..8]}/us-east-1/personalize/aws4_request";
        var canonical = $"POST\n{path}\n\ncontent-type:{type}\nhost:{endpoint.Authority}\nx-amz-date:{stamp}\n{(target is null ? "" : $"x-amz-target:{target}\n")}\n{signed}\n{Hash(body)}";
        var key = Encoding.UTF8.GetBytes("AWS4" + BenchServer.Secret);
        foreach (var step in scope.Split('/'))
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
        }

        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{Hash(canonical)}")));
        return Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: {endpoint.Authority}\r\nContent-Type: {type}\r\n{(target is null ? "" : $"X-Amz-Target: {target}\r\n")}X-Amz-Date: {stamp}\r\n"
            + $"Authorization: AWS4-HMAC-SHA256 Credential={BenchServer.Key}/{scope}, SignedHeaders={signed}, Signature={signature}\r\n"
            + $"Content-Length: {body.Length}\r\n\r\n{body}");
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
