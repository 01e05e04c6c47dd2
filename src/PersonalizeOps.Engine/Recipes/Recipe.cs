using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Metrics;
using PersonalizeOps.Engine.Models;

namespace PersonalizeOps.Engine.Recipes;

/// <summary>A way to learn from interactions. Recipes hold no state: one instance may train several models at once.</summary>
public abstract class Recipe
{
    private const int MinimumInteractions = 1000;
    private const int MinimumUsers = 25;
    private const double MinimumUserShare = 0.01;

    private static readonly Dictionary<string, Func<Recipe>> Trainable = new()
    {
        [ItemAffinity.RecipeName] = () => new ItemAffinity(),
        [ItemAttributeAffinity.AttributeName] = () => new ItemAttributeAffinity(),
        [NextBestAction.RecipeName] = () => new NextBestAction(),
        [PersonalizedRanking.RankingName] = () => new PersonalizedRanking(),
        [PersonalizedRankingV2.RankingName] = () => new PersonalizedRankingV2(),
        [PopularityCount.RecipeName] = () => new PopularityCount(),
        [SemanticSimilarity.RecipeName] = () => new SemanticSimilarity(),
        [SimilarItems.RecipeName] = () => new SimilarItems(),
        [Sims.RecipeName] = () => new Sims(),
        [TrendingNow.RecipeName] = () => new TrendingNow(),
        [UserPersonalization.RecipeName] = () => new UserPersonalization(),
        [UserPersonalizationV2.RecipeNameV2] = () => new UserPersonalizationV2(),
    };

    private protected Recipe(string name) => Name = name;

    /// <summary>The name, the tail of the recipe's ARN.</summary>
    public string Name { get; }

    /// <summary>What the API tells of the recipe.</summary>
    public RecipeInfo Info => RecipeCatalog.Find(Name)!;

    /// <summary>Creates a recipe.</summary>
    /// <param name="name">The name, such as <c>aws-user-personalization</c>.</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="ArgumentException">There is no recipe of that name.</exception>
    /// <exception cref="NotSupportedException">The recipe exists and this engine cannot train it.</exception>
    public static Recipe Create(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Trainable.TryGetValue(name, out var create))
        {
            return create();
        }

