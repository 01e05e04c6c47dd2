namespace PersonalizeOps.Engine.Filters;

/// <summary>What a field is compared with: one of these is set.</summary>
internal sealed record FilterOperand
{
    public IReadOnlyList<string>? Texts { get; init; }

    public double? Number { get; init; }

    public string? Parameter { get; init; }

    /// <summary>A field of the item that recommendations are related to.</summary>
    public string? CurrentItemField { get; init; }

    /// <summary>Whether every value matches: <c>*</c>.</summary>
    public bool IsAny { get; init; }
}
