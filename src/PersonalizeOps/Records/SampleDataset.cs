namespace PersonalizeOps.Records;

/// <summary>A generated sample of ratings in the MovieLens format.</summary>
public sealed record SampleDataset
{
    /// <summary>The folder with ratings.csv and movies.csv.</summary>
    public required string Path { get; init; }

    /// <summary>The preset it was made from.</summary>
    public required string Preset { get; init; }

    /// <summary>The seed it was made from.</summary>
    public required int Seed { get; init; }

    /// <summary>The number of users.</summary>
    public required long Users { get; init; }

    /// <summary>The number of films.</summary>
    public required long Movies { get; init; }

    /// <summary>The number of ratings.</summary>
    public required long Ratings { get; init; }
}
