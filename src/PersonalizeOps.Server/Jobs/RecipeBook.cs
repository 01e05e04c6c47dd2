using System.Globalization;
using PersonalizeOps.Engine.Recipes;

namespace PersonalizeOps.Server.Jobs;

/// <summary>The recipes, for services that may not know the engine.</summary>
internal static class RecipeBook
{
    /// <summary>Gets the recipes that can be trained here, by name.</summary>
    public static IReadOnlyList<RecipeEntry> Trainable { get; } = [.. RecipeCatalog.All.Where(recipe => recipe.CanTrain).Select(Entry)];

    /// <summary>Finds a recipe, whether it can be trained here or not.</summary>
    /// <param name="name">The name, the tail of its ARN.</param>
    /// <returns>The recipe, or null.</returns>
    public static RecipeEntry? Find(string name) => RecipeCatalog.Find(name) is { } recipe ? Entry(recipe) : null;

    /// <summary>Finds the recipe of an ARN that is stored in a resource.</summary>
    /// <param name="arn">The ARN.</param>
    /// <returns>The recipe.</returns>
    public static RecipeEntry OfArn(string arn) => Find(arn[(arn.LastIndexOf('/') + 1)..])!;

    /// <summary>Checks hyperparameters.</summary>
    /// <param name="recipe">A recipe's name.</param>
    /// <param name="place">The member of the API that holds them.</param>
    /// <param name="values">Names and values.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string? Problem(string recipe, ParameterPlace place, IReadOnlyDictionary<string, string>? values)
    {
        var where = place switch
        {
            ParameterPlace.Algorithm => HyperParameterPlace.Algorithm,
            ParameterPlace.FeatureTransformation => HyperParameterPlace.FeatureTransformation,
            _ => HyperParameterPlace.Exploration,
        };
        var known = RecipeCatalog.Find(recipe)!.HyperParameters.Where(parameter => parameter.Where == where).ToList();
        return (values ?? new Dictionary<string, string>())
            .Select(entry => Problem(recipe, known.Find(parameter => parameter.Name == entry.Key), entry.Key, entry.Value))
            .FirstOrDefault(problem => problem is not null);
    }

    /// <summary>Lists the hyperparameters of a recipe.</summary>
    /// <param name="recipe">A recipe's name.</param>
    /// <returns>The parameters.</returns>
    public static IReadOnlyList<ParameterEntry> Parameters(string recipe) => [.. RecipeCatalog.Find(recipe)!.HyperParameters.Select(Entry)];

    /// <summary>Lists the hyperparameters of an algorithm.</summary>
    /// <param name="algorithm">The tail of its ARN.</param>
    /// <returns>The parameters; null when no recipe has the algorithm.</returns>
    public static IReadOnlyList<ParameterEntry>? AlgorithmParameters(string algorithm) =>
        ParametersOf(recipe => recipe.AlgorithmName == algorithm, ParameterPlace.Algorithm);

    /// <summary>Lists the parameters of a feature transformation.</summary>
    /// <param name="transformation">The tail of its ARN.</param>
    /// <returns>The parameters; null when no recipe has the feature transformation.</returns>
    public static IReadOnlyList<ParameterEntry>? TransformationParameters(string transformation) =>
        ParametersOf(recipe => recipe.FeatureTransformationName == transformation, ParameterPlace.FeatureTransformation);

    private static List<ParameterEntry>? ParametersOf(Func<RecipeInfo, bool> has, ParameterPlace place)
    {
        var recipes = RecipeCatalog.All.Where(has).ToList();
        return recipes.Count == 0
            ? null
            : [.. recipes.SelectMany(recipe => Parameters(recipe.Name)).Where(entry => entry.Place == place).DistinctBy(entry => entry.Name)];
    }

    private static ParameterEntry Entry(HyperParameterInfo info) => new(
        info.Name,
        info.Where switch
        {
            HyperParameterPlace.Algorithm => ParameterPlace.Algorithm,
            HyperParameterPlace.FeatureTransformation => ParameterPlace.FeatureTransformation,
            _ => ParameterPlace.Exploration,
        },
        info.Default,
        info.Tunable,
        info.Kind == HyperParameterKind.Integer,
        info.Minimum,
        info.Maximum,
        info.Kind == HyperParameterKind.Boolean ? ["True", "False"] : []);

    private static string? Problem(string recipe, HyperParameterInfo? parameter, string name, string value)
    {
        if (parameter is null)
        {
            return $"The recipe {recipe} has no parameter {name} here.";
        }

        var isValid = parameter.Kind switch
        {
            HyperParameterKind.Integer => long.TryParse(value, CultureInfo.InvariantCulture, out var number) && IsWithin(parameter, number),
            HyperParameterKind.Float => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && IsWithin(parameter, number),
            HyperParameterKind.Boolean => bool.TryParse(value, out _),
            _ => parameter.Values?.Contains(value) ?? value.Length > 0,
        };
        return isValid ? null : $"The value '{value}' of {name} is not allowed: it must be {Range(parameter)}.";
    }

    private static bool IsWithin(HyperParameterInfo parameter, double value) =>
        double.IsFinite(value) && value >= (parameter.Minimum ?? double.MinValue) && value <= (parameter.Maximum ?? double.MaxValue);

    private static string Range(HyperParameterInfo parameter) => parameter switch
    {
        { Kind: HyperParameterKind.Boolean } => "True or False",
        { Values: { } values } => $"one of {string.Join(", ", values)}",
        { Kind: HyperParameterKind.Text } => "a text",
        { Maximum: null } => $"a number of at least {parameter.Minimum}",
        { Kind: HyperParameterKind.Integer } => $"an integer from {parameter.Minimum} to {parameter.Maximum}",
        _ => $"a number from {parameter.Minimum} to {parameter.Maximum}",
    };

    private static RecipeEntry Entry(RecipeInfo recipe) => new(
        recipe.Name,
        recipe.Type,
        recipe.AlgorithmName,
        recipe.FeatureTransformationName,
        recipe.Description,
        recipe.Domain,
        recipe.CanTrain)
    {
        BaseRecipe = recipe.UseCase?.BaseRecipe ?? recipe.Name,
        EventType = recipe.UseCase?.EventType,
        HiddenEventType = recipe.UseCase?.HiddenEventType,
        NeedsItem = recipe.UseCase?.NeedsItem ?? (recipe.Type == "RELATED_ITEMS" || recipe.Name == "aws-item-affinity"),
        NeedsUser = recipe.UseCase?.NeedsUser ?? recipe.Type is "USER_PERSONALIZATION" or "PERSONALIZED_RANKING" or "PERSONALIZED_ACTIONS",
        NeedsItemsDataset = recipe.UseCase?.NeedsItemsDataset == true,
    };
}
