namespace PersonalizeOps.Records;

/// <summary>Whether a bucket takes uploads by the endpoint of transfer acceleration.</summary>
public sealed record TransferAcceleration
{
    /// <summary>The bucket.</summary>
    public required string Bucket { get; init; }

    /// <summary>Enabled, Suspended, or NotConfigured when it never was on.</summary>
    public required string Status { get; init; }

    /// <summary>The host that uploads go to when it is on.</summary>
    public required string Endpoint { get; init; }
}
