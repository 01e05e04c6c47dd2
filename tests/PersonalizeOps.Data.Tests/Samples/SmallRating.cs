namespace PersonalizeOps.Data.Tests.Samples;

/// <summary>A rating of the small sample.</summary>
public readonly record struct SmallRating(int User, int Movie, double Stars, long Time);
