namespace PersonalizeOps.Records;

/// <summary>A schema: the columns of a dataset, as Avro. It exists at once, cannot be changed and has no status of its own.</summary>
public sealed record PersonalizeSchema : PersonalizeResource
{
    /// <summary>ECOMMERCE, VIDEO_ON_DEMAND, or null for a schema of custom dataset groups.</summary>
    public string? Domain { get; init; }

    /// <summary>The Avro document, JSON.</summary>
    public required string Schema { get; init; }

    /// <summary>Its columns; those of New-PersonalizeSchema -Path say why each has its type.</summary>
    public required IReadOnlyList<SchemaColumn> Column { get; init; }
}
