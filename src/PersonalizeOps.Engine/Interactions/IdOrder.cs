using System.Buffers.Binary;

namespace PersonalizeOps.Engine.Interactions;

/// <summary>
/// The order of ids: plain decimal numbers first, by value, then all others by their UTF-8 bytes. Ids are numbered in this order, so
/// that equal scores rank by ascending id and results do not depend on the order of the input.
/// </summary>
internal static class IdOrder
{
    private const byte Text = 255;
    private const byte LongNumber = 254; // and longer: the key tells no more of them

    public static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var leftIsNumber = IsNumber(left);
        if (leftIsNumber != IsNumber(right))
        {
            return leftIsNumber ? -1 : 1;
        }

        return leftIsNumber && left.Length != right.Length ? left.Length.CompareTo(right.Length) : left.SequenceCompareTo(right);
    }

    /// <summary>A key by which ids can be sorted: of two different keys the lower one's id comes first; of equal ones <see cref="Compare"/> tells.</summary>
    public static ulong KeyOf(ReadOnlySpan<byte> id)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        bytes.Clear();
        var isNumber = IsNumber(id);
        bytes[0] = isNumber ? (byte)Math.Min(id.Length, LongNumber) : Text;
        if (!isNumber || id.Length < LongNumber)
        {
            id[..Math.Min(id.Length, bytes.Length - 1)].CopyTo(bytes[1..]);
        }

        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }

    private static bool IsNumber(ReadOnlySpan<byte> id) =>
        id.Length > 0 && (id[0] != (byte)'0' || id.Length == 1) && !id.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
