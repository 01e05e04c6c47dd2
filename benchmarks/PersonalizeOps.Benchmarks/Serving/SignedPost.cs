using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PersonalizeOps.Benchmarks.Serving;

/// <summary>A signed request as bytes, made before the measurement so that signing costs the load generator nothing while it measures.</summary>
internal static class SignedPost
{
    public static byte[] Create(Uri endpoint, string path, string body)
    {
        var stamp = TimeProvider.System.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{stamp[..8]}/us-east-1/personalize/aws4_request";
        var canonical = $"POST\n{path}\n\ncontent-type:application/json\nhost:{endpoint.Authority}\nx-amz-date:{stamp}\n\ncontent-type;host;x-amz-date\n{Hash(body)}";
        var key = Encoding.UTF8.GetBytes("AWS4" + BenchServer.Secret);
        foreach (var step in scope.Split('/'))
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
        }

        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{Hash(canonical)}")));
        return Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: {endpoint.Authority}\r\nContent-Type: application/json\r\nX-Amz-Date: {stamp}\r\n"
            + $"Authorization: AWS4-HMAC-SHA256 Credential={BenchServer.Key}/{scope}, SignedHeaders=content-type;host;x-amz-date, Signature={signature}\r\n"
            + $"Content-Length: {body.Length}\r\n\r\n{body}");
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
