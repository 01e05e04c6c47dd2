using PersonalizeOps.Engine.Interactions;

namespace PersonalizeOps.Engine.Recipes;

/// <summary>What a recipe trains on.</summary>
/// <param name="Interactions">The interactions, already filtered by event type and value.</param>
/// <param name="Items">The metadata of items, where there is any.</param>
/// <param name="Users">The metadata of users, where there is any; its ids are user ids.</param>
/// <param name="Actions">The actions and their columns, where there are any; its ids are action ids. Needed by next-best-action.</param>
/// <param name="ActionInteractions">
/// What users did with actions, where that is known: a store whose items are actions and whose event types are Taken, Not Taken and Viewed.
/// </param>
public sealed record TrainingData(
    InteractionStore Interactions,
    ItemTable? Items = null,
    ItemTable? Users = null,
    ItemTable? Actions = null,
    InteractionStore? ActionInteractions = null);
