using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PersonalizeOps.Server.Protocol.Signing;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Protocol.Steps;

/// <summary>Verifies SigV4 in header or query, and wraps the body so that it is checked while it is read.</summary>
/// <param name="accessKey">The key that requests must be signed with.</param>
/// <param name="options">The options.</param>
/// <param name="clock">The clock; signatures go by the one on the wall.</param>
internal sealed class VerifySignature(AccessKey accessKey, ServerOptions options, ServerClock clock) : IStep
{
    private const string UnsignedPayload = "UNSIGNED-PAYLOAD";
    private const string SignedChunks = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    private const string SignedChunksAndTrailer = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
    private const string UnsignedChunksAndTrailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

    private static readonly TimeSpan AllowedSkew = TimeSpan.FromMinutes(15);

    private ScopedKey? _latest;

    /// <inheritdoc/>
    public async Task RunAsync(Call call, CancellationToken cancellationToken)
    {
        var format = call.Target.Format;
        var claim = call.Claim ?? throw Errors.MissingAuthentication(format);
        CheckKey(claim, format);
        if (claim.IsOldForm)
        {
            VerifyOldForm(call, claim);
            return;
        }

        CheckTime(claim, format);
        CheckSignedHeaders(call, claim);

        var payloadHash = claim.Service == "s3" ? S3PayloadHash(call, claim) : await BufferAsync(call, cancellationToken);
        var key = KeyOf(claim);
        if (!key.Verifies(CanonicalRequest.StringToSign(call, claim, payloadHash), claim.Signature))
        {
            throw Errors.WrongSignature(format);
        }

        if (claim.Service == "s3")
        {
            WrapBody(call, payloadHash, new ChunkSigner(key, claim));
        }
    }

    private static void CheckSignedHeaders(Call call, SignatureClaim claim)
    {
        var missing = call.Http.Request.Headers.Keys
            .Select(name => name.ToLowerInvariant())
            .Where(name => name == "host" || name.StartsWith("x-amz-", StringComparison.Ordinal))
            .Where(name => !claim.SignedHeaders.Contains(name))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (missing.Count > 0)
        {
            throw Errors.HeadersNotSigned(call.Target.Format, string.Join(", ", missing));
        }
    }

    private void VerifyOldForm(Call call, SignatureClaim claim)
    {
        if (claim.Time < clock.Wall.GetUtcNow())
        {
            throw Errors.PresignedExpired(WireFormat.RestXml, claim.Time, clock.Wall.GetUtcNow());
        }

        if (!OldPresignedUrl.Verifies(call, claim, accessKey.SecretAccessKey))
        {
            throw Errors.WrongSignature(WireFormat.RestXml);
        }
    }

    private static string S3PayloadHash(Call call, SignatureClaim claim) =>
        call.Header("x-amz-content-sha256")
        ?? (claim.IsPresigned
            ? call.Line.Find("X-Amz-Content-Sha256") ?? UnsignedPayload
            : throw Errors.InvalidRequest("Missing required header for this request: x-amz-content-sha256"));

    private static void WrapBody(Call call, string payloadHash, ChunkSigner signer)
    {
        switch (payloadHash)
        {
            case UnsignedPayload:
                break;
            case SignedChunks:
                Unchunk(call, signer, hasTrailer: false);
                break;
            case SignedChunksAndTrailer:
                Unchunk(call, signer, hasTrailer: true);
                break;
            case UnsignedChunksAndTrailer:
                Unchunk(call, null, hasTrailer: true);
                break;
            default:
                if (payloadHash.Length != 64 || !payloadHash.All(char.IsAsciiHexDigitLower))
                {
                    throw Errors.InvalidArgument(
                        "x-amz-content-sha256", payloadHash, "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, a STREAMING-… form that is supported, or a valid sha256 value.");
                }

                call.Body = new HashedBodyStream(call.Body, payloadHash);
                break;
        }
    }

    private static void Unchunk(Call call, ChunkSigner? signer, bool hasTrailer)
    {
        if (!long.TryParse(call.Header("x-amz-decoded-content-length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            throw Errors.MissingContentLength();
        }

        var announced = hasTrailer
            ? (call.Header("x-amz-trailer") ?? "").ToLowerInvariant().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [];
        var stream = new AwsChunkedStream(call.Body, length, signer, announced);
        call.Body = stream;
        call.BodyLength = length;
        call.Trailers = () => stream.Trailers;
    }

    // Deriving a key costs more than all else here, and nearly all requests of a day have the same one.
    private SigningKey KeyOf(SignatureClaim claim)
    {
        var scope = claim.Scope;
        var latest = _latest;
        if (latest?.Scope != scope)
        {
            latest = new ScopedKey(scope, new SigningKey(accessKey.SecretAccessKey, claim));
            _latest = latest;
        }

        return latest.Key;
    }

    private async Task<string> BufferAsync(Call call, CancellationToken cancellationToken)
    {
        var content = await BodyBuffer.ReadAsync(call.Body, options.MaxDocumentBytes, cancellationToken);
        call.Body = content;
        call.BodyLength = content.Length;
        return Convert.ToHexStringLower(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length)));
    }

    private void CheckKey(SignatureClaim claim, WireFormat format)
    {
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(claim.AccessKeyId), Encoding.UTF8.GetBytes(accessKey.AccessKeyId)))
        {
            throw Errors.UnknownAccessKey(format, claim.AccessKeyId);
        }

        if (claim.SecurityToken is not null)
        {
            throw Errors.InvalidSessionToken(format);
        }
    }

    private void CheckTime(SignatureClaim claim, WireFormat format)
    {
        var now = clock.Wall.GetUtcNow();
        if (claim.Time > now + AllowedSkew || (!claim.IsPresigned && claim.Time < now - AllowedSkew))
        {
            throw Errors.TimeTooSkewed(format, claim.Time, now);
        }

        if (claim.Lifetime is { } lifetime && claim.Time + lifetime < now)
        {
            throw Errors.PresignedExpired(format, claim.Time + lifetime, now);
        }
    }

    private sealed record ScopedKey(string Scope, SigningKey Key);
}
