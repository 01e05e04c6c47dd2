using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Records;

namespace PersonalizeOps.Connection;

/// <summary>All kinds of resource, each with how it is listed, described and deleted.</summary>
internal static class ResourceFamilies
{
    private static readonly ResourceKind[] InGroup = [ResourceKind.DatasetGroup];
    private static readonly ResourceKind[] InDataset = [ResourceKind.Dataset, ResourceKind.DatasetGroup];
    private static readonly ResourceKind[] OfVersion = [ResourceKind.SolutionVersion, ResourceKind.Solution, ResourceKind.DatasetGroup];

    private static readonly Dictionary<ResourceKind, ResourceFamily> ByKind = new ResourceFamily[]
    {
        new(ResourceKind.Schema, "Schema", "schema", "schema", "PersonalizeSchema", "Creating the schema {0}")
        {
            ListAsync = (api, _, token) => api.ListSchemasAsync(token),
            DescribeAsync = Describe((api, arn, token) => api.GetSchemaAsync(arn, token)),
            DeleteAsync = (api, arn, token) => api.CallAsync(
                api.Personalize.DeleteSchemaAsync, new DeleteSchemaRequest { SchemaArn = arn }, ResourceArn.NameOf(arn), token),
        },
        new(ResourceKind.DatasetGroup, "DatasetGroup", "dataset-group", "dataset group", "PersonalizeDatasetGroup", "Creating the dataset group {0}")
        {
            ListAsync = (api, _, token) => api.ListDatasetGroupsAsync(token),
            DescribeAsync = Describe((api, arn, token) => api.GetDatasetGroupAsync(arn, token)),
            DeleteAsync = (api, arn, token) => api.CallAsync(
                api.Personalize.DeleteDatasetGroupAsync, new DeleteDatasetGroupRequest { DatasetGroupArn = arn }, ResourceArn.NameOf(arn), token),
            StopCommand = "Remove-PersonalizeDatasetGroup {0}",
        },
        new(ResourceKind.Dataset, "Dataset", "dataset", "dataset", "PersonalizeDataset", "Creating the dataset {0}")
        {
            Parents = InGroup,
            NameInArn = false,
            ListAsync = (api, parent, token) => api.ListDatasetsAsync(parent, token),
            DescribeAsync = Describe((api, arn, token) => api.GetDatasetAsync(arn, token)),
            DeleteAsync = (api, arn, token) => api.CallAsync(
                api.Personalize.DeleteDatasetAsync, new DeleteDatasetRequest { DatasetArn = arn }, ResourceArn.NameOf(arn), token),
            StopCommand = "Remove-PersonalizeDataset {0}",
        },
        new(ResourceKind.Import, "DatasetImportJob", "dataset-import-job", "dataset import job", "PersonalizeImport", "Importing {0}")
        {
            Parents = InDataset,
            ListAsync = (api, parent, token) => api.ListImportsAsync(parent, token),
            DescribeAsync = Describe((api, arn, token) => api.GetImportAsync(arn, token)),
        },
        new(ResourceKind.Export, "DatasetExportJob", "dataset-export-job", "dataset export job", "PersonalizeExport", "Exporting {0}")
        {
            Parents = InDataset,
            ListAsync = (api, parent, token) => api.ListExportsAsync(parent, token),
            DescribeAsync = Describe((api, arn, token) => api.GetExportAsync(arn, token)),
        },
        new(ResourceKind.DataDeletion, "DataDeletionJob", "data-deletion-job", "data deletion job", "DataDeletion", "Deleting data in {0}")
        {
            Parents = InGroup,
            ListAsync = (api, parent, token) => api.ListDataDeletionsAsync(parent, token),
            DescribeAsync = Describe((api, arn, token) => api.GetDataDeletionAsync(arn, token)),
        },
        new(ResourceKind.Solution, "Solution", "solution", "solution", "Solution", "Creating the solution {0}")
        {
            Parents = InGroup,
            ListAsync = (api, parent, token) => api.ListSolutionsAsync(parent, token),
            DescribeAsync = Describe((api, arn, token) => api.GetSolutionAsync(arn, token)),
            DeleteAsync = (api, arn, token) => api.CallAsync(
                api.Personalize.DeleteSolutionAsync, new DeleteSolutionRequest { SolutionArn = arn }, ResourceArn.NameOf(arn), token),
            StopCommand = "Remove-Solution {0}",
        },
        new(ResourceKind.SolutionVersion, "SolutionVersion", "solution", "solution version", "SolutionVersion", "Training {0}")
        {
            Parents = [ResourceKind.Solution, ResourceKind.DatasetGroup],
            ListAsync = (api, parent, token) => api.ListSolutionVersionsAsync(parent, token),
            DescribeAsync = Describe((api, arn, token) => api.GetSolutionVersionAsync(arn, token)),
            StopCommand = "Stop-SolutionVersion {0}",
        },
        new(ResourceKind.Campaign, "Campaign", "campaign", "campaign", "Campaign", "Deploying {0}")
        {
            Parents = [ResourceKind.Solution, ResourceKind.DatasetGroup],
            ListAsync = (api, parent, token) => api.ListCampaignsAsync(parent, token),
            DescribeAsync = Describe((api, arn, token) => api.GetCampaignAsync(arn, token)),
            DeleteAsync = (api, arn, token) => api.CallAsync(
                api.Personalize.DeleteCampaignAsync, new DeleteCampaignRequest { CampaignArn = arn }, ResourceArn.NameOf(arn), token),
            StopCommand = "Remove-Campaign {0}",
        },
        new(ResourceKind.Recommender, "Recommender", "recommender", "recommender", "Recommender", "Training the recommender {0}")
        {
            Parents = InGroup,
            ListAsync = (api, parent, token) => api.ListRecommendersAsync(parent, token),
            DescribeAsync = Describe((api, arn, token) => api.GetRecommenderAsync(arn, token)),
            DeleteAsync = (api, arn, token) => api.CallAsync(
                api.Personalize.DeleteRecommenderAsync, new DeleteRecommenderRequest { RecommenderArn = arn }, ResourceArn.NameOf(arn), token),
            StopCommand = "Remove-Recommender {0}",
        },
        new(ResourceKind.Filter, "Filter", "filter", "filter", "PersonalizeFilter", "Creating the filter {0}")
        {
            Parents = InGroup,
            ListAsync = (api, parent, token) => api.ListFiltersAsync(parent, token),
            DescribeAsync = Describe((api, arn, token) => api.GetFilterAsync(arn, token)),
            DeleteAsync = (api, arn, token) => api.CallAsync(
                api.Personalize.DeleteFilterAsync, new DeleteFilterRequest { FilterArn = arn }, ResourceArn.NameOf(arn), token),
            StopCommand = "Remove-PersonalizeFilter {0}",
        },
        new(ResourceKind.EventTracker, "EventTracker", "event-tracker", "event tracker", "EventTracker", "Creating the event tracker {0}")
        {
            Parents = InGroup,
            NameInArn = false,
            ListAsync = (api, parent, token) => api.ListEventTrackersAsync(parent, token),
            DescribeAsync = Describe((api, arn, token) => api.GetEventTrackerAsync(arn, token)),
            DeleteAsync = (api, arn, token) => api.CallAsync(
                api.Personalize.DeleteEventTrackerAsync, new DeleteEventTrackerRequest { EventTrackerArn = arn }, ResourceArn.NameOf(arn), token),
            StopCommand = "Remove-EventTracker {0}",
        },
        new(ResourceKind.MetricAttribution, "MetricAttribution", "metric-attribution", "metric attribution", "MetricAttribution", "Creating the metric attribution {0}")
        {
            Parents = InGroup,
            ListAsync = (api, parent, token) => api.ListMetricAttributionsAsync(parent, token),
            DescribeAsync = Describe((api, arn, token) => api.GetMetricAttributionAsync(arn, token)),
            DeleteAsync = (api, arn, token) => api.CallAsync(
                api.Personalize.DeleteMetricAttributionAsync, new DeleteMetricAttributionRequest { MetricAttributionArn = arn }, ResourceArn.NameOf(arn), token),
            StopCommand = "Remove-MetricAttribution {0}",
        },
        new(ResourceKind.BatchRecommendation, "BatchInferenceJob", "batch-inference-job", "batch inference job", "BatchRecommendation", "Recommending in batch job {0}")
        {
            Parents = OfVersion,
            ListAsync = (api, parent, token) => api.ListBatchRecommendationsAsync(parent, token),
            DescribeAsync = Describe((api, arn, token) => api.GetBatchRecommendationAsync(arn, token)),
        },
        new(ResourceKind.BatchSegment, "BatchSegmentJob", "batch-segment-job", "batch segment job", "BatchSegment", "Finding users in batch job {0}")
        {
            Parents = OfVersion,
            ListAsync = (api, parent, token) => api.ListBatchSegmentsAsync(parent, token),
            DescribeAsync = Describe((api, arn, token) => api.GetBatchSegmentAsync(arn, token)),
        },
        new(ResourceKind.Recipe, "Recipe", "recipe", "recipe", "PersonalizeRecipe", "Reading {0}")
        {
            ListAsync = (api, _, token) => api.ListRecipesAsync(null, token),
            DescribeAsync = Describe((api, arn, token) => api.GetRecipeAsync(arn, token)),
        },
    }.ToDictionary(family => family.Kind);

    public static IEnumerable<ResourceFamily> All => ByKind.Values;

    public static ResourceFamily Of(ResourceKind kind) => ByKind[kind];

    private static Func<PersonalizeApi, string, CancellationToken, Task<PersonalizeResource>> Describe<TRecord>(
        Func<PersonalizeApi, string, CancellationToken, Task<TRecord>> describe)
        where TRecord : PersonalizeResource => async (api, arn, token) => await describe(api, arn, token).ConfigureAwait(false);
}
