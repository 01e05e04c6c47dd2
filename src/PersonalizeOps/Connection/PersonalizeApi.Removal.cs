using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Errors;

namespace PersonalizeOps.Connection;

/// <summary>Deleting, and what must be deleted first.</summary>
internal sealed partial class PersonalizeApi
{
    /// <summary>What a dataset group holds, in the order in which it can be deleted: each stage must be gone before the next.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<RemovalStep>>> PlanRemovalAsync(string groupArn, bool includeSchema, CancellationToken cancellationToken)
    {
        var solutions = await ListSolutionsAsync(groupArn, cancellationToken).ConfigureAwait(false);
        List<string> campaigns = [];
        foreach (var solution in solutions)
            campaigns.AddRange(await ListCampaignsAsync(solution, cancellationToken).ConfigureAwait(false));
        var datasets = await ListDatasetsAsync(groupArn, cancellationToken).ConfigureAwait(false);
        List<string> schemas = [];
        if (includeSchema)
            foreach (var dataset in datasets)
                schemas.Add((await GetDatasetAsync(dataset.DatasetArn, cancellationToken).ConfigureAwait(false)).SchemaArn);

        IReadOnlyList<RemovalStep>[] stages =
        [
            [
                .. campaigns.Select(RemoveCampaign),
                .. (await RecommendersAsync(groupArn, cancellationToken).ConfigureAwait(false)).Select(RemoveRecommender),
                .. (await MetricAttributionsAsync(groupArn, cancellationToken).ConfigureAwait(false)).Select(RemoveMetricAttribution),
                .. (await EventTrackersAsync(groupArn, cancellationToken).ConfigureAwait(false)).Select(RemoveEventTracker),
            ],
            [.. solutions.Select(RemoveSolution), .. (await FiltersAsync(groupArn, cancellationToken).ConfigureAwait(false)).Select(RemoveFilter)],
            [.. datasets.Select(dataset => RemoveDataset(dataset.DatasetArn))],
            [RemoveDatasetGroup(groupArn)],
            [.. schemas.Distinct().Select(RemoveSchema)],
        ];
        return [.. stages.Where(stage => stage.Count > 0)];
    }

    /// <summary>Deletes only the group itself.</summary>
    public RemovalStep RemoveDatasetGroup(string arn) => new(
        "dataset group", ResourceArn.NameOf(arn), "DeleteDatasetGroup",
        token => CallAsync(Personalize.DeleteDatasetGroupAsync, new DeleteDatasetGroupRequest { DatasetGroupArn = arn }, ResourceArn.NameOf(arn), token),
        token => StatusAsync(async () => (await GetDatasetGroupAsync(arn, token).ConfigureAwait(false)).Status));

    private RemovalStep RemoveCampaign(string arn) => new(
        "campaign", ResourceArn.NameOf(arn), "DeleteCampaign",
        token => CallAsync(Personalize.DeleteCampaignAsync, new DeleteCampaignRequest { CampaignArn = arn }, ResourceArn.NameOf(arn), token),
        token => StatusAsync(async () => (await GetCampaignAsync(arn, token).ConfigureAwait(false)).Status));

    private RemovalStep RemoveSolution(string arn) => new(
        "solution", ResourceArn.NameOf(arn), "DeleteSolution",
        token => CallAsync(Personalize.DeleteSolutionAsync, new DeleteSolutionRequest { SolutionArn = arn }, ResourceArn.NameOf(arn), token),
        token => StatusAsync(() => SolutionStatusAsync(arn, token)));

    private RemovalStep RemoveDataset(string arn) => new(
        "dataset", $"{ResourceArn.NameOf(arn)}/{DatasetTypeNames.Of(arn)}", "DeleteDataset",
        token => CallAsync(Personalize.DeleteDatasetAsync, new DeleteDatasetRequest { DatasetArn = arn }, DatasetTypeNames.Of(arn), token),
        token => StatusAsync(async () => (await GetDatasetAsync(arn, token).ConfigureAwait(false)).Status));

    private RemovalStep RemoveSchema(string arn) => new(
        "schema", ResourceArn.NameOf(arn), "DeleteSchema",
        token => CallAsync(Personalize.DeleteSchemaAsync, new DeleteSchemaRequest { SchemaArn = arn }, ResourceArn.NameOf(arn), token),
        token => StatusAsync(async () =>
        {
            await GetSchemaAsync(arn, token).ConfigureAwait(false);
            return "ACTIVE";
        }));

    private RemovalStep RemoveEventTracker(EventTrackerSummary tracker) => new(
        "event tracker", tracker.Name, "DeleteEventTracker",
        token => CallAsync(Personalize.DeleteEventTrackerAsync, new DeleteEventTrackerRequest { EventTrackerArn = tracker.EventTrackerArn }, tracker.Name, token),
        token => StatusAsync(async () => (await CallAsync(
            Personalize.DescribeEventTrackerAsync, new DescribeEventTrackerRequest { EventTrackerArn = tracker.EventTrackerArn }, tracker.Name, token)
            .ConfigureAwait(false)).EventTracker.Status));

