namespace PersonalizeOps.Data;

/// <summary>The ratings that a conversion left out, by reason; each is counted once, under the first that applies.</summary>
/// <param name="Duplicates">Exact repetitions of an earlier row.</param>
/// <param name="Conflicts">Rows with the user, film and time of an earlier row but another rating.</param>
/// <param name="BelowMinimumRating">Ratings under <see cref="ConvertOptions.MinimumRating"/>.</param>
/// <param name="NotSampled">Ratings outside <see cref="ConvertOptions.Fraction"/>.</param>
public sealed record DroppedRows(long Duplicates, long Conflicts, long BelowMinimumRating, long NotSampled)
{
    /// <summary>All rows left out.</summary>
    public long Total => Duplicates + Conflicts + BelowMinimumRating + NotSampled;
}
