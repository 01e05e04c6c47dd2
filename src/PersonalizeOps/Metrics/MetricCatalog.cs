namespace PersonalizeOps.Metrics;

/// <summary>The metrics of the service in the order in which they are shown, with short names and in words.</summary>
internal static class MetricCatalog
{
    private static readonly (string Key, MetricDescription Description)[] Known =
    [
        ("normalized_discounted_cumulative_gain_at_5", Gain(5)),
        ("normalized_discounted_cumulative_gain_at_10", Gain(10)),
        ("normalized_discounted_cumulative_gain_at_25", Gain(25)),
        ("normalized_discounted_cumulative_gain_with_event_weights_at_5", WeightedGain(5)),
        ("normalized_discounted_cumulative_gain_with_event_weights_at_10", WeightedGain(10)),
        ("normalized_discounted_cumulative_gain_with_event_weights_at_25", WeightedGain(25)),
        ("mean_reciprocal_rank_at_25", new("MRR@25", "1 / place of the first hit in the top 25, mean over users")),
        ("precision_at_5", Precision(5)),
        ("precision_at_10", Precision(10)),
        ("precision_at_25", Precision(25)),
        ("average_rewards_at_k", new("Reward", "objective's value among recommended items, share of the possible")),
        ("hits_at_1_percent", new("Hits@1%", "right users in a segment of 1 % of all, mean count; may exceed 1")),
        ("recall_at_1_percent", new("Recall@1%", "share of the right users that a segment of 1 % found")),
        ("auc", new("AUC", "chance that a user who acted is placed above one who did not")),
        ("precision", new("Precision", "share of the predicted users who acted, mean over actions")),
        ("recall", new("Recall", "share of the users who acted that were predicted, mean over actions")),
        ("trend_prediction_accuracy", new("Trend", "growth of the recommended items / growth of the best 25")),
        ("item_similarity_at_25", new("Similarity@25", "how alike the recommended items are, 0 to 1")),
        ("item_popularity_at_25", new("Popularity@25", "how popular the recommended items are, 0 to 1; more is not better", false)),
        ("item_freshness_at_25", new("Freshness@25", "how new the recommended items are, 0 to 1; more is not better", false)),
        ("coverage", new("Coverage", "share of all items that might be recommended; tells nothing of hits")),
    ];

    private static readonly Dictionary<string, int> Places = Known.Select((known, place) => (known.Key, place))
        .ToDictionary(pair => pair.Key, pair => pair.place, StringComparer.OrdinalIgnoreCase);

    /// <summary>Sorts names of metrics; those that are not known come last, by name.</summary>
    public static IEnumerable<string> InOrder(IEnumerable<string> metrics) =>
        metrics.OrderBy(metric => Places.GetValueOrDefault(metric, int.MaxValue)).ThenBy(metric => metric, StringComparer.Ordinal);

    /// <summary>What is known of a metric; one that the service added later is shown by its own name.</summary>
    public static MetricDescription Describe(string metric) =>
        Places.TryGetValue(metric, out var place) ? Known[place].Description : new(metric, "a metric that this module does not know", false);

    private static MetricDescription Gain(int top) => new($"NDCG@{top}", $"hits in the top {top}, weighing more nearer to the top, of the possible");

    private static MetricDescription WeightedGain(int top) =>
        new($"Weighted NDCG@{top}", $"as NDCG@{top}, hits weighing as much as their event type");

    private static MetricDescription Precision(int top) => new($"Precision@{top}", $"share of hits among the top {top}, mean over users");
}
