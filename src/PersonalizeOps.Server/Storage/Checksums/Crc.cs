using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace PersonalizeOps.Server.Storage.Checksums;

/// <summary>A reflected cyclic redundancy check of up to 64 bits, eight bytes a step.</summary>
internal sealed class Crc
{
    private readonly ulong _polynomial;
    private readonly ulong[] _tables = new ulong[8 * 256];

    private Crc(int bits, ulong reflectedPolynomial)
    {
        Bits = bits;
        _polynomial = reflectedPolynomial;
        for (var value = 0; value < 256; value++)
        {
            _tables[value] = ShiftByte((ulong)value);
        }

        for (var index = 256; index < _tables.Length; index++)
        {
            var previous = _tables[index - 256];
            _tables[index] = (previous >> 8) ^ _tables[(int)(previous & 0xFF)];
        }
    }

    /// <summary>Gets CRC-32 (ISO-HDLC).</summary>
    public static Crc Crc32 { get; } = new(32, 0xEDB88320);

    /// <summary>Gets CRC-32C (iSCSI); only its arithmetic is used, the sums come from the processor.</summary>
    public static Crc Crc32C { get; } = new(32, 0x82F63B78);

    /// <summary>Gets CRC-64/NVME.</summary>
    public static Crc Crc64Nvme { get; } = new(64, 0x9A6C9329AC4BC9B5);

    /// <summary>Gets the width.</summary>
    public int Bits { get; }

    /// <summary>Gets the value before the first byte, and what the last one is inverted with.</summary>
    public ulong Mask => Bits == 64 ? ulong.MaxValue : (1UL << Bits) - 1;

    /// <summary>Finds the arithmetic of a linear algorithm.</summary>
    public static Crc Of(ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 => Crc32,
        ChecksumAlgorithm.Crc32C => Crc32C,
        ChecksumAlgorithm.Crc64Nvme => Crc64Nvme,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "Only cyclic checksums have this arithmetic."),
    };

    /// <summary>Carries a running value over more bytes.</summary>
    public ulong Update(ulong state, ReadOnlySpan<byte> bytes)
    {
        var tables = _tables.AsSpan();
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            var mixed = state ^ (BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
            state = tables[0x700 + (byte)mixed]
                ^ tables[0x600 + (byte)(mixed >> 8)]
                ^ tables[0x500 + (byte)(mixed >> 16)]
                ^ tables[0x400 + (byte)(mixed >> 24)]
                ^ tables[0x300 + (byte)(mixed >> 32)]
                ^ tables[0x200 + (byte)(mixed >> 40)]
                ^ tables[0x100 + (byte)(mixed >> 48)]
                ^ tables[(byte)(mixed >> 56)];
        }

        foreach (var value in bytes[(words.Length * 8)..])
        {
            state = (state >> 8) ^ tables[(byte)(state ^ value)];
        }

        return state;
    }

    /// <summary>Gives the check of two texts in a row from the checks of each.</summary>
    /// <param name="first">The check of the first.</param>
    /// <param name="second">The check of the second.</param>
    /// <param name="secondLength">The length of the second, in bytes.</param>
    public ulong Combine(ulong first, ulong second, long secondLength) => Multiply(PowerOfX(secondLength), first) ^ second;

    // Products of polynomials modulo this one, with the coefficient of x^0 in the highest bit; the method of zlib's crc32_combine.
    private ulong Multiply(ulong left, ulong right)
    {
        var product = 0UL;
        for (var bit = 1UL << (Bits - 1); bit != 0; bit >>= 1)
        {
            product ^= (left & bit) != 0 ? right : 0;
            right = (right >> 1) ^ ((right & 1) != 0 ? _polynomial : 0);
        }

        return product;
    }

    private ulong PowerOfX(long bytes)
    {
        var square = 1UL << (Bits - 1 - 8);
        var power = 1UL << (Bits - 1);
        for (; bytes != 0; bytes >>= 1)
        {
            power = (bytes & 1) != 0 ? Multiply(square, power) : power;
            square = Multiply(square, square);
        }

        return power;
    }

    private ulong ShiftByte(ulong value)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            value = (value >> 1) ^ ((value & 1) != 0 ? _polynomial : 0);
        }

        return value;
    }
}
