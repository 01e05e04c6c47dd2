namespace PersonalizeOps.Engine.Recipes;

/// <summary>What to recommend for besides relevance, the API's <c>optimizationObjective</c>.</summary>
/// <param name="ItemAttribute">A column of the items with numbers, such as a price; the higher, the better.</param>
/// <param name="Sensitivity">How much it counts against relevance.</param>
public sealed record OptimizationObjective(string ItemAttribute, ObjectiveSensitivity Sensitivity);
