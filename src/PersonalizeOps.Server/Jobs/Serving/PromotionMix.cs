namespace PersonalizeOps.Server.Jobs.Serving;

/// <summary>Places promoted items among recommended ones: at random positions, both in their own order.</summary>
internal static class PromotionMix
{
    /// <summary>The reason a promoted item carries.</summary>
    public const string Reason = "Promoted item";

    /// <summary>Gives how many of the results are to be promoted, at least one of any.</summary>
    /// <param name="count">The results.</param>
    /// <param name="percent">The promotion's share.</param>
    /// <returns>The number.</returns>
    public static int CountOf(int count, int percent) => Math.Min(count, Math.Max(1, count * percent / 100));

    /// <summary>Mixes both lists.</summary>
    /// <param name="promoted">The promoted items, in their order.</param>
    /// <param name="others">The other items, in their order; those promoted among them are dropped.</param>
    /// <param name="count">How many there may be in all.</param>
    /// <param name="seed">The same seed gives the same positions.</param>
    /// <returns>The list.</returns>
    public static IReadOnlyList<ServedItem> Mix(IReadOnlyList<ServedItem> promoted, IEnumerable<ServedItem> others, int count, ulong seed)
    {
        var ids = promoted.Select(item => item.ItemId).ToHashSet();
        var rest = others.Where(item => !ids.Contains(item.ItemId)).Take(count - promoted.Count).ToList();
        var mixed = new List<ServedItem>(promoted.Count + rest.Count);
        var (nextPromoted, nextOther) = (0, 0);
        while (nextPromoted < promoted.Count || nextOther < rest.Count)
        {
            // Every arrangement is as likely as any other when each place goes to a list by the share of what is left of it.
            var left = (ulong)(promoted.Count - nextPromoted + rest.Count - nextOther);
            var isPromoted = Next(ref seed) % left < (ulong)(promoted.Count - nextPromoted);
            mixed.Add(isPromoted ? promoted[nextPromoted++] : rest[nextOther++]);
        }

        return mixed;
    }

    /// <summary>Makes a seed of texts.</summary>
    /// <param name="texts">The texts; null counts as empty.</param>
    /// <returns>The seed.</returns>
    public static ulong SeedOf(params ReadOnlySpan<string?> texts)
    {
        var seed = 0xCBF29CE484222325; // FNV-1a
        foreach (var text in texts)
        {
            foreach (var c in text ?? "")
            {
                seed = (seed ^ c) * 0x100000001B3;
            }

            seed = (seed ^ 0xFFFF) * 0x100000001B3;
        }

        return seed;
    }

    // SplitMix64 (Steele, Lea, Flood 2014).
    private static ulong Next(ref ulong seed)
    {
        seed += 0x9E3779B97F4A7C15;
        var bits = (seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
