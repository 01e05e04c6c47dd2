using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace PersonalizeOps.Data;

/// <summary>Converts lines of plain ratings that stand in order; one of several that work on a block at once.</summary>
internal sealed class OrderedRatingsPart(ConvertOptions options)
{
    private const int MostDigits = 12;

    /// <summary>Two ids of 10 digits, a time of 11, the type, a rating of 3 and what separates them.</summary>
    private const int LongestRow = 64;

    /// <summary>Two ids and what separates them.</summary>
    private const int LongestPart = 32;

    private byte[] _rows = new byte[1 << 21];
    private byte[] _other = new byte[1 << 21];
    private int _length;

    /// <summary>What was kept of all lines so far.</summary>
    public RatingPass Pass { get; } = new(options, finder: null);

    /// <summary>The ratings among the lines taken last.</summary>
    public int Count { get; private set; }

    /// <summary>User and film of the first rating among the lines taken last, as a number in their order.</summary>
    public ulong First { get; private set; }

    /// <summary>User and film of the last rating.</summary>
    public ulong Last { get; private set; }

    /// <summary>The rows made of the lines taken last; they stay until the rows after them are taken.</summary>
    public ReadOnlyMemory<byte> TakeRows()
    {
        var rows = _rows.AsMemory(0, _length);
        (_rows, _other, _length) = (_other, _rows, 0);
        return rows;
    }

    /// <summary>Converts lines.</summary>
    /// <returns>False when one of them is not plain or not in order.</returns>
    /// <remarks>Compiled for good at once: in a new process the first files took twice their time.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryConvert(ReadOnlySpan<byte> lines)
    {
        Count = 0;
        var (at, last) = (0, 0UL);
        while (at < lines.Length)
        {
            var ids = at;
            if (!TryNumber(lines, ref at, out var user) || !IsAt(lines, ref at, (byte)',') || !TryNumber(lines, ref at, out var movie))
                return false;
            var idsLength = at - ids;
            if (!IsAt(lines, ref at, (byte)',') || !TryTenths(lines, ref at, out var tenths) || !IsAt(lines, ref at, (byte)','))
                return false;
            var timeStart = at;
            if (!TryNumber(lines, ref at, out var time))
                return false;
            var timeLength = at - timeStart;
            // Ids begin with 1 or more, so that no key is 0.
            var key = (user << 32) | movie;
            if (!IsLineEnd(lines, ref at) || user > int.MaxValue || movie > int.MaxValue || time >= CsvFormat.FirstImplausibleSecond || key <= last)
                return false;

            last = key;
            if (Count++ == 0)
                First = key;
            if (Pass.Keep(new RatingKey((int)user, (int)movie, (long)time), tenths / 10.0))
                Append(lines, (ids, idsLength), (timeStart, timeLength), tenths);
        }

        Last = last;
        return true;
    }

    /// <summary>Reads a number as it would be written again: without a leading zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryNumber(ReadOnlySpan<byte> text, ref int at, out ulong value)
    {
        value = 0;
        var start = at;
        if (at + sizeof(ulong) <= text.Length)
            at += LeadingDigits(BinaryPrimitives.ReadUInt64LittleEndian(text[at..]), out value);
        while ((uint)at < (uint)text.Length && (uint)(text[at] - '0') is <= 9 and var digit)
        {
            value = (value * 10) + digit;
            at++;
        }

        var length = at - start;
        return length is > 0 and <= MostDigits && (text[start] != '0' || length == 1);
    }

    /// <summary>Reads the digits at the beginning of eight characters at once: neighbours are added up to numbers of two, four and eight digits.</summary>
    /// <returns>How many there are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int LeadingDigits(ulong text, out ulong value)
    {
        const ulong HighHalves = 0xF0F0F0F0F0F0F0F0;
        // The bytes of digits are 0x30 to 0x39, also after 6 was added. What a carry makes of later bytes does not matter.
        var others = ((text & HighHalves) ^ 0x3030303030303030) | (((text + 0x0606060606060606) & HighHalves) ^ 0x3030303030303030);
        var count = others == 0 ? sizeof(ulong) : BitOperations.TrailingZeroCount(others) / 8;
        // Zeros before the digits; a shift by 64 would be none.
        var digits = count == 0 ? 0 : (text & 0x0F0F0F0F0F0F0F0F) << ((sizeof(ulong) - count) * 8);
        digits = (digits * ((10 << 8) + 1)) >> 8;
        digits = ((digits & 0x00FF00FF00FF00FF) * ((100 << 16) + 1)) >> 16;
        value = ((digits & 0x0000FFFF0000FFFF) * ((10_000UL << 32) + 1)) >> 32;
        return count;
    }

    /// <summary>Reads a rating such as 4 or 3.5, times ten.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryTenths(ReadOnlySpan<byte> text, ref int at, out int tenths)
    {
        tenths = 0;
        if (at + 3 > text.Length || (uint)(text[at] - '0') > 9)
            return false;
        var hasPoint = text[at + 1] == '.';
        var digit = hasPoint ? (uint)(text[at + 2] - '0') : 0;
        tenths = ((text[at] - '0') * 10) + (int)digit;
        at += hasPoint ? 3 : 1;
        return digit <= 9;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsAt(ReadOnlySpan<byte> text, ref int at, byte expected) => (uint)at < (uint)text.Length && text[at++] == expected;

    /// <summary>The file may end without a last line feed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsLineEnd(ReadOnlySpan<byte> text, ref int at)
    {
        if (at == text.Length)
            return true;
        if (text[at] == '\r')
            at++;
        return IsAt(text, ref at, (byte)'\n');
    }

    // Without branches that depend on what a rating is: half of them have a point, and the processor can't know which.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Append(ReadOnlySpan<byte> lines, (int Start, int Length) ids, (int Start, int Length) time, int tenths)
    {
        if (_rows.Length - _length < LongestRow)
            Array.Resize(ref _rows, _rows.Length * 2);
        var row = _rows.AsSpan(_length, LongestRow);
        Copy(lines, ids, row);
        var length = ids.Length;
        row[length++] = (byte)',';
        Copy(lines, time, row[length..]);
        length += time.Length;
        ",rating,"u8.CopyTo(row[length..]);
        length += ",rating,"u8.Length;
        var (whole, tenth) = Math.DivRem((uint)tenths, 10u);
        BinaryPrimitives.WriteUInt32LittleEndian(row[length..], ('0' + whole) | ('.' << 8) | (('0' + tenth) << 16));
        length += tenth > 0 ? 3 : 1;
        row[length++] = (byte)'\n';
        _length += length;
    }

    /// <summary>Copies a part of the lines and whatever follows: always as many bytes take less time than the right number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(ReadOnlySpan<byte> lines, (int Start, int Length) part, Span<byte> target)
    {
        if (part.Start + LongestPart <= lines.Length)
            lines.Slice(part.Start, LongestPart).CopyTo(target);
        else
            lines.Slice(part.Start, part.Length).CopyTo(target);
    }
}
