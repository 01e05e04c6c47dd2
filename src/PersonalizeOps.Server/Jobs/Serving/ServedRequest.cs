namespace PersonalizeOps.Server.Jobs.Serving;

/// <summary>What a request asks of a campaign or recommender.</summary>
internal sealed record ServedRequest
{
    /// <summary>Gets the user, where one is named.</summary>
    public string? UserId { get; init; }

    /// <summary>Gets the item that recommendations are related to, where one is named.</summary>
    public string? ItemId { get; init; }

    /// <summary>Gets how many results are wanted, 0 to 500.</summary>
    public required int Count { get; init; }

    /// <summary>Gets the items to rank; null to recommend.</summary>
    public IReadOnlyList<string>? Candidates { get; init; }

    /// <summary>Gets the circumstances of the request.</summary>
    public IReadOnlyDictionary<string, string>? Context { get; init; }

    /// <summary>Gets the filter; null for none.</summary>
    public FilterChoice? Filter { get; init; }

    /// <summary>Gets the promotion; null for none.</summary>
    public ServedPromotion? Promotion { get; init; }
}
