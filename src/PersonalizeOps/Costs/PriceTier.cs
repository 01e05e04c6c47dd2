namespace PersonalizeOps.Costs;

/// <summary>A price up to a quantity; null for what lies above all others.</summary>
internal sealed record PriceTier(decimal? UpTo, decimal Price);
