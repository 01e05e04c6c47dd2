namespace PersonalizeOps.Engine.Recipes;

/// <summary>The recipes of the service, custom ones and those of the domains, with those this engine can train marked.</summary>
public static class RecipeCatalog
{
    internal const string UserPersonalizationType = "USER_PERSONALIZATION";
    private const string PopularItemsType = "POPULAR_ITEMS";
    private const string RelatedItemsType = "RELATED_ITEMS";
    internal const string RankingType = "PERSONALIZED_RANKING";
    private const string SegmentationType = "USER_SEGMENTATION";
    private const string PercentileFiltering = "JSON-percentile-filtering";

    private static readonly RecipeInfo[] Custom =
    [
        Create(ItemAffinity.RecipeName, SegmentationType, "item-affinity", "Finds the users most likely to interact with an item.", SegmentDimension),
        Create(
            ItemAttributeAffinity.AttributeName,
            SegmentationType,
            "item-attribute-affinity",
            "Finds the users most likely to interact with items that have an attribute.",
            SegmentDimension),
        Create(
            NextBestAction.RecipeName,
            "PERSONALIZED_ACTIONS",
            "aws-next-best-action",
            "Predicts the actions a user is most likely to take.",
            Integer("action_optimization_period", "14", 7, 28, HyperParameterPlace.FeatureTransformation)),
        Create("aws-personalized-ranking", RankingType, PercentileFiltering, "Reorders a list of items for a user.", SequenceParameters),
        Create("aws-personalized-ranking-v2", RankingType, "aws-personalized-ranking-v2", "Reorders a list of items for a user.", RecencyBias),
        Create(PopularityCount.RecipeName, PopularItemsType, "sims", "Recommends the items that most users interacted with."),
        Create(
            SemanticSimilarity.RecipeName,
            RelatedItemsType,
            "aws-semantic-similarity",
            "Recommends items whose descriptions are similar to that of an item."),
        Create(
            SimilarItems.RecipeName,
            RelatedItemsType,
            "aws-similar-items",
            "Recommends items similar to an item, by co-interactions and metadata.",
            Tunable("item_id_hidden_dim", "100", 30, 200),
            Tunable("item_metadata_hidden_dim", "100", 30, 200)),
        Create(
            Sims.RecipeName,
            RelatedItemsType,
            "sims",
            "Recommends items that occur together with an item in the histories of users.",
            [Fraction("popularity_discount_factor", "0.5", HyperParameterPlace.Algorithm, tunable: true), Tunable("min_cointeraction_count", "3", 0, 10),
            .. Percentiles("user_history_length", "0.005", "0.995"), .. Percentiles("item_interaction_count", "0.01", "0.9")]),
        Create(
            TrendingNow.RecipeName,
            PopularItemsType,
            "aws-trending-now-custom",
            "Recommends the items whose popularity grows fastest.",
            new HyperParameterInfo(
                "trend_discovery_frequency",
                HyperParameterKind.Text,
                "2 hours",
                null,
                null,
                false,
                HyperParameterPlace.FeatureTransformation,
                TrendingNow.Frequencies)),
        Create(
            UserPersonalization.RecipeName,
            UserPersonalizationType,
            PercentileFiltering,
            "Predicts the items a user will interact with next, from the user's history.",
            [.. SequenceParameters, Fraction("explorationWeight", "0.3", HyperParameterPlace.Exploration),
            new("explorationItemAgeCutOff", HyperParameterKind.Float, "30.0", 1, null, false, HyperParameterPlace.Exploration)]),
        Create(
            "aws-user-personalization-v2",
            UserPersonalizationType,
            "aws-user-personalization-v2",
            "Predicts the items a user will interact with next, from the user's history.",
            RecencyBias),
    ];

    /// <summary>All recipes: the custom ones by name, then those of the domains by name.</summary>
    public static IReadOnlyList<RecipeInfo> All { get; } = [.. Custom, .. UseCaseRecipes.Of(Custom)];

    private static HyperParameterInfo SegmentDimension => Integer("hidden_dimension", "149", 32, 256, HyperParameterPlace.Algorithm);

    private static HyperParameterInfo RecencyBias =>
        new("apply_recency_bias", HyperParameterKind.Boolean, "true", null, null, false, HyperParameterPlace.Algorithm);

    private static HyperParameterInfo[] SequenceParameters =>
    [
        Tunable("hidden_dimension", "149", 32, 256),
        Tunable("bptt", "32", 2, 32),
        new("recency_mask", HyperParameterKind.Boolean, "True", null, null, true, HyperParameterPlace.Algorithm),
        .. Percentiles("user_history_length", "0.0", "0.99"),
    ];

    /// <summary>Finds a recipe.</summary>
    /// <param name="name">The name, the tail of its ARN.</param>
    /// <returns>The recipe; null when there is none of that name.</returns>
    public static RecipeInfo? Find(string name)
    {
        foreach (var recipe in All)
        {
            if (recipe.Name == name)
            {
                return recipe;
            }
        }

        return null;
    }

    private static RecipeInfo Create(
        string name,
        string type,
        string featureTransformation,
        string description,
        params HyperParameterInfo[] parameters)
    {
        var algorithm = name == TrendingNow.RecipeName ? "aws-trending-now-custom" : name;
        return new RecipeInfo(name, type, algorithm, featureTransformation, description, null, parameters, Recipe.IsTrainable(name));
    }

    private static HyperParameterInfo Integer(string name, string standard, int minimum, int maximum, HyperParameterPlace place) =>
        new(name, HyperParameterKind.Integer, standard, minimum, maximum, false, place);

    private static HyperParameterInfo Tunable(string name, string standard, int minimum, int maximum) =>
        new(name, HyperParameterKind.Integer, standard, minimum, maximum, true, HyperParameterPlace.Algorithm);

    private static HyperParameterInfo Fraction(string name, string standard, HyperParameterPlace place, bool tunable = false) =>
        new(name, HyperParameterKind.Float, standard, 0, 1, tunable, place);

    private static HyperParameterInfo[] Percentiles(string of, string minimum, string maximum) =>
    [
        Fraction($"min_{of}_percentile", minimum, HyperParameterPlace.FeatureTransformation),
        Fraction($"max_{of}_percentile", maximum, HyperParameterPlace.FeatureTransformation),
    ];
}
