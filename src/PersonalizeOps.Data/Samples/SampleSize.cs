namespace PersonalizeOps.Data;

/// <summary>How many of everything a sample has.</summary>
internal sealed record SampleSize(int Users, int Movies, int Ratings)
{
    public static SampleSize Of(SampleDatasetPreset preset) => preset switch
    {
        SampleDatasetPreset.Small => new(610, 9_700, 100_000),
        SampleDatasetPreset.OneMillion => new(6_040, 3_883, 1_000_209),
        SampleDatasetPreset.FiveMillion => new(32_500, 20_000, 5_000_000),
        SampleDatasetPreset.TwentyFiveMillion => new(162_541, 59_047, 25_000_095),
        _ => throw new ArgumentOutOfRangeException(nameof(preset), preset, "There is no such preset."),
    };
}
