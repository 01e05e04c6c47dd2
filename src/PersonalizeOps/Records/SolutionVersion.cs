namespace PersonalizeOps.Records;

/// <summary>A solution version: one trained model of a solution.</summary>
public sealed record SolutionVersion : PersonalizeResource
{
    /// <summary>The name of the solution.</summary>
    public required string Solution { get; init; }

    /// <summary>The id of the version, the last part of its ARN.</summary>
    public required string Version { get; init; }

    /// <summary>The ARN of the solution.</summary>
    public required string SolutionArn { get; init; }

    /// <summary>The name of the dataset group.</summary>
    public required string DatasetGroup { get; init; }

    /// <summary>The ARN of the dataset group.</summary>
    public required string DatasetGroupArn { get; init; }

    /// <summary>The name of the recipe.</summary>
    public string? Recipe { get; init; }

    /// <summary>The ARN of the recipe.</summary>
    public string? RecipeArn { get; init; }

    /// <summary>FULL or UPDATE.</summary>
    public string? TrainingMode { get; init; }

    /// <summary>MANUAL or AUTOMATIC.</summary>
    public string? TrainingType { get; init; }

    /// <summary>The billed training hours, once trained.</summary>
    public double? TrainingHours { get; init; }
}
