using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace PersonalizeOps.Data;

/// <summary>Reads the numbers of fields: the usual short ones by hand, which takes a quarter of the time, all others by the framework.</summary>
internal static class FieldNumbers
{
    /// <summary>So many digits always fit a long, and as many of them a double takes without rounding.</summary>
    private const int LongestInteger = 18;
    private const int LongestExact = 15;

    private static readonly double[] PowersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>Reads a whole number with an optional sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryParseInteger(ReadOnlySpan<byte> text, out long number)
    {
        number = 0;
        if (text.Length > LongestInteger)
            return ParseInteger(text, out number);
        var rest = text;
        if (text.Length >= sizeof(ulong) && TryParseEight(text, out number))
            rest = text[sizeof(ulong)..];
        foreach (var letter in rest)
        {
            var digit = (uint)(letter - '0');
            if (digit > 9)
                return ParseInteger(text, out number);
            number = (number * 10) + digit;
        }

        return text.Length > 0;
    }

    /// <summary>Reads a finite number with an optional sign, point and exponent.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double number)
    {
        if (text.Length > LongestExact)
            return Parse(text, out number);
        long digits = 0;
        var point = -1;
        for (var i = 0; i < text.Length; i++)
        {
            var digit = (uint)(text[i] - '0');
            if (digit <= 9)
                digits = (digits * 10) + digit;
            else if (text[i] == (byte)'.' && point < 0)
                point = i;
            else
                return Parse(text, out number);
        }

        // Both are exact, so their quotient is rounded once, as the framework rounds. A lone point is no number.
        number = point < 0 ? digits : digits / PowersOfTen[text.Length - point - 1];
        return text.Length > (point < 0 ? 0 : 1) || Parse(text, out number);
    }

    /// <summary>Reads eight digits at once: neighbours are added up to numbers of two, four and eight digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryParseEight(ReadOnlySpan<byte> text, out long number)
    {
        const ulong HighHalves = 0xF0F0F0F0F0F0F0F0;
        var digits = BinaryPrimitives.ReadUInt64LittleEndian(text);
        number = 0;
        // The bytes of digits are 0x30 to 0x39, also after 6 was added.
        if (((digits & HighHalves) | (((digits + 0x0606060606060606) & HighHalves) >> 4)) != 0x3333333333333333)
            return false;
        digits = ((digits & 0x0F0F0F0F0F0F0F0F) * ((10 << 8) + 1)) >> 8;
        digits = ((digits & 0x00FF00FF00FF00FF) * ((100 << 16) + 1)) >> 16;
        number = (long)(((digits & 0x0000FFFF0000FFFF) * ((10_000UL << 32) + 1)) >> 32);
        return true;
    }

    // The framework passes over zero bytes at the end.
    private static bool ParseInteger(ReadOnlySpan<byte> text, out long number) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && text[^1] != 0;

    private static bool Parse(ReadOnlySpan<byte> text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && text[^1] != 0 && double.IsFinite(number);
}
