namespace PersonalizeOps.Data;

/// <summary>What became of the lines of a batch output.</summary>
/// <param name="Lines">The lines read.</param>
/// <param name="Rows">The rows written.</param>
/// <param name="Errors">The lines that carried an error and gave no row.</param>
public sealed record RecommendationTableCounts(long Lines, long Rows, long Errors);
