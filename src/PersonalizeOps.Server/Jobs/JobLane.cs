namespace PersonalizeOps.Server.Jobs;

/// <summary>Groups of workers, so that long work of one sort does not hold up the others.</summary>
internal static class JobLane
{
    /// <summary>Changes of state that are over in no time.</summary>
    public const string Quick = "quick";

    /// <summary>Imports, exports, deletions of users and batch jobs.</summary>
    public const string Data = "data";

    /// <summary>Trainings: each takes all processors, so one at a time.</summary>
    public const string Training = "training";

    /// <summary>Gets the lanes and how many workers each has.</summary>
    public static IReadOnlyDictionary<string, int> Workers { get; } =
        new Dictionary<string, int> { [Quick] = 1, [Data] = 2, [Training] = 1 };

    /// <summary>Gives the lane of a kind of jobs.</summary>
    /// <param name="kind">One of <see cref="JobKind"/>.</param>
    /// <returns>The lane.</returns>
    public static string Of(string kind) => kind switch
    {
        JobKind.Train or JobKind.CreateRecommender or JobKind.UpdateRecommender or JobKind.RetrainRecommender => Training,
        JobKind.Import or JobKind.Export or JobKind.DeleteUsers or JobKind.InferBatch or JobKind.SegmentBatch => Data,
        _ => Quick,
    };
}
