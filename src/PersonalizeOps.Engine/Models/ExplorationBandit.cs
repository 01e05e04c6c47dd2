using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models.Actions;

namespace PersonalizeOps.Engine.Models;

/// <summary>
/// Mixes young items into a list, see <see cref="ExplorationOptions"/>. Which ones is drawn without replacement (Efraimidis, Spirakis 2006), an item weighing
/// the less the more users it has.
/// </summary>
internal sealed class ExplorationBandit(ModelCatalog catalog, ExplorationOptions options, uint user)
{
    private const double SecondsPerDay = 86_400;
    private readonly ulong _seed = options.Seed + (((ulong)user + 1) * 0x9E3779B97F4A7C15);

    /// <summary>Replaces places of a list.</summary>
    /// <param name="relevant">The most relevant items, best first, at least as many as asked for where there are.</param>
    /// <param name="isAllowed">Whether an item may be recommended at all.</param>
    /// <param name="isExplored">Receives, for every place, whether its item is explored.</param>
    /// <param name="count">The number of places.</param>
    /// <returns>The items.</returns>
    public int[] Mix(ReadOnlySpan<int> relevant, Func<int, bool> isAllowed, int count, out bool[] isExplored)
    {
        var young = new Queue<int>(DrawYoung(isAllowed, count));
        var items = new List<int>(count);
        var explored = new List<bool>(count);
        var chosen = new HashSet<int>();
        for (var next = 0; items.Count < count;)
        {
            var explores = young.Count > 0 && UserSample.IsChosen(items.Count, _seed, options.Weight);
            if (!explores && next >= relevant.Length)
            {
                break;
            }

            var item = explores ? young.Dequeue() : relevant[next++];
            if (chosen.Add(item))
            {
                items.Add(item);
                explored.Add(explores);
            }
        }

        isExplored = [.. explored];
        return [.. items];
    }

    private IEnumerable<int> DrawYoung(Func<int, bool> isAllowed, int count)
    {
        var oldest = (options.Now ?? catalog.Ages.Latest) - (options.AgeCutOffDays * SecondsPerDay);
        var created = catalog.Ages.Created.Span;
        var users = catalog.UserCounts.Span;
        var drawn = new PriorityQueue<(int Item, double Key), double>(count + 1); // the last to be dropped first
        var threshold = double.PositiveInfinity;
        for (var item = 0; item < created.Length && count > 0; item++)
        {
            // 1 - u is less than -ln u, which spares the logarithm of most.
            var uniform = created[item] >= oldest ? Uniform(item) : 0;
            if (created[item] < oldest || (1 - uniform) * (1 + users[item]) >= threshold)
            {
                continue;
            }

            var key = -Math.Log(uniform) * (1 + users[item]);
            if (key < threshold && isAllowed(item))
            {
                drawn.Enqueue((item, key), -key);
                threshold = drawn.Count > count ? Drop(drawn) : threshold;
            }
        }

        return drawn.UnorderedItems.Select(entry => entry.Element).OrderBy(draw => draw.Key).ThenBy(draw => draw.Item).Select(draw => draw.Item);
    }

    // The greatest key that is left.
    private static double Drop(PriorityQueue<(int Item, double Key), double> drawn)
    {
        drawn.Dequeue();
        return drawn.Peek().Key;
    }

    // More than 0, less than 1.
    private double Uniform(int item) => (FeatureHash.Combine((uint)(_seed >> 32) ^ (uint)_seed, (uint)item) + 0.5) / ((double)uint.MaxValue + 1);
}
