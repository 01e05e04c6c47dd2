namespace PersonalizeOps.Data;

/// <summary>Converts lines of plain ratings that stand in order; one of several that work on a block at once.</summary>
internal sealed class OrderedRatingsPart(ConvertOptions options)
{
    private const int MostDigits = 12;

    /// <summary>Two ids of 10 digits, a time of 11, the type, a rating of 3 and what separates them.</summary>
    private const int LongestRow = 64;

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
    public bool TryConvert(ReadOnlySpan<byte> lines)
    {
        Count = 0;
        var (at, last) = (0, 0UL);
        while (at < lines.Length)
        {
            var start = at;
            if (!TryNumber(lines, ref at, out var user) || !IsAt(lines, ref at, (byte)',') || !TryNumber(lines, ref at, out var movie))
                return false;
            var ids = lines[start..at];
            if (!IsAt(lines, ref at, (byte)',') || !TryTenths(lines, ref at, out var tenths) || !IsAt(lines, ref at, (byte)','))
                return false;
            start = at;
            if (!TryNumber(lines, ref at, out var time))
                return false;
            var timeText = lines[start..at];
            // Ids begin with 1 or more, so that no key is 0.
            var key = (user << 32) | movie;
            if (!IsLineEnd(lines, ref at) || user > int.MaxValue || movie > int.MaxValue || time >= CsvFormat.FirstImplausibleSecond || key <= last)
                return false;

            last = key;
            if (Count++ == 0)
                First = key;
            if (Pass.Keep(new RatingKey((int)user, (int)movie, (long)time), tenths / 10.0))
                Append(ids, timeText, tenths);
        }

        Last = last;
        return true;
    }

    /// <summary>Reads a number as it would be written again: without a leading zero.</summary>
    private static bool TryNumber(ReadOnlySpan<byte> text, ref int at, out ulong value)
    {
        value = 0;
        var start = at;
        while ((uint)at < (uint)text.Length && (uint)(text[at] - '0') is <= 9 and var digit)
        {
            value = (value * 10) + digit;
            at++;
        }

        var length = at - start;
        return length is > 0 and <= MostDigits && (text[start] != '0' || length == 1);
    }

    /// <summary>Reads a rating such as 4 or 3.5, times ten.</summary>
    private static bool TryTenths(ReadOnlySpan<byte> text, ref int at, out int tenths)
    {
        tenths = 0;
        if (at + 3 > text.Length || (uint)(text[at] - '0') > 9)
            return false;
        tenths = (text[at++] - '0') * 10;
        if (text[at] != '.')
            return true;
        var digit = (uint)(text[at + 1] - '0');
        at += 2;
        tenths += (int)digit;
        return digit <= 9;
    }

    private static bool IsAt(ReadOnlySpan<byte> text, ref int at, byte expected) => (uint)at < (uint)text.Length && text[at++] == expected;

    /// <summary>The file may end without a last line feed.</summary>
    private static bool IsLineEnd(ReadOnlySpan<byte> text, ref int at)
    {
        if (at == text.Length)
            return true;
        if (text[at] == '\r')
            at++;
        return IsAt(text, ref at, (byte)'\n');
    }

    private void Append(ReadOnlySpan<byte> ids, ReadOnlySpan<byte> time, int tenths)
    {
        if (_rows.Length - _length < LongestRow)
            Array.Resize(ref _rows, _rows.Length * 2);
        var row = _rows.AsSpan(_length, LongestRow);
        ids.CopyTo(row);
        var length = ids.Length;
        row[length++] = (byte)',';
        time.CopyTo(row[length..]);
        length += time.Length;
        ",rating,"u8.CopyTo(row[length..]);
        length += ",rating,"u8.Length;
        var (whole, tenth) = Math.DivRem(tenths, 10);
        row[length++] = (byte)('0' + whole);
        if (tenth > 0)
        {
            row[length++] = (byte)'.';
            row[length++] = (byte)('0' + tenth);
        }

        row[length++] = (byte)'\n';
        _length += length;
    }
}
