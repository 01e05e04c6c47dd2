using PersonalizeOps.Server.Jobs.Training;

namespace PersonalizeOps.Server.Services.Local;

/// <summary>What a search for hyperparameters tried.</summary>
/// <param name="Trials">The trials in the order in which they were begun; none for a version that was trained without a search.</param>
internal sealed record TrialsResponse(IReadOnlyList<SearchTrial> Trials);
