namespace PersonalizeOps.Engine.Models.Scorers;

/// <summary>How much of a history counts, and how its weight fades.</summary>
/// <param name="Length">The number of newest interactions looked at.</param>
/// <param name="FadesWithDistance">Whether older interactions weigh less.</param>
/// <param name="Pace">How much faster than usual they fade.</param>
internal readonly record struct HistoryWindow(int Length, bool FadesWithDistance, float Pace = 1)
{
    /// <summary>The greatest length that all scorers can do with.</summary>
    public const int MaximumLength = byte.MaxValue;

    public ReadOnlySpan<int> Of(ReadOnlySpan<int> history) => history[Math.Max(0, history.Length - Length)..];

    /// <summary>The weight of the interaction that is the given number of places before the newest.</summary>
    public float Weight(int distance, float fade) => FadesWithDistance ? MathF.Exp(-distance * Pace / fade) : 1;
}
