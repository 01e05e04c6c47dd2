using System.Security.Cryptography;
using System.Text;

namespace PersonalizeOps.Server.Tests.Protocol;

/// <summary>A request signed by the rules of AWS's documentation, written down here apart from the server's, so that its bytes can be bent.</summary>
internal sealed class SignedRequest(string accessKeyId, string secret, Uri endpoint)
{
    public const string Unsigned = "UNSIGNED-PAYLOAD";

    public SignedRequest(LocalServer server)
        : this(server.Server.AccessKeyId, server.Server.SecretAccessKey, server.Endpoint)
    {
    }

    public string Method { get; init; } = "GET";

    /// <summary>As it goes over the wire.</summary>
    public string Path { get; init; } = "/";

    /// <summary>As it goes over the wire; names and values coded and in order.</summary>
    public string Query { get; init; } = "";

    public byte[] Body { get; init; } = [];

    public string Service { get; init; } = "s3";

    public string Region { get; init; } = "us-east-1";

    public string AccessKeyId { get; init; } = accessKeyId;

    public string Secret { get; init; } = secret;

    public DateTimeOffset Time { get; init; } = TimeProvider.System.GetUtcNow();

    public string Host { get; init; } = endpoint.Authority;

    /// <summary>The word that stands for the body; null for its hash.</summary>
    public string? Payload { get; init; }

    /// <summary>Signed headers beside host and date.</summary>
    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>Headers that are sent and not signed.</summary>
    public Dictionary<string, string> UnsignedHeaders { get; init; } = [];

    public string Stamp => Time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'");

    public string Scope => $"{Stamp[..8]}/{Region}/{Service}/aws4_request";

    public string Signature => Hex(HMACSHA256.HashData(Key(), Encoding.UTF8.GetBytes(StringToSign())));

    public static string Hash(ReadOnlySpan<byte> content) => Hex(SHA256.HashData(content));

    public byte[] Key()
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + Secret);
        foreach (var step in new[] { Stamp[..8], Region, Service, "aws4_request" })
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
        }

        return key;
    }

    public string Sign(string text) => Hex(HMACSHA256.HashData(Key(), Encoding.UTF8.GetBytes(text)));

    /// <summary>The text of line and headers, with the signature in the Authorization header.</summary>
    public string Head(Func<string, string>? changeAuthorization = null)
    {
        var authorization =
            $"AWS4-HMAC-SHA256 Credential={AccessKeyId}/{Scope}, SignedHeaders={string.Join(';', SignedHeaders().Keys)}, Signature={Signature}";
        authorization = changeAuthorization?.Invoke(authorization) ?? authorization;
        var head = new StringBuilder($"{Method} {Path}{(Query.Length > 0 ? "?" + Query : "")} HTTP/1.1\r\n");
        foreach (var (name, value) in SignedHeaders().Concat(UnsignedHeaders))
        {
            head.Append($"{name}: {value}\r\n");
        }

        return head.Append($"Authorization: {authorization}\r\nContent-Length: {Body.Length}\r\nConnection: close\r\n\r\n").ToString();
    }

    public Task<RawResponse> SendAsync(Func<string, string>? changeAuthorization = null) => SendAsync(Head(changeAuthorization), Body);

    public Task<RawResponse> SendAsync(string head, byte[] body) => RawResponse.ExchangeAsync(endpoint, [.. Encoding.Latin1.GetBytes(head), .. body]);

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private string PayloadHash() => Payload ?? Hash(Body);

    private SortedDictionary<string, string> SignedHeaders()
    {
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = Host, ["x-amz-date"] = Stamp };
        if (Service == "s3")
        {
            headers["x-amz-content-sha256"] = PayloadHash();
        }

        foreach (var (name, value) in Headers)
        {
            headers[name] = value;
        }

        return headers;
    }

    private string StringToSign()
    {
        var headers = SignedHeaders();
        var canonicalHeaders = string.Concat(headers.Select(header => $"{header.Key}:{header.Value}\n"));
        var canonical = $"{Method}\n{Path}\n{Query}\n{canonicalHeaders}\n{string.Join(';', headers.Keys)}\n{PayloadHash()}";
        return $"AWS4-HMAC-SHA256\n{Stamp}\n{Scope}\n{Hash(Encoding.UTF8.GetBytes(canonical))}";
    }
}
