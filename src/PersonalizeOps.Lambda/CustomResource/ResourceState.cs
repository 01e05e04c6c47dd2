namespace PersonalizeOps.Lambda.CustomResource;

/// <summary>How far a resource is.</summary>
/// <param name="Status">The API's status; null when the resource does not exist.</param>
/// <param name="Reason">Why it failed, if the API tells.</param>
/// <param name="Data">What the template may read of it.</param>
internal sealed record ResourceState(string? Status, string? Reason, IReadOnlyDictionary<string, string> Data);
