namespace PersonalizeOps.Engine.Models.Scorers;

/// <summary>How much of a history counts, and how its weight fades.</summary>
/// <param name="Length">The number of newest interactions looked at.</param>
/// <param name="FadesWithDistance">Whether older interactions weigh less.</param>
/// <param name="Pace">How much faster than usual they fade; 0 where their order says nothing, so that they are read as sets.</param>
internal readonly record struct HistoryWindow(int Length, bool FadesWithDistance, float Pace = 1)
{
    /// <summary>The greatest length that all scorers can do with.</summary>
    public const int MaximumLength = byte.MaxValue;

    public bool IgnoresOrder => Pace == 0;

    /// <summary>The newest interactions of a history that count; without order nothing tells which, so it is as many as all scorers can do with.</summary>
    public ReadOnlySpan<int> Of(ReadOnlySpan<int> history) => Newest(history, IgnoresOrder ? MaximumLength : Length);

    /// <summary>The same for a scorer that has no bound of its own.</summary>
    /// <param name="history">The history.</param>
    /// <param name="lengthOfSet">How many interactions count without order.</param>
    public ReadOnlySpan<int> Of(ReadOnlySpan<int> history, int lengthOfSet) => Newest(history, IgnoresOrder ? lengthOfSet : Length);

    /// <summary>The weight of the interaction that is the given number of places before the newest.</summary>
    public float Weight(int distance, float fade) => FadesWithDistance ? MathF.Exp(-distance * Pace / fade) : 1;

    private static ReadOnlySpan<int> Newest(ReadOnlySpan<int> history, int length) => history[Math.Max(0, history.Length - length)..];
}
