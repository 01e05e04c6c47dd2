namespace PersonalizeOps.Engine.Models;

/// <summary>Why an item is recommended, in the words of the API.</summary>
public static class RecommendationReason
{
    /// <summary>The item is popular and stands in where nothing is known that is relevant to the user.</summary>
    public const string PopularItem = "Popular item";

    /// <summary>The item is recommended to find out whether users like it.</summary>
    public const string Exploration = "Exploration";

    internal static IReadOnlyList<string> None { get; } = [];

    internal static IReadOnlyList<string> OnlyExploration { get; } = [Exploration];

    internal static IReadOnlyList<string> OnlyPopularItem { get; } = [PopularItem];
}
