namespace PersonalizeOps.Server.Services.Local;

/// <summary>Asks what a search for hyperparameters tried.</summary>
/// <param name="SolutionVersionArn">The solution version.</param>
internal sealed record TrialsRequest(string? SolutionVersionArn);