        throw RecipeCatalog.Find(name) is null
            ? new ArgumentException($"There is no recipe '{name}'.", nameof(name))
            : new NotSupportedException($"The local engine cannot train recipe {name}.");
    }

    /// <summary>Checks whether there is enough data to train on: 1,000 interactions; 25 users, and 1 % of all, with two or more.</summary>
    /// <param name="data">The data.</param>
    /// <exception cref="InsufficientDataException">There is not.</exception>
    public virtual void Check(TrainingData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var store = data.Interactions;
        if (store.Count < MinimumInteractions)
        {
            var filter = store.EventTypeFilter is null ? string.Empty : $" after filtering by event type: {store.EventTypeFilter}";
            throw new InsufficientDataException($"Dataset has fewer than {MinimumInteractions} interactions{filter}");
        }

        var users = 0;
        for (var user = 0; user < store.UserCount; user++)
        {
            users += store.ItemsOf(user).Length >= 2 ? 1 : 0;
        }

        if (users < MinimumUsers)
        {
            throw new InsufficientDataException($"Create failed. Dataset has fewer than {MinimumUsers} users with at least 2 interactions each");
        }

        if (users < MinimumUserShare * store.UserCount)
        {
            throw new InsufficientDataException("Create failed. Fewer than 1 % of the users in the dataset have at least 2 interactions each");
        }
    }

    /// <summary>Checks hyperparameters without training.</summary>
    /// <param name="hyperParameters">Names and values as the API's texts.</param>
    /// <exception cref="HyperParameterException">A name is unknown or a value not allowed.</exception>
    public void CheckHyperParameters(IReadOnlyDictionary<string, string> hyperParameters)
    {
        ArgumentNullException.ThrowIfNull(hyperParameters);
        _ = new HyperParameterValues(Info, hyperParameters);
    }

    /// <summary>Trains a model on all of the data.</summary>
    /// <param name="data">The data; not needed any more when the method has returned.</param>
    /// <param name="options">Hyperparameters, seed and threads.</param>
    /// <param name="progress">Told how far it is; may be null.</param>
    /// <param name="cancellationToken">Stops the training within a second.</param>
    /// <returns>The model, in memory.</returns>
    /// <exception cref="InsufficientDataException">There is too little data.</exception>
    /// <exception cref="HyperParameterException">A hyperparameter is unknown or not allowed.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    /// <exception cref="ArgumentException">The recipe takes no event weights or objective, or a weight is not 0 to 1 or all of them are 0.</exception>
    public TrainedModel Train(
        TrainingData data,
        TrainingOptions options,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        cancellationToken.ThrowIfCancellationRequested();
        data = Select(data, options);
        Check(data);
        var parameters = new HyperParameterValues(Info, options.HyperParameters);
        var catalog = CreateCatalog(data);
        return Fit(new FitContext(catalog, catalog.Histories, data, options, parameters, progress, cancellationToken));
    }

    /// <summary>
    /// Takes new items, users and interactions into a trained model without training it again: training mode UPDATE, and what the service does by itself every two
    /// hours. New items get scores from the trained items whose metadata is similar, and take part in exploration; new interactions count as histories.
    /// </summary>
    /// <param name="previous">A model of this recipe, trained or updated. It may be disposed afterwards.</param>
    /// <param name="data">All of the data as it is now; not needed any more when the method has returned.</param>
    /// <param name="options">Seed and threads; hyperparameters stay those of the training.</param>
    /// <param name="progress">Told how far it is; may be null.</param>
    /// <param name="cancellationToken">Stops the update within a second.</param>
    /// <returns>The updated model, in memory.</returns>
    /// <exception cref="ArgumentException">The model is of another recipe.</exception>
    /// <exception cref="NotSupportedException">The recipe cannot be updated.</exception>
    /// <exception cref="OperationCanceledException">The update was cancelled.</exception>
    public TrainedModel Update(
        TrainedModel previous,
        TrainingData data,
        TrainingOptions options,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(previous);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        if (previous.Recipe != Name)
        {
            throw new ArgumentException($"A model of recipe {previous.Recipe} cannot be updated by recipe {Name}.", nameof(previous));
        }

        cancellationToken.ThrowIfCancellationRequested();
        using var lease = previous.Acquire();
        return Renew(previous, Select(data, options), options, progress, cancellationToken);
    }

    internal static bool IsTrainable(string name) => Trainable.ContainsKey(name);

    /// <summary>What a model for serving knows besides its own numbers.</summary>
    internal virtual ModelCatalog CreateCatalog(TrainingData data) => ModelCatalog.ForServing(data.Interactions, data.Items);

    /// <summary>Takes new data into a model, see <see cref="Update"/>.</summary>
    internal virtual TrainedModel Renew(
        TrainedModel previous,
        TrainingData data,
        TrainingOptions options,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken) => throw new NotSupportedException($"Recipe {Name} cannot be updated; it needs a full training.");

    /// <summary>Fits a model to histories, without the rules on the least data.</summary>
    internal abstract TrainedModel Fit(FitContext context);

    /// <summary>Reads a model's own sections.</summary>
    internal abstract TrainedModel Read(ModelCatalog catalog, SectionFile file);

    /// <summary>Trains on a part of the data and measures the predictions for the rest; the metrics by the API's keys, not rounded.</summary>
    internal virtual IReadOnlyDictionary<string, double> Evaluate(
        TrainingData data,
        HyperParameterValues parameters,
        TrainingOptions options,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken) =>
        OfflineEvaluation.RankForTestUsers(this, data, parameters, options, progress, cancellationToken);

    /// <summary>The data that is trained on under some options.</summary>
    /// <exception cref="ArgumentException">The recipe does not know the options, or they make no sense.</exception>
    internal virtual TrainingData Select(TrainingData data, TrainingOptions options)
    {
        if (options.EventWeights.Count > 0)
        {
            throw new ArgumentException($"Recipe {Name} takes no event weights.", nameof(options));
        }

        return options.Objective is null ? data : throw new ArgumentException($"Recipe {Name} takes no optimization objective.", nameof(options));
    }

    /// <summary>What an evaluation gives the model to predict from, of the part of a test user's history it may see.</summary>
    internal virtual ReadOnlySpan<int> EvaluationInput(ReadOnlySpan<int> history) => history;
}
