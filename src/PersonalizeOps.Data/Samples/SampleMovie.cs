namespace PersonalizeOps.Data;

/// <summary>An invented film.</summary>
/// <param name="Theme">The index of its theme.</param>
/// <param name="Place">Its place in the theme's list of films.</param>
/// <param name="Year">The year of release.</param>
/// <param name="Released">The time of release, before which nobody rates it, in epoch seconds.</param>
/// <param name="Quality">What everybody's rating gains or loses, in stars.</param>
/// <param name="Genres">The genres joined by <c>|</c>, in MovieLens' words.</param>
internal sealed record SampleMovie(int Theme, int Place, int Year, long Released, double Quality, string Genres);
