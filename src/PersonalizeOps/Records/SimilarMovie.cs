namespace PersonalizeOps.Records;

/// <summary>One film that is like another.</summary>
public sealed record SimilarMovie
{
    /// <summary>The id of the film that was asked about.</summary>
    public required string LikeId { get; init; }

    /// <summary>Its title, or null when no titles are known.</summary>
    public string? LikeTitle { get; init; }

    /// <summary>The place in the list, from 1.</summary>
    public required int Rank { get; init; }

    /// <summary>The id of the film found.</summary>
    public required string ItemId { get; init; }

    /// <summary>Its title without the year, or null when no titles are known.</summary>
    public string? Title { get; init; }

    /// <summary>Its year, or null.</summary>
    public int? Year { get; init; }

    /// <summary>Its genres, separated by |.</summary>
    public string? Genres { get; init; }

    /// <summary>The columns asked for with -MetadataColumn, by name.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init => field = NamedValues<string>.Of(value); }

    /// <summary>The name of the campaign or recommender.</summary>
    public required string Campaign { get; init; }

    /// <summary>The id of the recommendation, to report with events.</summary>
    public string? RecommendationId { get; init; }
}
