namespace PersonalizeOps.Connection;

/// <summary>What a list says about a resource.</summary>
internal sealed record ResourceSummary(string Arn, string Name, string Status, DateTime? Created);
