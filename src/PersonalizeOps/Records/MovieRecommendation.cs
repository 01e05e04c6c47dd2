namespace PersonalizeOps.Records;

/// <summary>One recommended film for one user.</summary>
public sealed record MovieRecommendation
{
    /// <summary>The user.</summary>
    public required string UserId { get; init; }

    /// <summary>The place in the list, from 1.</summary>
    public required int Rank { get; init; }

    /// <summary>The id of the film.</summary>
    public required string ItemId { get; init; }

    /// <summary>The title without the year, or null when no titles are known.</summary>
    public string? Title { get; init; }

    /// <summary>The year of the film, or null.</summary>
    public int? Year { get; init; }

    /// <summary>The genres, separated by |.</summary>
    public string? Genres { get; init; }

    /// <summary>The score, 0 to 1 over all films; null for recipes without scores.</summary>
    public double? Score { get; init; }

    /// <summary>Why it was chosen in the words of the service, such as Exploration or Popular item, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>The name of the promotion that chose it, or null.</summary>
    public string? Promotion { get; init; }

    /// <summary>The columns asked for with -MetadataColumn, by name.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init => field = NamedValues<string>.Of(value); } = NamedValues<string>.None;

    /// <summary>The name of the campaign or recommender.</summary>
    public required string Campaign { get; init; }

    /// <summary>The id of the recommendation, to report with events.</summary>
    public string? RecommendationId { get; init; }
}
