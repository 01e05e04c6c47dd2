namespace PersonalizeOps.Server.Storage;

/// <summary>The kinds of resources, as they are stored and as ARNs name them (a solution version's ARN says <c>solution</c>).</summary>
internal static class ResourceKind
{
    public const string Schema = "schema";
    public const string DatasetGroup = "dataset-group";
    public const string Dataset = "dataset";
    public const string DatasetImportJob = "dataset-import-job";
    public const string DatasetExportJob = "dataset-export-job";
    public const string DataDeletionJob = "data-deletion-job";
    public const string MetricAttribution = "metric-attribution";
    public const string EventTracker = "event-tracker";
    public const string Solution = "solution";
    public const string SolutionVersion = "solution-version";
    public const string Campaign = "campaign";
    public const string Recommender = "recommender";
    public const string Filter = "filter";
    public const string BatchInferenceJob = "batch-inference-job";
    public const string BatchSegmentJob = "batch-segment-job";
}
