namespace PersonalizeOps.Engine.Models.Scorers;

/// <summary>How similar the metadata of items is to that of the items of a history, newer ones weighing more.</summary>
internal sealed class MetadataProfile(MetadataFeatures features, HistoryWindow window) : IHistoryScorer
{
    private const float HistoryFade = 10;

    public MetadataFeatures Features => features;

    public void Score(ReadOnlySpan<int> history, Span<float> scores)
    {
        scores.Clear();
        history = window.Of(history);
        var profile = new float[features.Count];
        for (var i = 0; i < history.Length; i++)
        {
            features.AddTo(profile, history[i], window.Weight(history.Length - 1 - i, HistoryFade));
        }

        features.Score(profile, scores);
    }
}
