using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace PersonalizeOps.Server.Storage.Checksums;

/// <summary>CRC-32C by the processor's own instruction where it has one.</summary>
internal sealed class Crc32CChecksum : Checksum
{
    private uint _state = uint.MaxValue;

    /// <inheritdoc/>
    public override void Append(ReadOnlySpan<byte> bytes)
    {
        var state = _state;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            state = BitOperations.Crc32C(state, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        }

        foreach (var value in bytes[(words.Length * 8)..])
        {
            state = BitOperations.Crc32C(state, value);
        }

        _state = state;
    }

    /// <inheritdoc/>
    public override byte[] Finish() => CrcChecksum.ToBytes(~_state, 4);
}
