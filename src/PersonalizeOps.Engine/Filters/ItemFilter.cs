namespace PersonalizeOps.Engine.Filters;

/// <summary>Which items (in user segments: users, for next-best-action: actions) of a model may be recommended. Immutable.</summary>
public sealed class ItemFilter
{
    private readonly Bitmap _allowed;

    internal ItemFilter(Bitmap allowed) => _allowed = allowed;

    /// <summary>How many may be recommended.</summary>
    public int Count => _allowed.Count;

    internal bool Allows(int index) => _allowed[index];

    /// <summary>Keeps the others out.</summary>
    /// <param name="scores">The score of each.</param>
    /// <exception cref="ArgumentException">The filter was made for another model.</exception>
    internal void Apply(Span<float> scores)
    {
        if (scores.Length != _allowed.Length)
        {
            throw new ArgumentException("The filter was made for another model.", nameof(scores));
        }

        _allowed.FillOutside(scores, float.NegativeInfinity);
    }
}
