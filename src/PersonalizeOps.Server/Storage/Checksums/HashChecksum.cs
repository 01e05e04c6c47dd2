using System.Security.Cryptography;

namespace PersonalizeOps.Server.Storage.Checksums;

/// <summary>A cryptographic hash as a checksum.</summary>
/// <param name="name">The hash.</param>
internal sealed class HashChecksum(HashAlgorithmName name) : Checksum
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(name);

    /// <inheritdoc/>
    public override void Append(ReadOnlySpan<byte> bytes) => _hash.AppendData(bytes);

    /// <inheritdoc/>
    public override byte[] Finish() => _hash.GetHashAndReset();

    /// <inheritdoc/>
    public override void Dispose()
    {
        _hash.Dispose();
        base.Dispose();
    }
}
