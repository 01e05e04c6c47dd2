namespace PersonalizeOps.Records;

/// <summary>One training of a search for hyperparameters.</summary>
public sealed record TuningTrial
{
    /// <summary>The name of the solution.</summary>
    public required string Solution { get; init; }

    /// <summary>The ARN of the solution version that the search led to.</summary>
    public required string SolutionVersionArn { get; init; }

    /// <summary>The place in the search, from 1; the first trial has the default values.</summary>
    public required int Number { get; init; }

    /// <summary>Whether the version was trained with its values.</summary>
    public required bool IsBest { get; init; }

    /// <summary>What the search maximizes: NDCG@10 and half of MRR@25, on test users of its own.</summary>
    public required double Objective { get; init; }

    /// <summary>Normalized discounted cumulative gain of the top 10, 0 to 1, or null when the recipe has no such metric.</summary>
    public double? NdcgAt10 { get; init; }

    /// <summary>Mean reciprocal rank of the first hit in the top 25, or null when the recipe has no such metric.</summary>
    public double? MrrAt25 { get; init; }

    /// <summary>The hyperparameters by name.</summary>
    public required IReadOnlyDictionary<string, string> HyperParameter { get; init => field = NamedValues<string>.Of(value); }

    /// <summary>All metrics by the service's names.</summary>
    public required IReadOnlyDictionary<string, double> Metric { get; init => field = NamedValues<double>.Of(value); }
}
