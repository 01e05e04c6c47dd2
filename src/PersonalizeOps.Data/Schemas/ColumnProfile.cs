using System.Globalization;

namespace PersonalizeOps.Data;

/// <summary>What the values of a column look like.</summary>
internal sealed class ColumnProfile
{
    /// <summary>More different values than this are not counted: the column has many.</summary>
    public const int MaximumDistinct = 10_000;

    private readonly HashSet<string> _distinct = new(StringComparer.Ordinal);

    public long Values { get; private set; }

    public long Empty { get; private set; }

    public bool AllWhole { get; private set; } = true;

    public bool FitsInt { get; private set; } = true;

    public bool AllNumbers { get; private set; } = true;

    /// <summary>Whether all numbers are within the range of a float.</summary>
    public bool FitsFloat { get; private set; } = true;

    public bool AllBooleans { get; private set; } = true;

    /// <summary>Values with a <c>|</c> inside: several categories in one.</summary>
    public long Lists { get; private set; }

    public int MaximumWords { get; private set; }

    public int MaximumLength { get; private set; }

    public int Distinct => _distinct.Count;

    public string? Example { get; private set; }

    public void Add(string text)
    {
        if (text.Length == 0)
        {
            Empty++;
            return;
        }

        Values++;
        Example ??= text;
        var whole = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        AllWhole &= whole;
        FitsInt &= whole && number is >= int.MinValue and <= int.MaxValue;
        AllNumbers &= double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value);
        FitsFloat &= Math.Abs(value) <= float.MaxValue;
        AllBooleans &= text is "true" or "false";
        if (text.Contains('|', StringComparison.Ordinal))
            Lists++;
        MaximumWords = Math.Max(MaximumWords, text.Count(letter => letter == ' ') + 1);
        MaximumLength = Math.Max(MaximumLength, text.Length);
        if (_distinct.Count < MaximumDistinct)
            _distinct.Add(text);
    }
}
