namespace PersonalizeOps.Records;

/// <summary>A solution: a recipe with its settings, trained on a dataset group.</summary>
public sealed record Solution : PersonalizeResource
{
    /// <summary>The name of the dataset group.</summary>
    public required string DatasetGroup { get; init; }

    /// <summary>The ARN of the dataset group.</summary>
    public required string DatasetGroupArn { get; init; }

    /// <summary>The name of the recipe.</summary>
    public string? Recipe { get; init; }

    /// <summary>The ARN of the recipe.</summary>
    public string? RecipeArn { get; init; }

    /// <summary>Whether the service trains new versions by itself, at a cost.</summary>
    public bool PerformAutoTraining { get; init; }

    /// <summary>How often it trains by itself, such as rate(7 days), or null.</summary>
    public string? TrainingSchedule { get; init; }

    /// <summary>Whether training searches for hyperparameters.</summary>
    public bool PerformHpo { get; init; }

    /// <summary>The most trainings of a search for hyperparameters, or null for the service's default.</summary>
    public int? MaxTrainingJobs { get; init; }

    /// <summary>The event type trained on, or null for all.</summary>
    public string? EventType { get; init; }

    /// <summary>Events with a smaller value are left out of training.</summary>
    public double? EventValueThreshold { get; init; }

    /// <summary>The hyperparameters that were set, by name.</summary>
    public required IReadOnlyDictionary<string, string> HyperParameter { get; init => field = NamedValues<string>.Of(value); }

    /// <summary>The ARN of the newest version, or null.</summary>
    public string? LatestVersionArn { get; init; }
}
