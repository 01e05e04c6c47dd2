namespace PersonalizeOps.Data;

/// <summary>One recommended film in a table of recommendations.</summary>
/// <param name="UserId">The user it is for; the id of the item where the batch job was about related items.</param>
/// <param name="Rank">The place in the list, from 1.</param>
/// <param name="ItemId">The id of the film.</param>
/// <param name="Title">The title without the year; null if the catalogue does not have the film.</param>
/// <param name="Year">The year; null if it is unknown.</param>
/// <param name="Genres">The genres joined by <c>|</c>; null if the catalogue does not have the film.</param>
/// <param name="Score">The score; null for recipes without scores.</param>
public sealed record RecommendationRow(
    string UserId, int Rank, string ItemId, string? Title, int? Year, string? Genres, double? Score);
