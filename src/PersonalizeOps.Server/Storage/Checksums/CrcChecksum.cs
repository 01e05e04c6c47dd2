using System.Buffers.Binary;

namespace PersonalizeOps.Server.Storage.Checksums;

/// <summary>A cyclic redundancy check as a checksum.</summary>
/// <param name="crc">Which one.</param>
internal sealed class CrcChecksum(Crc crc) : Checksum
{
    private ulong _state = crc.Mask;

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
    public override void Append(ReadOnlySpan<byte> bytes) => _state = crc.Update(_state, bytes);

    /// <inheritdoc/>
    public override byte[] Finish() => ToBytes(_state ^ crc.Mask, crc.Bits / 8);
}
