using PersonalizeOps.Data;

namespace PersonalizeOps.Commands.Base;

/// <summary>A campaign or recommender that is asked, and the titles of its films.</summary>
internal sealed record RecommendationSource(string Name, string? CampaignArn, string? RecommenderArn, MovieCatalog? Titles);
