namespace PersonalizeOps.Costs;

/// <summary>What a unit costs; the more is used, the less the rest may cost.</summary>
/// <param name="Unit">The unit, such as <c>hour</c>.</param>
/// <param name="Tiers">The prices, each up to a quantity.</param>
internal sealed record Price(string Unit, IReadOnlyList<PriceTier> Tiers)
{
    /// <summary>How many units a price is for.</summary>
    public decimal Per { get; init; } = 1;

    /// <summary>When the price was seen.</summary>
    public string? Seen { get; init; }

    /// <summary>What a quantity costs.</summary>
    public decimal Of(decimal quantity)
    {
        var (amount, below) = (0m, 0m);
        foreach (var tier in Tiers)
        {
            var top = Math.Min(quantity, tier.UpTo ?? quantity);
            amount += Math.Max(0, top - below) / Per * tier.Price;
            below = Math.Max(below, top);
        }

        return amount;
    }
}
