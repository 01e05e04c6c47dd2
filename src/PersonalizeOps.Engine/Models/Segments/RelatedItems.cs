using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Recipes;

namespace PersonalizeOps.Engine.Models.Segments;

/// <summary>
/// For every item, the items whose presence in a history speaks most for it: those in the same histories, nearer ones and earlier ones weighing more,
/// divided by the root of their own number of users. An item-based neighbourhood (Sarwar et al. 2001; Deshpande, Karypis 2004).
/// </summary>
internal sealed class RelatedItems
{
    private const int Reach = 500; // places before and after the item at which nearness still counts
    private const float DistanceFade = 100;
    private const float LaterWeight = 0.5f;
    private const float AnyDistance = 0.02f;
    private const float Shrinkage = 10;

    /// <summary>The most pairs of interactions looked at; users are sampled down to them.</summary>
    private const double Budget = 3_000_000_000;

    private static readonly float[] Nearness = [.. Enumerable.Range(0, Reach + 1).Select(distance => MathF.Exp(-distance / DistanceFade))];

    private readonly Column<int> _starts;
    private readonly Column<int> _items;
    private readonly Column<float> _weights;

    private RelatedItems(Column<int> starts, Column<int> items, Column<float> weights)
    {
        _starts = starts;
        _items = items;
        _weights = weights;
    }

    public static RelatedItems Fit(Histories histories, int perItem, FitContext context)
    {
        var sample = UserSample.Within(histories, Budget, length => (double)length * length, context.Seed);
        var postings = Postings.Of(sample);
        var counts = context.Catalog.UserCounts;
        var rows = new (int[] Items, float[] Weights)[histories.ItemCount];
        Parallel.For(
            0,
            rows.Length,
            context.ParallelOptions,
            () => new float[histories.ItemCount],
            (item, _, sums) =>
            {
                rows[item] = RelatedTo(item, sample, postings[item], counts.Span, perItem, sums);
                return sums;
            },
            _ => { });
        var starts = new int[rows.Length + 1];
        for (var item = 0; item < rows.Length; item++)
        {
            starts[item + 1] = starts[item] + rows[item].Items.Length;
        }

        return new RelatedItems(
            new Column<int>(starts),
            new Column<int>([.. rows.SelectMany(row => row.Items)]),
            new Column<float>([.. rows.SelectMany(row => row.Weights)]));
    }

    public static RelatedItems Read(SectionFile file, int itemCount)
    {
        var starts = file.Get<int>("related.starts");
        var items = file.Get<int>("related.items");
        var weights = file.Get<float>("related.weights");
        var isConsistent = starts.Length == itemCount + 1
            && starts.Span[0] == 0
            && starts.Span[^1] == items.Length
            && weights.Length == items.Length
            && (items.Length == 0 || !items.Span.ContainsAnyExceptInRange(0, itemCount - 1));
        for (var item = 0; isConsistent && item < itemCount; item++)
        {
            isConsistent = starts.Span[item] <= starts.Span[item + 1];
        }

        return isConsistent ? new RelatedItems(starts, items, weights) : throw file.Invalid("its related items are inconsistent");
    }

    public void Write(SectionFileWriter writer)
    {
        writer.Add("related.starts", _starts);
        writer.Add("related.items", _items);
        writer.Add("related.weights", _weights);
    }

    /// <summary>Adds to every item what its presence in a history says about one item.</summary>
    /// <param name="item">The item asked for.</param>
    /// <param name="includesItself">Whether the item speaks for itself, as much as the item most related to it.</param>
    /// <param name="weights">One per item.</param>
    public void AddTo(int item, bool includesItself, Span<float> weights)
    {
        var greatest = 0f;
        for (var at = _starts.Span[item]; at < _starts.Span[item + 1]; at++)
        {
            weights[_items.Span[at]] += _weights.Span[at];
            greatest = Math.Max(greatest, _weights.Span[at]);
        }

        weights[item] += includesItself ? greatest : 0;
    }

    private static (int[] Items, float[] Weights) RelatedTo(
        int item,
        Histories histories,
        ReadOnlySpan<int> users,
        ReadOnlySpan<int> counts,
        int perItem,
        float[] sums)
    {
        var touched = new List<int>();
        foreach (var user in users)
        {
            AddHistory(item, histories[user], sums, touched);
        }

        foreach (var other in touched)
        {
            sums[other] /= MathF.Sqrt(counts[other] + Shrinkage);
        }

        touched.Sort(); // so that of equal weights the lower numbers win
        var own = new float[touched.Count];
        for (var i = 0; i < own.Length; i++)
        {
            own[i] = sums[touched[i]];
            sums[touched[i]] = 0;
        }

        var top = new int[Math.Min(perItem, own.Length)];
        TopItems.Select(own, top);
        Array.Sort(top);
        return (Array.ConvertAll(top, i => touched[i]), Array.ConvertAll(top, i => own[i]));
    }

    private static void AddHistory(int item, ReadOnlySpan<int> sequence, float[] sums, List<int> touched)
    {
        var place = sequence.LastIndexOf(item);
        for (var i = 0; i < sequence.Length; i++)
        {
            if (sequence[i] == item)
            {
                continue;
            }

            var distance = Math.Abs(place - i);
            var nearness = distance <= Reach ? Nearness[distance] * (i < place ? 1 : LaterWeight) : 0;
            if (sums[sequence[i]] == 0)
            {
                touched.Add(sequence[i]);
            }

            sums[sequence[i]] += AnyDistance + nearness;
        }
    }
}
