namespace PersonalizeOps.Binding;

/// <summary>The kinds of resource that a parameter can name.</summary>
internal enum ResourceKind
{
    DatasetGroup,
    Dataset,
    Schema,
    Import,
    Solution,
    SolutionVersion,
    Campaign,
    BatchRecommendation,
    Recipe,
}
