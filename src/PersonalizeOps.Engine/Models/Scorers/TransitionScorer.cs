using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Kernels;
using PersonalizeOps.Engine.Recipes;

namespace PersonalizeOps.Engine.Models.Scorers;

/// <summary>
/// What follows an item, in anybody's history: for every item the strongest followers within a few places, nearer ones weighing more ("sequential rules",
/// Ludewig, Jannach 2018). Sparse, so it covers the whole catalogue; it carries sets of very short histories.
/// </summary>
internal sealed class TransitionScorer : IHistoryScorer
{
    private const int Reach = 20;
    private const int MaximumFollowers = 200;
    private const float FollowerFade = 5;
    private const float HistoryFade = 5;

    /// <summary>The most interactions looked at; users are sampled down to them.</summary>
    private const double Budget = 10_000_000;

    private readonly Column<int> _starts;
    private readonly Column<int> _followers;
    private readonly Column<float> _weights;
    private HistoryWindow _window; // set once, before use

    private TransitionScorer(Column<int> starts, Column<int> followers, Column<float> weights, HistoryWindow window)
    {
        _starts = starts;
        _followers = followers;
        _weights = weights;
        _window = window;
    }

    /// <summary>Learns what follows items, or, for a window that ignores order, what stands anywhere near them.</summary>
    public static TransitionScorer Fit(Histories histories, HistoryWindow window, FitContext context)
    {
        var sample = UserSample.Within(histories, Budget, length => length, context.Seed);
        var postings = Postings.Of(sample);
        var rows = new (int[] Followers, float[] Weights)[histories.ItemCount];
        Parallel.For(
            0,
            rows.Length,
            context.ParallelOptions,
            () => new float[histories.ItemCount],
            (item, _, sums) =>
            {
                rows[item] = FollowersOf(item, sample, postings[item], window.IgnoresOrder, sums);
                return sums;
            },
            _ => { });

        var starts = new int[rows.Length + 1];
        for (var item = 0; item < rows.Length; item++)
        {
            starts[item + 1] = starts[item] + rows[item].Followers.Length;
        }

        return new TransitionScorer(
            new Column<int>(starts),
            new Column<int>([.. rows.SelectMany(row => row.Followers)]),
            new Column<float>([.. rows.SelectMany(row => row.Weights)]),
            window);
    }

    public static TransitionScorer Read(SectionFile file, int itemCount, HistoryWindow window)
    {
        var starts = file.Get<int>("transition.starts");
        var followers = file.Get<int>("transition.followers");
        var weights = file.Get<float>("transition.weights");
        var isConsistent = starts.Length == itemCount + 1
            && starts.Span[0] == 0
            && starts.Span[^1] == followers.Length
            && weights.Length == followers.Length
            && (followers.Length == 0 || !followers.Span.ContainsAnyExceptInRange(0, itemCount - 1));
        for (var item = 0; isConsistent && item < itemCount; item++)
        {
            isConsistent = starts.Span[item] <= starts.Span[item + 1];
        }

        return isConsistent ? new TransitionScorer(starts, followers, weights, window) : throw file.Invalid("its transitions are inconsistent");
    }

    /// <summary>The same, looking at histories otherwise.</summary>
    public TransitionScorer With(HistoryWindow window)
    {
        var copy = (TransitionScorer)MemberwiseClone();
        copy._window = window;
        return copy;
    }

    public void Write(SectionFileWriter writer)
    {
        writer.Add("transition.starts", _starts);
        writer.Add("transition.followers", _followers);
        writer.Add("transition.weights", _weights);
    }

    public void Score(ReadOnlySpan<int> history, Span<float> scores)
    {
        scores.Clear();
        history = _window.Of(history);
        var starts = _starts.Span;
        var followers = _followers.Span;
        var weights = _weights.Span;
        for (var i = 0; i < history.Length; i++)
        {
            if (i + 2 < history.Length)
            {
                var next = starts[history[i + 2]]..starts[history[i + 2] + 1];
                Prefetching.Ask(followers[next]);
                Prefetching.Ask(weights[next]);
            }

            var row = starts[history[i]]..starts[history[i] + 1];
            ScatteredSums.AddScaled(followers[row], _window.Weight(history.Length - 1 - i, HistoryFade), weights[row], scores);
        }
    }

    private static (int[] Followers, float[] Weights) FollowersOf(
        int item,
        Histories histories,
        ReadOnlySpan<int> users,
        bool ignoresOrder,
        float[] sums)
    {
        var touched = new List<int>();
        foreach (var user in users)
        {
            AddFollowers(item, histories[user], ignoresOrder, sums, touched);
        }

        // Absolute strength counts, divided by the root of the item's own number: neither popular nor rare predecessors dominate.
        var scale = 1 / MathF.Sqrt(Math.Max(1, users.Length));
        var order = touched.OrderByDescending(follower => sums[follower]).ThenBy(follower => follower).Take(MaximumFollowers).Order().ToArray();
        var weights = Array.ConvertAll(order, follower => sums[follower] * scale);
        foreach (var follower in touched)
        {
            sums[follower] = 0;
        }

        return (order, weights);
    }

    private static void AddFollowers(int item, ReadOnlySpan<int> sequence, bool ignoresOrder, float[] sums, List<int> touched)
    {
        var from = 0;
        while (sequence[from..].IndexOf(item) is var offset and >= 0)
        {
            var at = from + offset;
            from = at + 1;
            for (var next = ignoresOrder ? Math.Max(0, at - Reach) : at + 1; next < Math.Min(sequence.Length, at + 1 + Reach); next++)
            {
                if (next == at)
                {
                    continue;
                }

                if (sums[sequence[next]] == 0)
                {
                    touched.Add(sequence[next]);
                }

                sums[sequence[next]] += ignoresOrder ? 1 : MathF.Exp(-(next - at) / FollowerFade);
            }
        }
    }
}
