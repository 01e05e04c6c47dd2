using PersonalizeOps.Engine.Interactions;

namespace PersonalizeOps.Engine.Models.Scorers;

/// <summary>
/// How much likelier each item is under a circumstance, such as DEVICE = phone: the logarithm of its interactions there over those to be expected
/// from its share of all, both with some added, as in a naive Bayes classifier.
/// </summary>
internal sealed class AttributeLifts
{
    private const float Smoothing = 10;
    private const int MinimumInteractions = 20;
    private const int MaximumValues = 2000;
    private readonly string[] _keys;
    private readonly Dictionary<string, int> _numbers;
    private readonly Column<int> _totals; // the interactions of each value
    private readonly Column<int> _starts;
    private readonly Column<int> _items;
    private readonly Column<float> _gains;
    private readonly float[] _shares;

    private AttributeLifts(
        string[] keys,
        Column<int> totals,
        Column<int> starts,
        Column<int> items,
        Column<float> gains,
        Column<int> userCounts)
    {
        _keys = keys;
        _numbers = keys.Index().ToDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal);
        _totals = totals;
        _starts = starts;
        _items = items;
        _gains = gains;
        var all = Math.Max(1, userCounts.Span.ToArray().Sum(count => (double)count));
        _shares = Array.ConvertAll(userCounts.Span.ToArray(), count => (float)(count / all));
    }

    public int Count => _keys.Length;

    /// <summary>Fits to pairs of values and items, one per interaction.</summary>
    /// <param name="keys">The texts of the values.</param>
    /// <param name="pairs">The number of a value in the upper half, of an item in the lower; sorted here.</param>
    /// <param name="userCounts">How popular each item is.</param>
    public static AttributeLifts Fit(IReadOnlyList<string> keys, List<long> pairs, Column<int> userCounts)
    {
        pairs.Sort();
        var totals = new int[keys.Count];
        foreach (var pair in pairs)
        {
            totals[pair >> 32]++;
        }

        var kept = Enumerable.Range(0, keys.Count)
            .Where(value => totals[value] >= MinimumInteractions && !keys[value].Contains('\0'))
            .OrderByDescending(value => totals[value])
            .Take(MaximumValues)
            .Order()
            .ToArray();
        var (starts, items, gains) = (new List<int> { 0 }, new List<int>(), new List<float>());
        var at = 0;
        foreach (var value in kept)
        {
            while (pairs[at] >> 32 < value)
            {
                at++;
            }

            while (at < pairs.Count && pairs[at] >> 32 == value)
            {
                var end = at;
                while (end < pairs.Count && pairs[end] == pairs[at])
                {
                    end++;
                }

                items.Add((int)pairs[at]);
                gains.Add(MathF.Log((end - at + Smoothing) / Smoothing));
                at = end;
            }

            starts.Add(items.Count);
        }

        return new AttributeLifts(
            [.. kept.Select(value => keys[value])],
            new Column<int>([.. kept.Select(value => totals[value])]),
            new Column<int>([.. starts]),
            new Column<int>([.. items]),
            new Column<float>([.. gains]),
            userCounts);
    }

    public static AttributeLifts Read(SectionFile file, string name, Column<int> userCounts)
    {
        var text = file.GetText(name + ".keys");
        string[] keys = text.Length == 0 ? [] : text.Split('\0');
        var totals = file.Get<int>(name + ".totals");
        var starts = file.Get<int>(name + ".starts");
        var items = file.Get<int>(name + ".items");
        var gains = file.Get<float>(name + ".gains");
        var isConsistent = totals.Length == keys.Length
            && keys.Distinct(StringComparer.Ordinal).Count() == keys.Length
            && starts.Length == keys.Length + 1
            && starts.Span[0] == 0
            && starts.Span[^1] == items.Length
            && gains.Length == items.Length
            && (items.Length == 0 || !items.Span.ContainsAnyExceptInRange(0, userCounts.Length - 1));
        for (var value = 0; isConsistent && value < keys.Length; value++)
        {
            isConsistent = starts.Span[value] <= starts.Span[value + 1];
        }

        return isConsistent ? new AttributeLifts(keys, totals, starts, items, gains, userCounts) : throw file.Invalid($"its {name} is inconsistent");
    }

    /// <summary>The text of a value of a column.</summary>
    public static string KeyOf(string column, string value) => $"{column}={value}";

    public void Write(SectionFileWriter writer, string name)
    {
        writer.Add(name + ".keys", string.Join('\0', _keys));
        writer.Add(name + ".totals", _totals);
        writer.Add(name + ".starts", _starts);
        writer.Add(name + ".items", _items);
        writer.Add(name + ".gains", _gains);
    }

    public bool TryFind(string key, out int value) => _numbers.TryGetValue(key, out value);

    /// <summary>Adds a value's logarithms, times a weight, to the scores of all items.</summary>
    public void AddTo(Span<float> scores, int value, float weight)
    {
        var total = _totals.Span[value];
        for (var item = 0; item < scores.Length; item++)
        {
            scores[item] -= weight * MathF.Log(1 + (total * _shares[item] / Smoothing));
        }

        for (var at = _starts.Span[value]; at < _starts.Span[value + 1]; at++)
        {
            scores[_items.Span[at]] += weight * _gains.Span[at];
        }
    }
}
