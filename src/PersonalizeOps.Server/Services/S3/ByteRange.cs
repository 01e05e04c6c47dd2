using System.Globalization;

namespace PersonalizeOps.Server.Services.S3;

/// <summary>Ranges of bytes as requests write them.</summary>
internal static class ByteRange
{
    /// <summary>Finds the part of an object that a Range header means.</summary>
    /// <param name="header">The header, such as <c>bytes=0-99</c>, <c>bytes=100-</c> or <c>bytes=-5</c>.</param>
    /// <param name="size">The object's length, in bytes.</param>
    /// <returns>Offset and length, or null when the header is none of these, which means the whole object.</returns>
    /// <exception cref="ServiceError">InvalidRange: no byte of the object is in it.</exception>
    public static (long Offset, long Length)? Find(string? header, long size)
    {
        const string Unit = "bytes=";
        if (header?.StartsWith(Unit, StringComparison.OrdinalIgnoreCase) != true || header.Contains(','))
        {
            return null;
        }

        var range = header.AsSpan(Unit.Length).Trim();
        var dash = range.IndexOf('-');
        if (dash < 0 || !TryParse(range[..dash], out var first) || !TryParse(range[(dash + 1)..], out var last) || (first is null && last is null) || last < first)
        {
            return null;
        }

        var (from, to) = first is null ? (Math.Max(0, size - last!.Value), size - 1) : (first.Value, Math.Min(last ?? (size - 1), size - 1));
        return from <= to && !(first is null && last == 0) ? (from, to - from + 1) : throw Errors.InvalidRange(header, size);
    }

    private static bool TryParse(ReadOnlySpan<char> text, out long? number)
    {
        number = null;
        if (text.Length == 0)
        {
            return true;
        }

        var parsed = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        number = value;
        return parsed;
    }
}
