namespace PersonalizeOps.Server.Services.Personalize;

/// <summary>A call of a List operation.</summary>
/// <param name="Operation">The operation's name.</param>
/// <param name="Kind">The kind of resources it lists.</param>
/// <param name="MaxResults">The page size asked for; null for the default.</param>
/// <param name="NextToken">The token of the page; null for the first.</param>
/// <param name="Target">Only resources that refer to this ARN; null for all.</param>
/// <param name="TargetKind">The kind <paramref name="Target"/> must be of.</param>
internal sealed record ListCall(
    string Operation,
    string Kind,
    int? MaxResults,
    string? NextToken,
    string? Target = null,
    string? TargetKind = null);
