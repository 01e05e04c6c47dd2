namespace PersonalizeOps.Records;

/// <summary>A line of an estimate of costs, or their total.</summary>
public sealed record CostItem
{
    /// <summary>What is billed: Import, Training, AutoTraining, Campaign, Recommender, Batch, Segment; or Total.</summary>
    public required string Kind { get; init; }

    /// <summary>The resource or the file that it is about, or null.</summary>
    public string? Resource { get; init; }

    /// <summary>How much is billed, or null when that is not known.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>The unit of the quantity.</summary>
    public string? Unit { get; init; }

    /// <summary>What a unit costs on average, or null when the price file has no price for it.</summary>
    public decimal? UnitPrice { get; init; }

    /// <summary>What it costs, or null when quantity or price is unknown. Estimated ahead: once, or for the month; of resources: up to now.</summary>
    public decimal? Amount { get; init; }

    /// <summary>What it goes on to cost in each month while nobody ends it, or null.</summary>
    public decimal? MonthlyAmount { get; init; }

    /// <summary>The currency of the amounts.</summary>
    public required string Currency { get; init; }

    /// <summary>Where quantity and price come from, and what to think of it.</summary>
    public required string Basis { get; init; }
}
