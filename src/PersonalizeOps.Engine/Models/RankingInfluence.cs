namespace PersonalizeOps.Engine.Models;

/// <summary>What ranks similar items besides their similarity, the API's <c>rankingInfluence</c>.</summary>
/// <param name="Popularity">0 to 1: how much the rank by number of users counts; at 1 as much as the similarity. Default 0.</param>
/// <param name="Freshness">0 to 1: the same for the rank by creation.</param>
public sealed record RankingInfluence(double Popularity = 0, double Freshness = 0);
