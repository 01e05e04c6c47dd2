namespace PersonalizeOps.Server.Storage;

/// <summary>A resource as it is stored.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Kind">One of <see cref="ResourceKind"/>.</param>
/// <param name="AccountId">The owning account, twelve digits.</param>
/// <param name="Region">Its region.</param>
/// <param name="Name">Its name, unique within account, region and kind.</param>
/// <param name="Status">One of <see cref="ResourceStatus"/>.</param>
/// <param name="FailureReason">Why it is CREATE FAILED, else null.</param>
/// <param name="Created">When it was made, to the millisecond.</param>
/// <param name="Updated">When it changed last, to the millisecond.</param>
/// <param name="Document">The rest, JSON.</param>
internal sealed record ResourceRow(
    string Arn,
    string Kind,
    string AccountId,
    string Region,
    string Name,
    string Status,
    string? FailureReason,
    DateTimeOffset Created,
    DateTimeOffset Updated,
    string Document)
{
    /// <summary>Gets the place in the order of creation; 0 for a resource that is not stored yet.</summary>
    public long Sequence { get; init; }
}
