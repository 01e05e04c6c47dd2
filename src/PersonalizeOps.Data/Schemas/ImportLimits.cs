namespace PersonalizeOps.Data;

/// <summary>What Personalize asks of the data of an import and of a training.</summary>
/// <remarks>Source: Personalize developer guide, "Quotas" and "Preparing training data".</remarks>
public static class ImportLimits
{
    /// <summary>The rows that an import of interactions needs.</summary>
    public const int MinimumInteractions = 1000;

    /// <summary>The most bytes of a FULL import.</summary>
    public const long MaximumFullBytes = 100L << 30;

    /// <summary>The most bytes of an INCREMENTAL import.</summary>
    public const long MaximumIncrementalBytes = 1L << 30;

    /// <summary>The users with at least two interactions that a training needs.</summary>
    public const int MinimumTrainingUsers = 25;

    /// <summary>Says that an import has too few interactions.</summary>
    /// <param name="rows">The rows that it has.</param>
    public static string TooFewInteractions(long rows) =>
        $"The data has {rows} interactions; an import of interactions needs at least {MinimumInteractions}.";
}
