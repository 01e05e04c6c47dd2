using System.Collections.Concurrent;
using System.Globalization;
using Amazon.Personalize.Model;
using PersonalizeOps.Engine.Filters;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Server.Jobs.Deletion;
using PersonalizeOps.Server.Jobs.Training;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Serving;

/// <summary>Answers for campaigns and recommenders from opened models. A model is open while one of them refers to it.</summary>
internal sealed class CampaignServer(
    Database database,
    ModelFolders folders,
    RecentEvents recent,
    ForgottenUsers forgotten,
    FilterBook filters,
    TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<TrainedModel>> _models = new();
    private readonly ConcurrentDictionary<string, ServedCampaign> _campaigns = new();
    private readonly Lock _remembering = new();
    private int _changes;

    /// <summary>Opens the model of a solution version.</summary>
    /// <param name="solutionVersionArn">An ACTIVE solution version.</param>
    /// <exception cref="JobFailedException">The model's files are missing or damaged.</exception>
    public void Load(string solutionVersionArn)
    {
        try
        {
            _ = Model(solutionVersionArn);
        }
        catch (Exception exception) when (exception is IOException or StoreFormatException)
        {
            throw new JobFailedException($"The model of {solutionVersionArn} cannot be loaded: {exception.Message}", exception);
        }
    }

    /// <summary>Finds a campaign or recommender that is in service.</summary>
    /// <param name="campaignArn">The campaign or recommender.</param>
    /// <returns>What is known of it; null when there is none or it is not ACTIVE.</returns>
    public ServedCampaign? Find(string campaignArn)
    {
        if (_campaigns.TryGetValue(campaignArn, out var known))
        {
            return known;
        }

        var changes = Volatile.Read(ref _changes);
        var campaign = database.Read(session => Read(session, campaignArn));
        lock (_remembering)
        {
            // What was read before a change must not be remembered after it.
            if (campaign is not null && changes == _changes)
            {
                _campaigns[campaignArn] = campaign;
            }
        }

        return campaign;
    }

    /// <summary>Gives the status of a campaign or recommender, whether it is in service or not.</summary>
    /// <param name="arn">The campaign or recommender.</param>
    /// <returns>The status; null when there is none.</returns>
    public string? StatusOf(string arn) => database.Read(session => session.Resources.Find(arn)?.Status);

    /// <summary>Recommends or ranks items, or chooses actions.</summary>
    /// <param name="campaign">The campaign or recommender.</param>
    /// <param name="request">What is asked.</param>
    /// <returns>The items, best first; null when the model went out of service meanwhile, so that <see cref="Find"/> tells anew.</returns>
    /// <exception cref="ServiceError">A filter cannot be used.</exception>
    public IReadOnlyList<ServedItem>? Recommend(ServedCampaign campaign, ServedRequest request)
    {
        try
        {
            var model = Model(campaign.SolutionVersionArn);
            var recentItems = RecentItems(campaign, request.UserId);
            var query = new RecommendationQuery
            {
                UserId = Known(campaign, request.UserId),
                ItemId = request.ItemId,
                NumResults = request.Count,
                RecentItems = recentItems,
                RecentActions = campaign.Recipe.ChoosesActions ? RecentActions(campaign, request.UserId) : null,
                Now = campaign.Recipe.ChoosesActions ? time.GetUtcNow().ToUnixTimeSeconds() : null,
                Candidates = request.Candidates,
                Context = request.Context,
                Filter = Filter(campaign, request, model),
                Exploration = Exploration(campaign, recentItems),
                Influence = Influence(campaign),
            };
            return request.Promotion is { } promotion
                ? Promote(campaign, promotion, model, query)
                : Array.ConvertAll(model.Recommend(query).ToArray(), item => new ServedItem(item.ItemId, item.Score, item.Reasons));
        }
        catch (Exception exception) when (exception is ObjectDisposedException or FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Explains by a user's history why items are recommended.</summary>
    /// <param name="campaign">The campaign or recommender.</param>
    /// <param name="userId">The user.</param>
    /// <param name="itemIds">The items.</param>
    /// <returns>The explanations in that order; null when the model went out of service meanwhile, so that <see cref="Find"/> tells anew.</returns>
    /// <exception cref="ServiceError">The recipe does not recommend by histories, or the model does not know an item.</exception>
    public IReadOnlyList<ServedExplanation>? Explain(ServedCampaign campaign, string userId, IReadOnlyList<string> itemIds)
    {
        try
        {
            var model = Model(campaign.SolutionVersionArn);
            var query = new RecommendationQuery { UserId = Known(campaign, userId), RecentItems = RecentItems(campaign, userId) };
            return [.. itemIds.Select(itemId => Explain(model, query, itemId))];
        }
        catch (NotSupportedException exception)
        {
            throw Errors.InvalidInput(exception.Message);
        }
        catch (Exception exception) when (exception is ObjectDisposedException or FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Forgets what is known of a campaign, and closes models that no campaign refers to any more.</summary>
    /// <param name="campaignArn">A campaign that was changed or removed.</param>
    public void Forget(string campaignArn)
    {
        lock (_remembering)
        {
            _changes++;
            _campaigns.TryRemove(campaignArn, out _);
        }

        foreach (var arn in _models.Keys.Where(arn => !IsReferred(arn)))
        {
            if (_models.TryRemove(arn, out var model) && model.IsValueCreated)
            {
                model.Value.Dispose();
            }
        }
    }

    /// <summary>Forgets a recommender and closes its model: it has another one from now on, or none.</summary>
    /// <param name="recommenderArn">The recommender.</param>
    public void Reload(string recommenderArn)
    {
        if (_models.TryRemove(recommenderArn, out var model) && model.IsValueCreated)
        {
            model.Value.Dispose();
        }

        Forget(recommenderArn);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var model in _models.Values.Where(model => model.IsValueCreated))
        {
            model.Value.Dispose();
        }
    }

    private static ServedExplanation Explain(TrainedModel model, RecommendationQuery query, string itemId)
    {
        try
        {
            var contributions = model.Explain(query, itemId);
            return new ServedExplanation(itemId, [.. contributions.Select(one => new ServedContribution(one.ItemId, one.Share))]);
        }
        catch (ArgumentException)
        {
            throw Errors.InvalidInput($"The model does not know the item {itemId}.");
        }
    }

    /// <summary>Finds the items a user met after the training of the model in service.</summary>
    private IReadOnlyList<string>? RecentItems(ServedCampaign campaign, string? userId) =>
        campaign.Recent is { } scope && userId is not null
            ? [.. recent.Of(scope.DatasetArn, userId, scope.After).Where(scope.Counts).Select(item => item.ItemId)]
            : null;

    private string? Known(ServedCampaign campaign, string? userId) =>
        campaign.Forgets is { } scope && userId is not null ? forgotten.Known(scope.DatasetGroupArn, scope.Trained, userId) : userId;

    private IReadOnlyList<RecentAction>? RecentActions(ServedCampaign campaign, string? userId) =>
        campaign.Recent is { } scope && userId is not null
            ? [.. recent.Of(DatasetOf(campaign.DatasetGroupArn, "ACTION_INTERACTIONS"), userId, scope.After)
                .Select(item => new RecentAction(item.ItemId, item.EventType, item.SentAt.ToUnixTimeSeconds()))]
            : null;

    private ItemFilter? Filter(ServedCampaign campaign, ServedRequest request, TrainedModel model)
    {
        var chosen = request.Filter is null ? null : filters.Bind(request.Filter, campaign.DatasetGroupArn, model, request.UserId, request.ItemId);
        if (campaign.Recipe.HiddenEventType is not { } hidden || string.IsNullOrEmpty(request.UserId))
        {
            return chosen;
        }

        var visible = filters.Hide(hidden, campaign.DatasetGroupArn, model, request.UserId);
        return chosen?.And(visible) ?? visible;
    }

    // What is explored stays until the user does something, so that requests can be repeated.
    private static ExplorationOptions Exploration(ServedCampaign campaign, IReadOnlyList<string>? recentItems) => new()
    {
        Weight = campaign.Exploration?.Weight ?? ExplorationOptions.AutomaticWeight,
        AgeCutOffDays = campaign.Exploration?.AgeCutOffDays ?? ExplorationSettings.DefaultAgeCutOffDays,
        Seed = PromotionMix.SeedOf(campaign.Arn, (recentItems?.Count ?? 0).ToString(CultureInfo.InvariantCulture)),
    };

    private static RankingInfluence? Influence(ServedCampaign campaign) => campaign.Influence is { } influence
        ? new RankingInfluence(influence.GetValueOrDefault("POPULARITY"), influence.GetValueOrDefault("FRESHNESS"))
        : null;

    // The request's filter does not apply to promoted items, nor theirs to the others.
    private IReadOnlyList<ServedItem> Promote(ServedCampaign campaign, ServedPromotion promotion, TrainedModel model, RecommendationQuery query)
    {
        var promotable = query with
        {
            NumResults = PromotionMix.CountOf(query.NumResults, promotion.Percent),
            Filter = filters.Bind(promotion.Filter, campaign.DatasetGroupArn, model, query.UserId, query.ItemId),
        };
        var promoted = model.Recommend(promotable)
            .Select(item => new ServedItem(item.ItemId, item.Score, [PromotionMix.Reason], promotion.Name))
            .ToList();
        var others = model.Recommend(query).Select(item => new ServedItem(item.ItemId, item.Score, item.Reasons));
        return PromotionMix.Mix(promoted, others, query.NumResults, PromotionMix.SeedOf(campaign.Arn, promotion.Name, query.UserId, query.ItemId));
    }

    private TrainedModel Model(string solutionVersionArn)
    {
        var model = _models.GetOrAdd(solutionVersionArn, arn => new Lazy<TrainedModel>(() => Open(arn)));
        try
        {
            return model.Value;
        }
        catch
        {
            _models.TryRemove(KeyValuePair.Create(solutionVersionArn, model));
            throw;
        }
    }

    private TrainedModel Open(string solutionVersionArn)
    {
        var folder = database.Read(session => session.Models.Find(solutionVersionArn)?.Folder);
        return folder is null
            ? throw new FileNotFoundException($"The solution version {solutionVersionArn} has no model.")
            : TrainedModel.Open(folders.PathOf(folder));
    }

    private bool IsReferred(string solutionVersionArn)
    {
        if (database.Read(session => session.Resources.Find(solutionVersionArn)) is { Kind: ResourceKind.Recommender })
        {
            return true;
        }

        var parts = solutionVersionArn.Split(':', 6);
        var query = new ResourceQuery(parts[4], parts[3], ResourceKind.Campaign, solutionVersionArn);
        return database.Read(session => session.Resources.Count(query)) > 0;
    }

    private static ServedCampaign? Read(StateSession session, string arn) => session.Resources.Find(arn) switch
    {
        { Kind: ResourceKind.Campaign, Status: ResourceStatus.Active } row => ReadCampaign(session, row),
        { Kind: ResourceKind.Recommender, Status: ResourceStatus.Active } row => ReadRecommender(session, row),
        _ => null,
    };

    private static ServedCampaign ReadRecommender(StateSession session, ResourceRow row)
    {
        var recommender = ResourceDocument.Read<Recommender>(row);
        var recipe = RecipeBook.OfArn(recommender.RecipeArn);
        var hasMetadata = recommender.RecommenderConfig?.EnableMetadataWithRecommendations == true;
        var position = session.Models.Find(row.Arn)!.Position;
        var recent = recipe.TakesEvents ? new RecentScope(DatasetOf(recommender.DatasetGroupArn, "INTERACTIONS"), position, recipe.EventType, null) : null;
        return Create(session, row, row.Arn, recipe, recommender.DatasetGroupArn, hasMetadata, recent) with
        {
            Exploration = ExplorationSettings.Of(recipe, recommender.RecommenderConfig?.ItemExplorationConfig),
        };
    }

    private static ServedCampaign ReadCampaign(StateSession session, ResourceRow row)
    {
        var campaign = ResourceDocument.Read<Campaign>(row);
        var version = ResourceDocument.Read<SolutionVersion>(ResourceTransitions.Find(session, campaign.SolutionVersionArn));
        var recipe = RecipeBook.OfArn(version.RecipeArn);
        var hasMetadata = recipe.AlwaysHasMetadata || campaign.CampaignConfig?.EnableMetadataWithRecommendations == true;
        var recent = recipe.TakesEvents ? Recent(session, version) : null;
        return Create(session, row, campaign.SolutionVersionArn, recipe, version.DatasetGroupArn, hasMetadata, recent) with
        {
            Exploration = ExplorationSettings.Of(recipe, campaign.CampaignConfig?.ItemExplorationConfig),
            Influence = campaign.CampaignConfig?.RankingInfluence,
        };
    }

    /// <summary>Tells which events are news to a solution version.</summary>
    internal static RecentScope Recent(StateSession session, SolutionVersion version) => new(
        DatasetOf(version.DatasetGroupArn, "INTERACTIONS"),
        session.Models.Find(version.SolutionVersionArn)!.Position,
        string.IsNullOrEmpty(version.EventType) ? null : version.EventType,
        version.SolutionConfig?.EventValueThreshold is { Length: > 0 } value ? double.Parse(value, CultureInfo.InvariantCulture) : null);

    private static string DatasetOf(string datasetGroupArn, string type) =>
        $"{datasetGroupArn.Replace(":dataset-group/", ":dataset/", StringComparison.Ordinal)}/{type}";

    private static ServedCampaign Create(
        StateSession session,
        ResourceRow row,
        string modelArn,
        RecipeEntry recipe,
        string datasetGroupArn,
        bool hasMetadata,
        RecentScope? recent)
    {
        var datasets = session.Resources.All(new ResourceQuery(row.AccountId, row.Region, ResourceKind.Dataset, datasetGroupArn));
        return new ServedCampaign(
            row.Arn,
            modelArn,
            recipe,
            hasMetadata,
            datasets.FirstOrDefault(dataset => dataset.Arn.EndsWith("/ITEMS", StringComparison.Ordinal))?.Arn,
            ContextFields(session, datasets),
            recent,
            Forgets(session, modelArn, datasetGroupArn))
        {
            DatasetGroupArn = datasetGroupArn,
        };
    }

    /// <summary>Tells whom a model must not know any more.</summary>
    internal static ForgottenScope? Forgets(StateSession session, string modelArn, string datasetGroupArn)
    {
        var trained = session.Models.Find(modelArn)!.Begun;
        return session.ForgottenUsers.Any(datasetGroupArn, trained) ? new ForgottenScope(datasetGroupArn, trained) : null;
    }

    private static HashSet<string> ContextFields(StateSession session, IReadOnlyList<ResourceRow> datasets)
    {
        if (datasets.FirstOrDefault(dataset => dataset.Arn.EndsWith("/INTERACTIONS", StringComparison.Ordinal)) is not { } row)
        {
            return [];
        }

        var schema = ResourceDocument.Read<DatasetSchema>(ResourceTransitions.Find(session, ResourceDocument.Read<Dataset>(row).SchemaArn));
        return [.. Data.DatasetSchema.Parse(schema.Schema).Fields.Select(field => field.Name)];
    }
}
