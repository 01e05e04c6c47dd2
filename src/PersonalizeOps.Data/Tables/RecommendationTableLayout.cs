namespace PersonalizeOps.Data;

/// <summary>How a table of recommendations is laid out.</summary>
public enum RecommendationTableLayout
{
    /// <summary>A row per user: <c>userId</c> and <c>Recommendations</c>, a text of entries <c>Title (Year) (FirstGenre)</c> joined by
    /// <c> | </c>.</summary>
    Tutorial,

    /// <summary>A row per recommended film: userId, rank, itemId, title, year, genres, score.</summary>
    Long,
}
