namespace PersonalizeOps.Data;

/// <summary>A generated rating.</summary>
/// <param name="Movie">The index of the film.</param>
/// <param name="HalfStars">The rating in half stars, 1 to 10.</param>
/// <param name="Timestamp">The time in epoch seconds.</param>
internal readonly record struct SampleRating(int Movie, int HalfStars, long Timestamp);
