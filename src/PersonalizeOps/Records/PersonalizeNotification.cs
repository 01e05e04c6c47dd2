namespace PersonalizeOps.Records;

/// <summary>A rule of a bucket: which events of which keys are told to whom.</summary>
public sealed record PersonalizeNotification
{
    /// <summary>The bucket.</summary>
    public required string Bucket { get; init; }

    /// <summary>The id of the rule.</summary>
    public required string Id { get; init; }

    /// <summary>Train or Predict; null for a rule of others.</summary>
    public string? Workflow { get; init; }

    /// <summary>The events, such as s3:ObjectCreated:*.</summary>
    public required IReadOnlyList<string> Event { get; init; }

    /// <summary>What the keys begin with; empty for any.</summary>
    public required string Prefix { get; init; }

    /// <summary>What the keys end with; empty for any.</summary>
    public required string Suffix { get; init; }

    /// <summary>Function, Topic or Queue.</summary>
    public required string TargetType { get; init; }

    /// <summary>The ARN of who is told.</summary>
    public required string TargetArn { get; init; }

    /// <summary>Shows what the rule does.</summary>
    /// <returns>Id, events, keys and target.</returns>
    public override string ToString() => $"{Id}: {string.Join(", ", Event)} of {Prefix}*{Suffix} to {TargetArn}";
}
