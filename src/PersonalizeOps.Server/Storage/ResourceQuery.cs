namespace PersonalizeOps.Server.Storage;

/// <summary>Which resources to list or count.</summary>
/// <param name="AccountId">The owning account.</param>
/// <param name="Region">The region.</param>
/// <param name="Kind">One of <see cref="ResourceKind"/>.</param>
/// <param name="Target">Only those that refer to this ARN; null for all.</param>
internal sealed record ResourceQuery(string AccountId, string Region, string Kind, string? Target = null);
