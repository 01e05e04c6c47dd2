namespace PersonalizeOps.Records;

/// <summary>Converted data: CSV files and Avro schemas that Personalize imports.</summary>
public sealed record PersonalizeDataset
{
    /// <summary>The folder with the four files.</summary>
    public required string OutputPath { get; init; }

    /// <summary>The interactions, CSV.</summary>
    public required string InteractionsPath { get; init; }

    /// <summary>The items, CSV.</summary>
    public required string ItemsPath { get; init; }

    /// <summary>The Avro schema of the interactions.</summary>
    public required string InteractionsSchemaPath { get; init; }

    /// <summary>The Avro schema of the items.</summary>
    public required string ItemsSchemaPath { get; init; }

    /// <summary>The number of interactions.</summary>
    public required long Interactions { get; init; }

    /// <summary>The number of items.</summary>
    public required long Items { get; init; }

    /// <summary>The number of users.</summary>
    public required long Users { get; init; }

    /// <summary>The number of ratings left out because the same row was there before.</summary>
    public required long Duplicates { get; init; }

    /// <summary>The number of ratings left out because the user rated the film again at the same moment.</summary>
    public required long Conflicts { get; init; }

    /// <summary>The number of ratings left out because they are below the minimum rating.</summary>
    public required long BelowMinimumRating { get; init; }

    /// <summary>The number of ratings left out by sampling.</summary>
    public required long NotSampled { get; init; }

    /// <summary>The number of ratings left out for any reason.</summary>
    public long Dropped => Duplicates + Conflicts + BelowMinimumRating + NotSampled;
}
