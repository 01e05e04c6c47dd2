using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models;

namespace PersonalizeOps.Engine.Recipes;

/// <summary>
/// The recipe aws-sims: items that occur with an item in the histories of the same users (item-to-item collaborative filtering, Linden, Smith, York 2003).
/// </summary>
/// <remarks>
/// Hyperparameters: an item scores its number of common users over its own number of users to the power of <c>popularity_discount_factor</c>: 0 ranks by common
/// users alone, so that the most popular items win, 1 by the share of the item's users, so that any co-interaction of a rare item wins. Items with fewer common
/// users than <c>min_cointeraction_count</c> come after all others, by popularity. The percentiles leave users with short or long histories, and
/// items with few or many users, out of the counting.
/// </remarks>
internal sealed class Sims() : Recipe(RecipeName)
{
    public const string RecipeName = "aws-sims";

    /// <summary>The most interactions remembered; users are sampled down to them.</summary>
    private const double Budget = 10_000_000;

    internal override TrainedModel Fit(FitContext context)
    {
        context.Report("Indexing histories", 0);
        var parameters = context.Parameters;
        var histories = HistoryLengths.Between(
            context.Histories,
            parameters.GetDouble("min_user_history_length_percentile"),
            parameters.GetDouble("max_user_history_length_percentile"));
        var sample = UserSample.Within(histories, Budget, length => length, context.Seed).Detach();
        context.CancellationToken.ThrowIfCancellationRequested();
        var isCounted = Between(
            sample.CountUsers(),
            parameters.GetDouble("min_item_interaction_count_percentile"),
            parameters.GetDouble("max_item_interaction_count_percentile"));
        context.Report("Done", 1);
        return new SimsModel(
            context.Catalog,
            sample,
            isCounted,
            (float)parameters.GetDouble("popularity_discount_factor"),
            parameters.GetInteger("min_cointeraction_count"));
    }

    internal override TrainedModel Read(ModelCatalog catalog, SectionFile file) => SimsModel.Read(catalog, file);

    internal override ReadOnlySpan<int> EvaluationInput(ReadOnlySpan<int> history) => history[^1..];

    private static byte[] Between(int[] counts, double minimumPercentile, double maximumPercentile)
    {
        int[] sorted = [.. counts.Where(count => count > 0).Order()];
        var (minimum, maximum) = sorted.Length == 0
            ? (0, 0)
            : (HistoryLengths.At(sorted, minimumPercentile), HistoryLengths.At(sorted, maximumPercentile));
        return Array.ConvertAll(counts, count => (byte)(count > 0 && count >= minimum && count <= maximum ? 1 : 0));
    }
}
