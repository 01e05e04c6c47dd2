namespace PersonalizeOps.Server.Services.Local;

/// <summary>Asks why items are recommended to a user, or ranked where they are.</summary>
/// <param name="CampaignArn">The campaign or recommender.</param>
/// <param name="UserId">The user.</param>
/// <param name="ItemIds">The items, 1 to 100.</param>
internal sealed record ExplainRequest(string? CampaignArn, string? UserId, IReadOnlyList<string?>? ItemIds);
