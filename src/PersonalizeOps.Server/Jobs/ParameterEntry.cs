namespace PersonalizeOps.Server.Jobs;

/// <summary>What services know of a hyperparameter.</summary>
/// <param name="Name">The API's name.</param>
/// <param name="Place">The member of the API that takes it.</param>
/// <param name="Default">Its default as the API's text.</param>
/// <param name="IsTunable">Whether hyperparameter optimization may choose it.</param>
/// <param name="IsInteger">Whether it is a whole number.</param>
/// <param name="Minimum">The least value; null without limit.</param>
/// <param name="Maximum">The greatest value; null without limit.</param>
/// <param name="Values">The values of a parameter that is no number; empty for numbers and for texts of any kind.</param>
internal sealed record ParameterEntry(
    string Name,
    ParameterPlace Place,
    string Default,
    bool IsTunable,
    bool IsInteger,
    double? Minimum,
    double? Maximum,
    IReadOnlyList<string> Values);
