namespace PersonalizeOps.Data;

/// <summary>Translates <see cref="SampleDatasetPreset"/> from and to its short names.</summary>
public static class SampleDatasetPresets
{
    private static readonly Dictionary<string, SampleDatasetPreset> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["small"] = SampleDatasetPreset.Small,
        ["1m"] = SampleDatasetPreset.OneMillion,
        ["5m"] = SampleDatasetPreset.FiveMillion,
        ["25m"] = SampleDatasetPreset.TwentyFiveMillion,
    };

    /// <summary>The short names, smallest first.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. ByName.Keys];

    /// <summary>Reads a short name, in any case.</summary>
    /// <param name="name"><c>small</c>, <c>1m</c>, <c>5m</c> or <c>25m</c>.</param>
    /// <exception cref="ArgumentException">No preset has that name.</exception>
    public static SampleDatasetPreset Parse(string name) =>
        name is not null && ByName.TryGetValue(name, out var preset)
            ? preset
            : throw new ArgumentException($"'{name}' is no preset. Use one of {string.Join(", ", Names)}.", nameof(name));

    /// <summary>The short name.</summary>
    public static string ToName(this SampleDatasetPreset preset) => ByName.First(p => p.Value == preset).Key;
}
