using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace PersonalizeOps.Data;

/// <summary>Checks cells against their rules, and says in words what is wrong with one.</summary>
internal static class FieldCheck
{
    /// <summary>Looks for what is wrong with the cell of a text or boolean.</summary>
    /// <returns>One of <see cref="DatasetFaultCodes"/>, or null.</returns>
    public static string? OfText(in FieldRule rule, ReadOnlySpan<byte> value)
    {
        // Never more characters than bytes, so the exact count is needed only for long texts.
        if (value.Length > rule.MaximumLength && Encoding.UTF8.GetCharCount(value) > rule.MaximumLength)
            return DatasetFaultCodes.TooLong;
        if (rule.Type == FieldType.Boolean && !value.SequenceEqual("true"u8) && !value.SequenceEqual("false"u8))
            return DatasetFaultCodes.NotABoolean;
        return rule.IsActionEvent && ActionEventType.Parse(Encoding.UTF8.GetString(value)) is null ? DatasetFaultCodes.UnknownEventType : null;
    }

    /// <summary>How many bytes a text may have for <see cref="OfText"/> to find nothing wrong with it, whatever they are; 0 when that is not known.</summary>
    public static int SoundLength(in FieldRule rule) => rule.Type == FieldType.String && !rule.IsActionEvent ? rule.MaximumLength : 0;

    /// <summary>Reads the cell of an int or long.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static string? OfInteger(in FieldRule rule, ReadOnlySpan<byte> value, out long number)
    {
        if (!FieldNumbers.TryParseInteger(value, out number))
            return WhyNoInteger(value);
        return rule.Type == FieldType.Int && number != (int)number ? DatasetFaultCodes.OutOfRange : OfLong(rule, number);
    }

    /// <summary>Reads the cell of a float or double.</summary>
    public static string? OfNumber(in FieldRule rule, ReadOnlySpan<byte> value, out double number)
    {
        if (!FieldNumbers.TryParse(value, out number))
            return DatasetFaultCodes.NotANumber;
        return rule.Type == FieldType.Float && Math.Abs(number) > float.MaxValue ? DatasetFaultCodes.OutOfRange : null;
    }

    /// <summary>Says what is wrong and what to do.</summary>
    /// <param name="code">What a check of this cell found.</param>
    /// <param name="rule">The rule of the column.</param>
    /// <param name="value">The cell.</param>
    public static (string Problem, string Advice) Explain(string code, in FieldRule rule, ReadOnlySpan<byte> value) => code switch
    {
        DatasetFaultCodes.NullNotAllowed =>
            ("the value is empty, but the schema does not allow null", "Fill it, or add \"null\" to the type"),
        DatasetFaultCodes.TooLong => (
            $"Length cannot be more than {rule.MaximumLength} characters for {rule.Name}, but {Quote(value)} has {Encoding.UTF8.GetCharCount(value)}",
            "Shorten it, or look for an unescaped quote or line break in an earlier column"),
        DatasetFaultCodes.NotABoolean => ($"{Quote(value)} is no boolean", "Write true or false"),
        DatasetFaultCodes.UnknownEventType => ($"the EVENT_TYPE {Quote(value)} is none of Taken, Not Taken, Viewed", "Write one of them"),
        DatasetFaultCodes.NotANumber => ($"{Quote(value)} is not a number", $"Write {Unit(rule)}"),
        DatasetFaultCodes.NotAnInteger => ($"{Quote(value)} is no whole number", $"Write {Unit(rule)}, without decimals"),
        DatasetFaultCodes.TimestampInMilliseconds => (
            $"{Quote(value)} as seconds is after the year 5138; it looks like milliseconds", "Write Unix epoch seconds (divide by 1000)"),
        _ => ExplainRange(rule, value),
    };

    /// <summary>A value in quotes, cut when it is long.</summary>
    public static string Quote(ReadOnlySpan<byte> value) => $"'{Shorten(Encoding.UTF8.GetString(value), 40)}'";

    /// <summary>A text, cut when it is long.</summary>
    public static string Shorten(string text, int length) => Visible(text.Length <= length ? text : string.Concat(text.AsSpan(0, length), "…"));

    /// <summary>A text from a file with signs in place of control characters, which could write over what a terminal shows.</summary>
    public static string Visible(string text) => string.Create(text.Length, text, static (signs, text) =>
    {
        for (var i = 0; i < signs.Length; i++)
            signs[i] = text[i] switch { < ' ' => (char)(text[i] + '\u2400'), '\u007F' => '\u2421', var other => char.IsControl(other) ? '\uFFFD' : other };
    });

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static string? OfLong(in FieldRule rule, long number)
    {
        if (number < rule.Range.Minimum || number > rule.Range.Maximum)
            return DatasetFaultCodes.OutOfRange;
        if (!rule.IsTimestamp || number is >= 0 and < CsvFormat.FirstImplausibleSecond)
            return null;
        return number < 0 ? DatasetFaultCodes.OutOfRange : DatasetFaultCodes.TimestampInMilliseconds;
    }

    private static string WhyNoInteger(ReadOnlySpan<byte> value)
    {
        if (!FieldNumbers.TryParse(value, out var number))
            return DatasetFaultCodes.NotANumber;
        return number == Math.Truncate(number) && Math.Abs(number) > long.MaxValue ? DatasetFaultCodes.OutOfRange : DatasetFaultCodes.NotAnInteger;
    }

    private static (string Problem, string Advice) ExplainRange(in FieldRule rule, ReadOnlySpan<byte> value)
    {
        if (rule.Type == FieldType.Float)
            return ($"{Quote(value)} does not fit the type float", "Use double in the schema");
        if (!FieldNumbers.TryParseInteger(value, out var number))
            return ($"{Quote(value)} is too large", $"Write {Unit(rule)}");
        if (rule.Type == FieldType.Int && number != (int)number)
            return ($"{Quote(value)} does not fit the type int", "Use long in the schema");
        if (rule.IsTimestamp && number < 0)
            return ($"{number} is before 1970", "Write Unix epoch seconds");
        return (string.Create(CultureInfo.InvariantCulture, $"{number} is not from {rule.Range.Minimum} to {rule.Range.Maximum}"), "Correct the value");
    }

    private static string Unit(in FieldRule rule) => rule switch
    {
        { IsTimestamp: true } => "Unix epoch seconds as a whole number",
        { Type: FieldType.Int or FieldType.Long } => "a whole number",
        _ => "digits with a decimal point",
    };
}
