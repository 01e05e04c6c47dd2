using System.Security.Cryptography;
using System.Text;

namespace PersonalizeOps.Server.Protocol.Signing;

/// <summary>The key that AWS4-HMAC-SHA256 signs one day's requests to one service of one region with.</summary>
internal sealed class SigningKey
{
    private readonly byte[] _key;

    /// <summary>Initializes a new instance of the <see cref="SigningKey"/> class.</summary>
    /// <param name="secret">The secret access key.</param>
    /// <param name="claim">Names day, region and service.</param>
    public SigningKey(string secret, SignatureClaim claim)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var step in new[] { claim.Day, claim.Region, claim.Service, "aws4_request" })
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
        }

        _key = key;
    }

    /// <summary>Tells in constant time whether a text has a signature.</summary>
    /// <param name="stringToSign">The text.</param>
    /// <param name="signature">The signature, in lower-case hex.</param>
    public bool Verifies(string stringToSign, string signature)
    {
        Span<byte> expected = stackalloc byte[64];
        Encoding.ASCII.GetBytes(Sign(stringToSign), expected);
        return CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(signature));
    }

    /// <summary>Signs a text.</summary>
    /// <returns>The signature in lower-case hex.</returns>
    public string Sign(string stringToSign) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(stringToSign)));
}
