namespace PersonalizeOps.Data;

/// <summary>Which ratings a conversion keeps.</summary>
public sealed record ConvertOptions
{
    /// <summary>The share of ratings to keep, more than 0 and at most 1 (the default: all).</summary>
    public double Fraction { get; init; } = 1;

    /// <summary>Decides which ratings a fraction keeps; the same seed keeps the same ratings. 0 by default.</summary>
    public int Seed { get; init; }

    /// <summary>The lowest rating in stars to keep. 0 by default, which keeps all.</summary>
    public double MinimumRating { get; init; }
}
