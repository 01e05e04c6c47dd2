using System.Numerics;

namespace PersonalizeOps.Data;

/// <summary>Finds repeated events among any number of ratings in any order, with memory that does not grow with them.</summary>
/// <remarks>
/// A first pass marks the hash of every event in a table of bits; an event whose bit is set already becomes a suspect. Only suspects
/// are remembered exactly in the second pass. With 16 bits per row about one row in thirty is a suspect by chance.
/// </remarks>
internal sealed class RepetitionFinder
{
    private const long LargestTableBits = 1L << 29;
    private readonly ulong[] _bits;
    private readonly int _shift;
    private readonly HashSet<ulong> _suspects = [];
    private readonly Dictionary<RatingKey, double> _seen = [];

    /// <summary>Makes a finder for about that many rows.</summary>
    public RepetitionFinder(long expectedRows)
    {
        var bits = (long)BitOperations.RoundUpToPowerOf2((ulong)Math.Clamp(expectedRows * 16, 1 << 12, LargestTableBits));
        _bits = new ulong[bits / 64];
        _shift = 64 - BitOperations.Log2((ulong)bits);
    }

    /// <summary>First pass: takes note of an event.</summary>
    public void Note(in RatingKey key)
    {
        var hash = key.Hash();
        var position = hash >> _shift;
        ref var word = ref _bits[position >> 6];
        var bit = 1UL << (int)(position & 63);
        if ((word & bit) != 0)
            _suspects.Add(hash);
        word |= bit;
    }

    /// <summary>Second pass: whether the event came before, and with which rating.</summary>
    /// <returns>False for the first of its kind.</returns>
    public bool IsRepetition(in RatingKey key, double rating, out double earlier)
    {
        earlier = 0;
        if (_suspects.Count == 0 || !_suspects.Contains(key.Hash()))
            return false;
        if (_seen.TryGetValue(key, out earlier))
            return true;

        _seen.Add(key, rating);
        return false;
    }
}
