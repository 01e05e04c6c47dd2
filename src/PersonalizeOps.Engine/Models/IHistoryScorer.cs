namespace PersonalizeOps.Engine.Models;

/// <summary>Scores every item of a catalogue for a history. Thread-safe.</summary>
internal interface IHistoryScorer
{
    /// <summary>Fills in the scores; the higher, the likelier to come next.</summary>
    /// <param name="history">Item numbers, oldest first; may be empty and may repeat items.</param>
    /// <param name="scores">One per item; the content on entry is arbitrary.</param>
    void Score(ReadOnlySpan<int> history, Span<float> scores);
}
