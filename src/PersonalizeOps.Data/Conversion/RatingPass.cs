using System.Runtime.CompilerServices;

namespace PersonalizeOps.Data;

/// <summary>Decides rating by rating what a conversion keeps, and counts.</summary>
/// <param name="options">Which ratings to keep.</param>
/// <param name="finder">Finds repeated events; null when there can be none.</param>
internal sealed class RatingPass(ConvertOptions options, RepetitionFinder? finder)
{
    private readonly HashSet<int> _users = [];
    private readonly RatingSample _sample = new(options.Fraction, options.Seed);
    private int _user;
    private long _duplicates;
    private long _conflicts;
    private long _belowMinimum;
    private long _notSampled;

    /// <summary>The time of the oldest rating of each film, kept or not.</summary>
    public OldestRatings Oldest { get; } = new();

    public long Kept { get; private set; }

    public long Users => _users.Count;

    public DroppedRows Dropped => new(_duplicates, _conflicts, _belowMinimum, _notSampled);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Keep(in RatingKey key, double rating)
    {
        Oldest.Note(key.MovieId, key.Timestamp);
        if (finder is not null && finder.IsRepetition(key, rating, out var earlier))
            return Drop(ref earlier.Equals(rating) ? ref _duplicates : ref _conflicts);
        if (rating < options.MinimumRating)
            return Drop(ref _belowMinimum);
        if (!_sample.Contains(key))
            return Drop(ref _notSampled);

        // Ratings of a user mostly stand together.
        if (Kept++ == 0 || key.UserId != _user)
            _users.Add(_user = key.UserId);
        return true;
    }

    /// <summary>Takes over what another pass counted on other ratings of the same file.</summary>
    public void Add(RatingPass other)
    {
        Oldest.Add(other.Oldest);
        _users.UnionWith(other._users);
        Kept += other.Kept;
        _duplicates += other._duplicates;
        _conflicts += other._conflicts;
        _belowMinimum += other._belowMinimum;
        _notSampled += other._notSampled;
    }

    private static bool Drop(ref long counter)
    {
        counter++;
        return false;
    }
}
