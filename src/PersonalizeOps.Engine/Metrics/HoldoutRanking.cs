using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Splits;

namespace PersonalizeOps.Engine.Metrics;

/// <summary>Lets a scorer rank the catalogue for every test user of a holdout.</summary>
internal sealed class HoldoutRanking(Holdout holdout, Column<int> trainingCounts, bool leavesOutSeen)
{
    private const int Length = 25;

    /// <summary>What the scorer is given of the input; null for all of it.</summary>
    public InputSelector? SelectInput { get; init; }

    public delegate ReadOnlySpan<int> InputSelector(ReadOnlySpan<int> history);

    public RankedList[] Rank(IHistoryScorer scorer, ParallelOptions options)
    {
        var lists = new RankedList[holdout.Tested.Count];
        Parallel.For(
            0,
            lists.Length,
            options,
            () => new float[holdout.Tested.ItemCount],
            (user, _, scores) =>
            {
                lists[user] = Rank(scorer, user, scores);
                return scores;
            },
            _ => { });
        return lists;
    }

    private RankedList Rank(IHistoryScorer scorer, int user, float[] scores)
    {
        var input = holdout.InputOf(user);
        scorer.Score(SelectInput is null ? input : SelectInput(input), scores);
        var relevant = new HashSet<int>(holdout.TruthOf(user).ToArray());
        if (leavesOutSeen)
        {
            foreach (var item in input)
            {
                scores[item] = float.NegativeInfinity;
                relevant.Remove(item);
            }
        }

        var counts = trainingCounts.Span;
        for (var item = 0; item < scores.Length; item++)
        {
            scores[item] = counts[item] == 0 ? float.NegativeInfinity : scores[item];
        }

        Span<int> top = stackalloc int[Length];
        var items = top[..TopItems.Select(scores, top)].ToArray();
        return new RankedList(items, Array.ConvertAll(items, relevant.Contains), [.. relevant]);
    }
}