    private RemovalStep RemoveFilter(FilterSummary filter) => new(
        "filter", filter.Name, "DeleteFilter",
        token => CallAsync(Personalize.DeleteFilterAsync, new DeleteFilterRequest { FilterArn = filter.FilterArn }, filter.Name, token),
        token => StatusAsync(async () => (await CallAsync(
            Personalize.DescribeFilterAsync, new DescribeFilterRequest { FilterArn = filter.FilterArn }, filter.Name, token)
            .ConfigureAwait(false)).Filter.Status));

    private RemovalStep RemoveRecommender(RecommenderSummary recommender) => new(
        "recommender", recommender.Name, "DeleteRecommender",
        token => CallAsync(
            Personalize.DeleteRecommenderAsync, new DeleteRecommenderRequest { RecommenderArn = recommender.RecommenderArn }, recommender.Name, token),
        token => StatusAsync(async () => (await CallAsync(
            Personalize.DescribeRecommenderAsync, new DescribeRecommenderRequest { RecommenderArn = recommender.RecommenderArn }, recommender.Name, token)
            .ConfigureAwait(false)).Recommender.Status));

    private RemovalStep RemoveMetricAttribution(MetricAttributionSummary attribution) => new(
        "metric attribution", attribution.Name, "DeleteMetricAttribution",
        token => CallAsync(
            Personalize.DeleteMetricAttributionAsync, new DeleteMetricAttributionRequest { MetricAttributionArn = attribution.MetricAttributionArn },
            attribution.Name, token),
        token => StatusAsync(async () => (await CallAsync(
            Personalize.DescribeMetricAttributionAsync, new DescribeMetricAttributionRequest { MetricAttributionArn = attribution.MetricAttributionArn },
            attribution.Name, token).ConfigureAwait(false)).MetricAttribution.Status));

    /// <summary>A solution cannot be deleted while one of its versions trains: then the version's status counts.</summary>
    private async Task<string> SolutionStatusAsync(string arn, CancellationToken cancellationToken)
    {
        var solution = await GetSolutionAsync(arn, cancellationToken).ConfigureAwait(false);
        if (solution.Status != "ACTIVE")
            return solution.Status;
        var versions = await ListVersionSummariesAsync(arn, cancellationToken).ConfigureAwait(false);
        return versions.Select(version => version.Status).FirstOrDefault(status => status is not ("ACTIVE" or "CREATE FAILED" or "CREATE STOPPED"))
            ?? solution.Status;
    }

    private Task<List<EventTrackerSummary>> EventTrackersAsync(string groupArn, CancellationToken cancellationToken) => OfferedAsync(() => ListAsync(
        Personalize.ListEventTrackersAsync, token => new ListEventTrackersRequest { DatasetGroupArn = groupArn, NextToken = token },
        (ListEventTrackersResponse page) => (page.EventTrackers, page.NextToken), cancellationToken));

    private Task<List<FilterSummary>> FiltersAsync(string groupArn, CancellationToken cancellationToken) => OfferedAsync(() => ListAsync(
        Personalize.ListFiltersAsync, token => new ListFiltersRequest { DatasetGroupArn = groupArn, NextToken = token },
        (ListFiltersResponse page) => (page.Filters, page.NextToken), cancellationToken));

    private Task<List<RecommenderSummary>> RecommendersAsync(string groupArn, CancellationToken cancellationToken) => OfferedAsync(() => ListAsync(
        Personalize.ListRecommendersAsync, token => new ListRecommendersRequest { DatasetGroupArn = groupArn, NextToken = token },
        (ListRecommendersResponse page) => (page.Recommenders, page.NextToken), cancellationToken));

    private Task<List<MetricAttributionSummary>> MetricAttributionsAsync(string groupArn, CancellationToken cancellationToken) => OfferedAsync(() => ListAsync(
        Personalize.ListMetricAttributionsAsync, token => new ListMetricAttributionsRequest { DatasetGroupArn = groupArn, NextToken = token },
        (ListMetricAttributionsResponse page) => (page.MetricAttributions, page.NextToken), cancellationToken));

    /// <summary>A server that does not offer a kind of resource holds none of it.</summary>
    private static async Task<List<T>> OfferedAsync<T>(Func<Task<List<T>>> list)
    {
        try
        {
            return await list().ConfigureAwait(false);
        }
        catch (PersonalizeException error) when (error.Category == System.Management.Automation.ErrorCategory.NotImplemented)
        {
            return [];
        }
    }

    /// <summary>The status, or null when the resource is gone.</summary>
    private static async Task<string?> StatusAsync(Func<Task<string>> describe)
    {
        try
        {
            return await describe().ConfigureAwait(false);
        }
        catch (PersonalizeException error) when (error.ErrorCode == "ResourceNotFoundException")
        {
            return null;
        }
    }
}
