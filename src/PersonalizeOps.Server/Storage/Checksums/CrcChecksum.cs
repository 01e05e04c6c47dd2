using System.Buffers.Binary;
using System.IO.Hashing;

namespace PersonalizeOps.Server.Storage.Checksums;

/// <summary>A cyclic redundancy check as a checksum.</summary>
/// <param name="hash">Computes it, least significant byte first.</param>
internal sealed class CrcChecksum(NonCryptographicHashAlgorithm hash) : Checksum
{
    /// <summary>Writes a check as S3 orders its bytes.</summary>
    public static byte[] ToBytes(ulong value, int length)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes[^length..].ToArray();
    }

    /// <summary>Reads a check from S3's order of bytes.</summary>
    public static ulong FromBytes(ReadOnlySpan<byte> value)
    {
        Span<byte> bytes = stackalloc byte[8];
        bytes.Clear();
        value.CopyTo(bytes[^value.Length..]);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }

    /// <inheritdoc/>
    public override void Append(ReadOnlySpan<byte> bytes) => hash.Append(bytes);

    /// <inheritdoc/>
    public override byte[] Finish()
    {
        var value = hash.GetHashAndReset();
        Array.Reverse(value);
        return value;
    }
}
