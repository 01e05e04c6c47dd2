using PersonalizeOps.Server.Storage.Checksums;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3;

/// <summary>What a request says the content must add up to.</summary>
internal sealed class Integrity
{
    private readonly byte[]? _md5;

    private Integrity(ChecksumAlgorithm algorithm, bool isNamed, byte[]? md5) => (Algorithm, IsNamed, _md5) = (algorithm, isNamed, md5);

    /// <summary>Gets the checksum to compute: the one that is sent or announced, else S3's default CRC64NVME.</summary>
    public ChecksumAlgorithm Algorithm { get; }

    /// <summary>Gets a value indicating whether the request names the checksum.</summary>
    public bool IsNamed { get; }

    /// <summary>Reads what a request's headers say.</summary>
    /// <param name="request">The request.</param>
    /// <param name="otherwise">The checksum when they name none.</param>
    /// <exception cref="ServiceError">InvalidDigest, InvalidRequest.</exception>
    public static Integrity Of(S3Request request, ChecksumAlgorithm otherwise = ObjectStore.DefaultChecksum)
    {
        var named = Named(request);
        return new Integrity(named ?? otherwise, named is not null, Md5(request));
    }

    /// <summary>Compares what was computed with what the request says, in headers or behind the body.</summary>
    /// <param name="request">The request, its body read to the end.</param>
    /// <param name="md5">The MD5 of the content.</param>
    /// <param name="checksum">The checksum of the content.</param>
    /// <exception cref="ServiceError">BadDigest, InvalidRequest.</exception>
    public void Verify(S3Request request, byte[] md5, byte[] checksum)
    {
        if (_md5 is not null && !_md5.AsSpan().SequenceEqual(md5))
        {
            throw Errors.BadDigest("Content-MD5");
        }

        if (!IsNamed)
        {
            return;
        }

        var header = Algorithm.HeaderName();
        var expected = request.Header(header) ?? request.Trailers().GetValueOrDefault(header);
        if (expected is not null && !Parse(expected, Algorithm).AsSpan().SequenceEqual(checksum))
        {
            throw Errors.BadDigest(Algorithm.ApiName());
        }
    }

    /// <summary>Reads a checksum's value.</summary>
    /// <exception cref="ServiceError">InvalidRequest: no base64 of the right length.</exception>
    public static byte[] Parse(string value, ChecksumAlgorithm algorithm)
    {
        var bytes = new byte[algorithm.Length() + 3];
        return Convert.TryFromBase64String(value, bytes, out var length) && length == algorithm.Length()
            ? bytes[..length]
            : throw Errors.InvalidRequest($"Value for {algorithm.HeaderName()} header is invalid.");
    }

    private static ChecksumAlgorithm? Named(S3Request request)
    {
        const string Prefix = "x-amz-checksum-";
        var names = request.Headers.Keys.Concat((request.Header("x-amz-trailer") ?? "").Split(',', StringSplitOptions.TrimEntries))
            .Where(name => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            .Select(name => name[Prefix.Length..].ToLowerInvariant())
            .Where(name => name is not ("algorithm" or "mode" or "type"))
            .Distinct()
            .ToList();
        if (names.Count > 1)
        {
            throw Errors.InvalidRequest("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
        }

        var name = names.FirstOrDefault() ?? request.Header("x-amz-sdk-checksum-algorithm");
        return name is null
            ? null
            : ChecksumAlgorithms.Find(name) ?? throw Errors.InvalidRequest($"The checksum algorithm '{name}' is not supported by this local server.");
    }

    private static byte[]? Md5(S3Request request)
    {
        if (request.Header("Content-MD5") is not { } text)
        {
            return null;
        }

        var bytes = new byte[18];
        return Convert.TryFromBase64String(text, bytes, out var length) && length == 16 ? bytes[..16] : throw Errors.InvalidDigest();
    }
}
