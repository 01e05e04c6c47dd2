using System.IO.Hashing;
using System.Security.Cryptography;

namespace PersonalizeOps.Server.Storage.Checksums;

/// <summary>A checksum in the making.</summary>
internal abstract class Checksum : IDisposable
{
    /// <summary>Starts a checksum.</summary>
    /// <param name="algorithm">Which one.</param>
    /// <returns>The checksum of no bytes so far.</returns>
    public static Checksum Create(ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 => new CrcChecksum(new Crc32()),
        ChecksumAlgorithm.Crc32C => new CrcChecksum(new Crc32(Crc32ParameterSet.Crc32C)),
        ChecksumAlgorithm.Crc64Nvme => new CrcChecksum(new Crc64(Crc64ParameterSet.Nvme)),
        ChecksumAlgorithm.Sha1 => new HashChecksum(HashAlgorithmName.SHA1),
        _ => new HashChecksum(HashAlgorithmName.SHA256),
    };

    /// <summary>Adds bytes.</summary>
    public abstract void Append(ReadOnlySpan<byte> bytes);

    /// <summary>Gives the value of all bytes added, in S3's order (most significant byte first).</summary>
    public abstract byte[] Finish();

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }
}
