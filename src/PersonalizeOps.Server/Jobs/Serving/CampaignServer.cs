using System.Collections.Concurrent;
using System.Globalization;
using Amazon.Personalize.Model;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Server.Jobs.Deletion;
using PersonalizeOps.Server.Jobs.Training;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Serving;

/// <summary>Answers for campaigns from opened models. A model is open while a campaign refers to its solution version.</summary>
internal sealed class CampaignServer(Database database, ModelFolders folders, RecentEvents recent, ForgottenUsers forgotten) : IDisposable
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

    /// <summary>Finds a campaign that is in service.</summary>
    /// <param name="campaignArn">The campaign.</param>
    /// <returns>The campaign; null when there is none or it is not ACTIVE.</returns>
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

    /// <summary>Recommends items.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="userId">The user, where the recipe needs one.</param>
    /// <param name="itemId">The item, where the recipe needs one.</param>
    /// <param name="count">How many, 0 to 500.</param>
    /// <returns>The items, best first; null when the model went out of service meanwhile, so that <see cref="Find"/> tells anew.</returns>
    public IReadOnlyList<ServedItem>? Recommend(ServedCampaign campaign, string? userId, string? itemId, int count)
    {
        try
        {
            var query = new RecommendationQuery { UserId = Known(campaign, userId), ItemId = itemId, NumResults = count, RecentItems = RecentItems(campaign, userId) };
            return [.. Model(campaign.SolutionVersionArn).Recommend(query).Select(item => new ServedItem(item.ItemId, item.Score))];
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

    /// <summary>Finds the items a user met after the training of the model in service.</summary>
    private IReadOnlyList<string>? RecentItems(ServedCampaign campaign, string? userId) =>
        campaign.Recent is { } scope && userId is not null
            ? [.. recent.Of(scope.DatasetArn, userId, scope.After).Where(scope.Counts).Select(item => item.ItemId)]
            : null;

    private string? Known(ServedCampaign campaign, string? userId) =>
        campaign.Forgets is { } scope && userId is not null ? forgotten.Known(scope.DatasetGroupArn, scope.Trained, userId) : userId;

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

    private static ServedCampaign? Read(StateSession session, string campaignArn)
    {
        if (session.Resources.Find(campaignArn) is not { Kind: ResourceKind.Campaign, Status: ResourceStatus.Active } row)
        {
            return null;
        }

        var campaign = ResourceDocument.Read<Campaign>(row);
        var version = ResourceDocument.Read<SolutionVersion>(ResourceTransitions.Find(session, campaign.SolutionVersionArn));
        var datasets = session.Resources.All(new ResourceQuery(row.AccountId, row.Region, ResourceKind.Dataset, version.DatasetGroupArn));
        return new ServedCampaign(
            campaignArn,
            campaign.SolutionVersionArn,
            RecipeBook.Find(version.RecipeArn[(version.RecipeArn.LastIndexOf('/') + 1)..])!,
            campaign.CampaignConfig?.EnableMetadataWithRecommendations == true,
            datasets.FirstOrDefault(dataset => dataset.Arn.EndsWith("/ITEMS", StringComparison.Ordinal))?.Arn,
            ContextFields(session, datasets),
            Recent(session, version, datasets),
            Forgets(session, version));
    }

    private static ForgottenScope? Forgets(StateSession session, SolutionVersion version)
    {
        var trained = session.Models.Find(version.SolutionVersionArn)!.Begun;
        return session.ForgottenUsers.Any(version.DatasetGroupArn, trained) ? new ForgottenScope(version.DatasetGroupArn, trained) : null;
    }

    private static RecentScope? Recent(StateSession session, SolutionVersion version, IReadOnlyList<ResourceRow> datasets)
    {
        var recipe = RecipeBook.Find(version.RecipeArn[(version.RecipeArn.LastIndexOf('/') + 1)..])!;
        var interactions = datasets.FirstOrDefault(dataset => dataset.Arn.EndsWith("/INTERACTIONS", StringComparison.Ordinal));
        return interactions is null || !recipe.TakesEvents
            ? null
            : new RecentScope(
                interactions.Arn,
                session.Models.Find(version.SolutionVersionArn)!.Position,
                string.IsNullOrEmpty(version.EventType) ? null : version.EventType,
                version.SolutionConfig?.EventValueThreshold is { Length: > 0 } value ? double.Parse(value, CultureInfo.InvariantCulture) : null);
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
