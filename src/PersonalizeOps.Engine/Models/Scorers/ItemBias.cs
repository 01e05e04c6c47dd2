using System.Globalization;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Recipes;

namespace PersonalizeOps.Engine.Models.Scorers;

/// <summary>
/// What makes an item worth more than its relevance alone: natural logarithms of factors by which its share of a user's recommendations is multiplied. With event
/// weights that is the mean weight of its interactions (shares then follow the expected weight of the next interaction); with an objective,
/// e to the power of the sensitivity times the rank of the item's value, 0 for the lowest to 1 for the highest.
/// </summary>
internal static class ItemBias
{
    private const double Shrinkage = 5; // interactions of average weight that every item has besides its own

    /// <summary>The bias of every item; null when there is nothing to take into account.</summary>
    /// <exception cref="InsufficientDataException">The objective's column has no numbers.</exception>
    public static float[]? Of(FitContext context)
    {
        var (weights, rewards) = (context.Options.EventWeights, RewardsOf(context.Options.Objective, context.Catalog.Items, context.Metadata));
        if (weights.Count == 0 && rewards is null)
        {
            return null;
        }

        var bias = new float[context.Catalog.Items.Count];
        var strength = StrengthOf(context.Options.Objective?.Sensitivity ?? ObjectiveSensitivity.Off);
        for (var item = 0; rewards is not null && item < bias.Length; item++)
        {
            bias[item] = strength * rewards[item];
        }

        if (weights.Count > 0)
        {
            AddEventWeights(context, new EventWeighting(context.Data.Interactions, weights), bias);
        }

        return bias;
    }

    /// <summary>The rank of each item's value among all, 0 to 1, the middle for items without one; null without an objective.</summary>
    /// <exception cref="InsufficientDataException">The column has no numbers.</exception>
    public static float[]? RewardsOf(OptimizationObjective? objective, IdTable items, ItemTable? metadata)
    {
        if (objective is null || objective.Sensitivity == ObjectiveSensitivity.Off)
        {
            return null;
        }

        var values = new double[items.Count];
        var column = metadata?.IndexOf(objective.ItemAttribute) ?? -1;
        for (var item = 0; item < values.Length; item++)
        {
            values[item] = column >= 0 && metadata!.IdTable.TryFind(items.GetUtf8(item), out var row)
                && double.TryParse(metadata.GetValue(row, column), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                && double.IsFinite(value) ? value : double.NaN;
        }

        return values.Any(value => !double.IsNaN(value))
            ? MiddleRanks.Of(values)
            : throw new InsufficientDataException($"The items have no numbers in the column {objective.ItemAttribute} that is to be optimized");
    }

    private static float StrengthOf(ObjectiveSensitivity sensitivity) => sensitivity switch
    {
        ObjectiveSensitivity.Low => 1,
        ObjectiveSensitivity.Medium => 2,
        ObjectiveSensitivity.High => 4,
        _ => 0,
    };

    private static void AddEventWeights(FitContext context, EventWeighting weighting, float[] bias)
    {
        var sums = new double[bias.Length];
        var counts = new int[bias.Length];
        for (var user = 0; user < context.Histories.Count; user++)
        {
            var history = context.Histories[user];
            var row = context.Histories.FirstRow(user);
            for (var i = 0; i < history.Length; i++)
            {
                sums[history[i]] += weighting[row + i];
                counts[history[i]]++;
            }
        }

        var mean = sums.Sum() / Math.Max(1, counts.Sum(count => (long)count));
        for (var item = 0; item < bias.Length && mean > 0; item++)
        {
            bias[item] += (float)Math.Log((sums[item] + (Shrinkage * mean)) / ((counts[item] + Shrinkage) * mean));
        }
    }
}
