namespace PersonalizeOps.Connection;

/// <summary>How a file is uploaded.</summary>
internal sealed record UploadOptions
{
    /// <summary>How many parts are sent at once.</summary>
    public int ThrottleLimit { get; init; } = 8;

    /// <summary>Leaves the object alone when it already has this content.</summary>
    public bool SkipUnchanged { get; init; }

    /// <summary>Takes up an unfinished upload of the same key, and leaves this one on S3 when it is interrupted; otherwise nothing unfinished stays.</summary>
    public bool Resumable { get; init; }

    /// <summary>Gives up unfinished uploads of the same key first.</summary>
    public bool DropUnfinished { get; init; }

    /// <summary>Whether it goes to the endpoint of transfer acceleration.</summary>
    public bool Accelerated { get; init; }
}
