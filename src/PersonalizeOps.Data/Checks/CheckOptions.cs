namespace PersonalizeOps.Data;

/// <summary>How a file is checked.</summary>
public sealed record CheckOptions
{
    /// <summary>The type of the dataset; null to tell it from the file's name and header.</summary>
    public DatasetType? Type { get; init; }

    /// <summary>The schema; null for one that follows from the header.</summary>
    public DatasetSchema? Schema { get; init; }

    /// <summary>The length of the file in bytes when it is known, for progress and limits.</summary>
    public long? Length { get; init; }

    /// <summary>How many rows are kept of each kind of fault. 10 by default.</summary>
    public int MaximumRows { get; init; } = 10;

    /// <summary>The recipe that the data is for: what its training needs become errors.</summary>
    public string? Recipe { get; init; }

    /// <summary>The threads that read records; all processors by default.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Tells the time that others are in the future of.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
