namespace PersonalizeOps.Records;

/// <summary>A dataset: the interactions, items, users, actions or action interactions of a dataset group.</summary>
public sealed record Dataset : PersonalizeResource
{
    /// <summary>The name of the dataset group.</summary>
    public required string DatasetGroup { get; init; }

    /// <summary>The ARN of the dataset group.</summary>
    public required string DatasetGroupArn { get; init; }

    /// <summary>Interactions, Items, Users, Actions or Action_Interactions.</summary>
    public required string DatasetType { get; init; }

    /// <summary>The name of its schema.</summary>
    public required string Schema { get; init; }

    /// <summary>The ARN of its schema.</summary>
    public required string SchemaArn { get; init; }

    /// <summary>The id for action interactions in real time, for a dataset of that type.</summary>
    public string? TrackingId { get; init; }
}
