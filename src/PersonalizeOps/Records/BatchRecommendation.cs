namespace PersonalizeOps.Records;

/// <summary>A batch inference job: recommendations for many users, written to S3. ACTIVE means finished.</summary>
public sealed record BatchRecommendation : PersonalizeResource
{
    /// <summary>The name of the solution.</summary>
    public required string Solution { get; init; }

    /// <summary>The ARN of the solution version.</summary>
    public required string SolutionVersionArn { get; init; }

    /// <summary>The S3 URI of the input, JSON lines.</summary>
    public string? InputUri { get; init; }

    /// <summary>The S3 URI of the folder that receives the output.</summary>
    public string? OutputUri { get; init; }

    /// <summary>The number of items for each user.</summary>
    public int? NumResults { get; init; }

    /// <summary>The ARN of the filter, or null.</summary>
    public string? FilterArn { get; init; }

    /// <summary>The role that reads and writes S3.</summary>
    public string? RoleArn { get; init; }
}
