namespace PersonalizeOps.Engine.Filters;

/// <summary>Which items (in user segments: users, for next-best-action: actions) of a model may be recommended. Immutable.</summary>
public sealed class ItemFilter
{
    private readonly Bitmap _allowed;

    internal ItemFilter(Bitmap allowed) => _allowed = allowed;

    /// <summary>How many may be recommended.</summary>
    public int Count => _allowed.Count;

    /// <summary>Whether it asks for what the user has met, which recommendations then must not leave out.</summary>
    internal bool IncludesSeen { get; init; }

    /// <summary>Whether what is not in the catalogue passes: an INCLUDE knows it not, an EXCLUDE has nothing against it.</summary>
    internal bool AllowsUnknown { get; init; }

    /// <summary>What both filters let through.</summary>
    /// <param name="other">A filter for the same model.</param>
    /// <returns>A new filter.</returns>
    public ItemFilter And(ItemFilter other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var allowed = new Bitmap(_allowed.Length);
        allowed.Or(_allowed);
        allowed.And(other._allowed);
        return new ItemFilter(allowed) { AllowsUnknown = AllowsUnknown && other.AllowsUnknown, IncludesSeen = IncludesSeen || other.IncludesSeen };
    }

    internal bool Allows(int index) => index < 0 ? AllowsUnknown : _allowed[index];

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
