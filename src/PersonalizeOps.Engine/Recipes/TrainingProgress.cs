namespace PersonalizeOps.Engine.Recipes;

/// <summary>How far a training or evaluation is.</summary>
/// <param name="Stage">What is being done, a short phrase.</param>
/// <param name="Fraction">The share of the whole that is done, 0 to 1.</param>
public readonly record struct TrainingProgress(string Stage, double Fraction);
