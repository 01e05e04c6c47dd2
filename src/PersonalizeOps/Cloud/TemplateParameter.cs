using System.Globalization;
using System.Text.RegularExpressions;

namespace PersonalizeOps.Cloud;

/// <summary>A parameter that a template declares, with the rules for its value.</summary>
internal sealed record TemplateParameter(string Name, string Type, string? Default)
{
    private static readonly TimeSpan MatchTime = TimeSpan.FromSeconds(1);

    public string? Description { get; init; }

    public string? ConstraintDescription { get; init; }

    public IReadOnlyList<string> AllowedValues { get; init; } = [];

    public string? AllowedPattern { get; init; }

    public double? MinValue { get; init; }

    public double? MaxValue { get; init; }

    public double? MinLength { get; init; }

    public double? MaxLength { get; init; }

    private bool IsNumber => Type is "Number" or "List<Number>";

    private bool IsList => Type == "CommaDelimitedList" || Type.StartsWith("List<", StringComparison.Ordinal);

    /// <summary>What is wrong with a value, or null. Values that name parameters of Systems Manager are for the service to check.</summary>
    public string? FaultOf(string value)
    {
        if (Type.StartsWith("AWS::SSM::", StringComparison.Ordinal))
            return null;
        var faults = (IsList ? value.Split(',').Select(item => item.Trim()) : [value]).Select(FaultOfOne);
        return faults.FirstOrDefault(fault => fault is not null);
    }

    private string? FaultOfOne(string value)
    {
        if (AllowedValues.Count > 0 && !AllowedValues.Contains(value, StringComparer.Ordinal))
            return $"{Name} is '{value}', but may be {string.Join(", ", AllowedValues)}.";
        if (IsNumber && FaultOfNumber(value) is { } fault)
            return fault;
        if (value.Length < MinLength || value.Length > MaxLength)
            return $"{Name} has {value.Length} characters, but may have {Range(MinLength, MaxLength)}.";
        if (AllowedPattern is null || Matches(AllowedPattern, value))
            return null;
        var hint = ConstraintDescription ?? Description;
        return $"{Name} is '{value}', but must match {AllowedPattern}{(hint is null ? "" : $" ({hint.TrimEnd('.')})")}.";
    }

    private string? FaultOfNumber(string value)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return $"{Name} is '{value}', but must be a number.";
        return number < MinValue || number > MaxValue ? $"{Name} is {value}, but may be {Range(MinValue, MaxValue)}." : null;
    }

    private static string Range(double? least, double? most) => (least, most) switch
    {
        ({ } low, { } high) => string.Create(CultureInfo.InvariantCulture, $"{low} to {high}"),
        ({ } low, null) => string.Create(CultureInfo.InvariantCulture, $"{low} or more"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{most} or less"),
    };

    private static bool Matches(string pattern, string value)
    {
        try
        {
            return Regex.IsMatch(value, $@"\A(?:{pattern})\z", RegexOptions.CultureInvariant, MatchTime);
        }
        catch (Exception error) when (error is ArgumentException or RegexMatchTimeoutException)
        {
            // The service reads patterns as Java does; what .NET cannot read is for the service to check.
            return true;
        }
    }
}
