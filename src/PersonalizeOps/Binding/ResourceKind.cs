namespace PersonalizeOps.Binding;

/// <summary>The kinds of resource that a parameter can name.</summary>
internal enum ResourceKind
{
    Schema,
    DatasetGroup,
    Dataset,
    Import,
    Export,
    DataDeletion,
    Solution,
    SolutionVersion,
    Campaign,
    Recommender,
    Filter,
    EventTracker,
    MetricAttribution,
    BatchRecommendation,
    BatchSegment,
    Recipe,
}
