using System.Security.Cryptography;
using System.Text;

namespace PersonalizeOps.Server.Protocol.Signing;

/// <summary>The form of a request that is signed.</summary>
internal static class CanonicalRequest
{
    /// <summary>The SHA-256 of nothing, in hex.</summary>
    public const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /// <summary>Gives the text that a request's signature signs.</summary>
    /// <param name="call">The request.</param>
    /// <param name="claim">Its claim.</param>
    /// <param name="payloadHash">The hash of the body, or the word that stands for it.</param>
    public static string StringToSign(Call call, SignatureClaim claim, string payloadHash)
    {
        var canonical = new StringBuilder();
        canonical.Append(call.Http.Request.Method).Append('\n');
        canonical.Append(CanonicalPath(call, claim)).Append('\n');
        canonical.Append(CanonicalQuery(call.Line, claim)).Append('\n');
        foreach (var name in claim.SignedHeaders)
        {
            canonical.Append(name).Append(':').Append(CanonicalValue(call, name)).Append('\n');
        }

        canonical.Append('\n').AppendJoin(';', claim.SignedHeaders).Append('\n').Append(payloadHash);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToString())));
        return $"{SignatureClaim.Algorithm}\n{claim.Stamp}\n{claim.Scope}\n{hash}";
    }

    // S3 signs the path encoded once; all other services sign what went over the wire, encoded again.
    private static string CanonicalPath(Call call, SignatureClaim claim) => claim.Service == "s3"
        ? PercentCoding.Encode(PercentCoding.Decode(call.Line.RawPath), keepSlash: true)
        : PercentCoding.Encode(call.Line.RawPath, keepSlash: true);

    private static string CanonicalQuery(RequestTarget line, SignatureClaim claim)
    {
        var pairs =
            from pair in line.Query
            where !(claim.IsPresigned && pair.Key == "X-Amz-Signature")
            select (Name: PercentCoding.Encode(pair.Key), Value: PercentCoding.Encode(pair.Value));
        var ordered = pairs.OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal);
        return string.Join('&', ordered.Select(pair => $"{pair.Name}={pair.Value}"));
    }

    private static string CanonicalValue(Call call, string name)
    {
        var values = call.Http.Request.Headers[name];
        return values.Count == 1 ? Collapse(values[0]!) : string.Join(',', values.Select(value => Collapse(value!)));
    }

    private static string Collapse(string value)
    {
        var trimmed = value.Trim();
        return trimmed.Contains("  ", StringComparison.Ordinal) ? string.Join(' ', trimmed.Split(' ', StringSplitOptions.RemoveEmptyEntries)) : trimmed;
    }
}
