namespace PersonalizeOps.Records;

/// <summary>A tag of a resource.</summary>
public sealed record PersonalizeTag
{
    /// <summary>The name of the tag.</summary>
    public required string Key { get; init; }

    /// <summary>Its value.</summary>
    public required string Value { get; init; }

    /// <summary>The ARN of the resource.</summary>
    public required string ResourceArn { get; init; }
}
