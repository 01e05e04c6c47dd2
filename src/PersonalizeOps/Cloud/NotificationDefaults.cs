namespace PersonalizeOps.Cloud;

/// <summary>The keys that are told where nobody says otherwise: those of the bundled templates.</summary>
internal static class NotificationDefaults
{
    /// <summary>What starts a workflow, or what its results are.</summary>
    public static (string Prefix, string Suffix) Of(string workflow, bool isOfResults) => (workflow, isOfResults) switch
    {
        ("Train", false) => ("movie-lens/raw_data/input/", ".csv"),
        ("Train", true) => ("movie-lens/model_input/", ".csv"),
        (_, false) => ("movie-lens/batch/input/", ".json"),
        (_, true) => ("movie-lens/batch/results/", ".parquet"),
    };
}
