using System.Security.Cryptography;
using System.Text;

namespace PersonalizeOps.Server.Protocol.Signing;

/// <summary>Verifies the signatures of a chunked body, each of which signs the one before it.</summary>
/// <param name="key">The key of the request.</param>
/// <param name="claim">The request's signature, which begins the chain.</param>
internal sealed class ChunkSigner(SigningKey key, SignatureClaim claim)
{
    private string _previous = claim.Signature;

    /// <summary>Tells whether a chunk has its signature.</summary>
    /// <param name="contentHash">The SHA-256 of its content.</param>
    /// <param name="signature">The signature in its header.</param>
    public bool VerifiesChunk(byte[] contentHash, string signature) =>
        Advance($"AWS4-HMAC-SHA256-PAYLOAD\n{claim.Stamp}\n{claim.Scope}\n{_previous}\n{CanonicalRequest.EmptyHash}\n{Convert.ToHexStringLower(contentHash)}", signature);

    /// <summary>Tells whether the trailing headers have their signature.</summary>
    /// <param name="trailers">The headers in their order.</param>
    /// <param name="signature">The signature behind them.</param>
    public bool VerifiesTrailers(IEnumerable<KeyValuePair<string, string>> trailers, string signature)
    {
        var canonical = string.Concat(trailers.Select(trailer => $"{trailer.Key}:{trailer.Value}\n"));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
        return Advance($"AWS4-HMAC-SHA256-TRAILER\n{claim.Stamp}\n{claim.Scope}\n{_previous}\n{hash}", signature);
    }

    private bool Advance(string stringToSign, string signature)
    {
        var verified = key.Verifies(stringToSign, signature);
        _previous = signature;
        return verified;
    }
}
