using PersonalizeOps.Engine.Interactions;

namespace PersonalizeOps.Engine.Recipes;

/// <summary>What a recipe trains on.</summary>
/// <param name="Interactions">The interactions, already filtered by event type and value.</param>
/// <param name="Items">The metadata of items, where there is any.</param>
public sealed record TrainingData(InteractionStore Interactions, ItemTable? Items);
