namespace PersonalizeOps.Engine.Recipes;

/// <summary>One hyperparameter of a recipe.</summary>
/// <param name="Name">The API's name.</param>
/// <param name="Kind">What values it takes.</param>
/// <param name="Default">The default as the API's text.</param>
/// <param name="Minimum">The least value allowed; null without limit or for texts and Booleans.</param>
/// <param name="Maximum">The greatest value allowed; null without limit or for texts and Booleans.</param>
/// <param name="Tunable">Whether hyperparameter optimisation may choose it.</param>
/// <param name="Where">Where the API takes it.</param>
/// <param name="Values">The texts allowed; null for any.</param>
public sealed record HyperParameterInfo(
    string Name,
    HyperParameterKind Kind,
    string Default,
    double? Minimum,
    double? Maximum,
    bool Tunable,
    HyperParameterPlace Where,
    IReadOnlyList<string>? Values = null);
