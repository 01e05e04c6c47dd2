using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace PersonalizeOps.Data;

/// <summary>Hashes of 64 bits, in which ids and records are counted without keeping their texts. Among ten million ids, two share one with a
/// probability of 1 to 370,000.</summary>
internal static class TextHash
{
    private const ulong First = 0xA0761D6478BD642F;
    private const ulong Second = 0xE7037ED1A0B428DB;
    private const ulong Third = 0x8EBC6AF09C88C6E3;

    /// <summary>The hash of a text in UTF-8.</summary>
    public static ulong Of(ReadOnlySpan<byte> text)
    {
        var hash = Third * (ulong)(text.Length + 1);
        while (text.Length >= sizeof(ulong))
        {
            hash = Fold(hash, BinaryPrimitives.ReadUInt64LittleEndian(text));
            text = text[sizeof(ulong)..];
        }

        return Combine(hash, text.IsEmpty ? 0 : Tail(text));
    }

    /// <summary>The hash of a text in UTF-8 that stands among others, which tells short ones apart without asking for their length first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(byte[] bytes, int start, int length)
    {
        return TryRead(bytes, start, length, out var word) ? Combine(Third * (ulong)(length + 1), word) : Of(bytes.AsSpan(start, length));
    }

    /// <summary>Reads a text of fewer than eight bytes as a number.</summary>
    /// <returns>False when it is longer, or stands so near the end that more can't be read.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(byte[] bytes, int start, int length, out ulong word)
    {
        word = 0;
        if (length >= sizeof(ulong) || start > bytes.Length - sizeof(ulong))
            return false;
        word = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(start)) & ((1UL << (8 * length)) - 1);
        return true;
    }

    /// <summary>Adds a value to a hash; the order matters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Combine(ulong hash, ulong value) => Fold(Fold(hash, value), Third);

    /// <summary>The hash of two hashes; the order matters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Join(ulong first, ulong second) => Fold(first, BitOperations.RotateLeft(second, 32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong hash, ulong value)
    {
        var high = Math.BigMul(hash ^ First, value ^ Second, out var low);
        return high ^ low;
    }

    /// <summary>The last bytes, fewer than eight, as a number.</summary>
    private static ulong Tail(ReadOnlySpan<byte> text)
    {
        var (middle, last) = (text.Length >> 1, text.Length - 1);
        return text.Length >= sizeof(uint)
            ? BinaryPrimitives.ReadUInt32LittleEndian(text) |
                ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(text[^sizeof(uint)..]) << (8 * (text.Length - sizeof(uint))))
            : text[0] | ((ulong)text[middle] << (8 * middle)) | ((ulong)text[last] << (8 * last));
    }
}
