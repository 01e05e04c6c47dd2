using System.Globalization;
using PersonalizeOps.Engine.Interactions;

namespace PersonalizeOps.Engine.Models.Text;

/// <summary>
/// The words of items' texts as features: weighed as in BM25 (Robertson, Zaragoza 2009), each item's own length normalized to 1. All columns that are not
/// numbers are read. Words that only one item has, or more than half of them, are left out.
/// </summary>
internal static class TextFeatures
{
    private const float Saturation = 1.2f;
    private const float LengthPart = 0.75f;
    private const int MaximumWords = 200_000;

    public static MetadataFeatures Of(IdTable items, ItemTable table, CancellationToken cancellationToken)
    {
        var columns = TextColumns(table);
        var texts = new Dictionary<string, int>[items.Count];
        var frequencies = new Dictionary<string, int>();
        for (var item = 0; item < texts.Length; item++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            texts[item] = table.IdTable.TryFind(items.GetUtf8(item), out var row) ? Count(table, row, columns) : [];
            foreach (var word in texts[item].Keys)
            {
                frequencies[word] = frequencies.GetValueOrDefault(word) + 1;
            }
        }

        var numbers = frequencies.Where(entry => entry.Value >= 2 && entry.Value * 2 <= items.Count)
            .OrderByDescending(entry => entry.Value)
            .ThenBy(entry => entry.Key, StringComparer.Ordinal)
            .Take(MaximumWords)
            .Index()
            .ToDictionary(entry => entry.Item.Key, entry => (entry.Index, Rarity: MathF.Log(1 + (items.Count / (float)entry.Item.Value))));
        cancellationToken.ThrowIfCancellationRequested();
        var meanLength = (float)texts.Average(text => (double)text.Values.Sum());
        return MetadataFeatures.Create(Array.ConvertAll(texts, Weigh));

        List<(int Feature, float Weight)> Weigh(Dictionary<string, int> text)
        {
            var scale = Saturation * (1 - LengthPart + (LengthPart * text.Values.Sum() / Math.Max(1, meanLength)));
            return [.. text.Where(entry => numbers.ContainsKey(entry.Key))
                .Select(entry => (numbers[entry.Key].Index, numbers[entry.Key].Rarity * entry.Value * (Saturation + 1) / (entry.Value + scale)))
                .OrderBy(entry => entry.Index)];
        }
    }

    /// <summary>Whether any item has words.</summary>
    public static bool Any(ItemTable table)
    {
        var columns = TextColumns(table);
        return Enumerable.Range(0, table.Count).Any(row => columns.Any(column => table.GetValue(row, column) is { } text && Words.Of(text).Any()));
    }

    private static int[] TextColumns(ItemTable table) => [.. Enumerable.Range(0, table.Columns.Count).Where(column => !IsNumeric(table, column))];

    private static bool IsNumeric(ItemTable table, int column) => Enumerable.Range(0, table.Count)
        .Select(row => table.GetValue(row, column))
        .All(text => string.IsNullOrEmpty(text) || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _));

    private static Dictionary<string, int> Count(ItemTable table, int row, int[] columns)
    {
        var counts = new Dictionary<string, int>();
        foreach (var word in columns.SelectMany(column => Words.Of(table.GetValue(row, column) ?? string.Empty)))
        {
            counts[word] = counts.GetValueOrDefault(word) + 1;
        }

        return counts;
    }
}
