using System.Runtime.InteropServices;

namespace PersonalizeOps.Data;

/// <summary>Decides rating by rating what a conversion keeps, and counts.</summary>
internal sealed class RatingPass(ConvertOptions options, RepetitionFinder finder)
{
    private readonly HashSet<int> _users = [];
    private readonly RatingSample _sample = new(options.Fraction, options.Seed);
    private long _duplicates;
    private long _conflicts;
    private long _belowMinimum;
    private long _notSampled;

    /// <summary>The time of the oldest rating of each film, kept or not.</summary>
    public Dictionary<int, long> Oldest { get; } = [];

    public long Kept { get; private set; }

    public long Users => _users.Count;

    public DroppedRows Dropped => new(_duplicates, _conflicts, _belowMinimum, _notSampled);

    public bool Keep(MovieLensRatingReader rating)
    {
        ref var oldest = ref CollectionsMarshal.GetValueRefOrAddDefault(Oldest, rating.MovieId, out var known);
        if (!known || rating.Timestamp < oldest)
            oldest = rating.Timestamp;

        var key = new RatingKey(rating.UserId, rating.MovieId, rating.Timestamp);
        if (finder.IsRepetition(key, rating.Rating, out var earlier))
            return Drop(ref earlier.Equals(rating.Rating) ? ref _duplicates : ref _conflicts);
        if (rating.Rating < options.MinimumRating)
            return Drop(ref _belowMinimum);
        if (!_sample.Contains(key))
            return Drop(ref _notSampled);

        Kept++;
        _users.Add(rating.UserId);
        return true;
    }

    private static bool Drop(ref long counter)
    {
        counter++;
        return false;
    }
}
