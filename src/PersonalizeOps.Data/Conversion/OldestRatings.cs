using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PersonalizeOps.Data;

/// <summary>The time of the oldest rating of each film. Small ids, which all data sets have, are places of an array.</summary>
internal sealed class OldestRatings
{
    private const int LargestPlace = 1 << 22;
    private const long None = long.MaxValue;

    private readonly Dictionary<int, long> _others = [];
    private long[] _places = [];

    /// <summary>Takes note of a rating.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Note(int movieId, long time)
    {
        if ((uint)movieId < (uint)_places.Length)
        {
            if (time < _places[movieId])
                _places[movieId] = time;
        }
        else
        {
            NoteNew(movieId, time);
        }
    }

    /// <summary>The time of a film's oldest rating, or null when it has none.</summary>
    public long? Find(int movieId) =>
        (uint)movieId < (uint)_places.Length ? _places[movieId] is var time && time != None ? time : null
        : _others.TryGetValue(movieId, out var other) ? other
        : null;

    /// <summary>Takes over what was noted elsewhere.</summary>
    public void Add(OldestRatings other)
    {
        for (var movieId = 0; movieId < other._places.Length; movieId++)
        {
            if (other._places[movieId] != None)
                Note(movieId, other._places[movieId]);
        }

        foreach (var (movieId, time) in other._others)
            Note(movieId, time);
    }

    private void NoteNew(int movieId, long time)
    {
        if (movieId < LargestPlace)
        {
            var length = _places.Length;
            Array.Resize(ref _places, Math.Min(LargestPlace, Math.Max(movieId + 1, length * 2)));
            _places.AsSpan(length).Fill(None);
            _places[movieId] = time;
            return;
        }

        ref var oldest = ref CollectionsMarshal.GetValueRefOrAddDefault(_others, movieId, out var known);
        if (!known || time < oldest)
            oldest = time;
    }
}
