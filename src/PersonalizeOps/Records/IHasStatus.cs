namespace PersonalizeOps.Records;

/// <summary>A resource that comes to be over time.</summary>
internal interface IHasStatus
{
    string Arn { get; }

    string Status { get; }

    string? FailureReason { get; }
}
