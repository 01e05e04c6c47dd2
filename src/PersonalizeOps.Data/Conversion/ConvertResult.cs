namespace PersonalizeOps.Data;

/// <summary>What a conversion wrote.</summary>
/// <param name="InteractionsPath">The path of <c>interactions.csv</c>.</param>
/// <param name="ItemsPath">The path of <c>items.csv</c>.</param>
/// <param name="InteractionsSchemaPath">The path of the schema of the interactions.</param>
/// <param name="ItemsSchemaPath">The path of the schema of the items.</param>
/// <param name="Interactions">The number of interactions written.</param>
/// <param name="Items">The number of items written, films without ratings included.</param>
/// <param name="Users">The number of users with at least one interaction.</param>
/// <param name="Dropped">The ratings left out.</param>
public sealed record ConvertResult(
    string InteractionsPath,
    string ItemsPath,
    string InteractionsSchemaPath,
    string ItemsSchemaPath,
    long Interactions,
    long Items,
    long Users,
    DroppedRows Dropped);
