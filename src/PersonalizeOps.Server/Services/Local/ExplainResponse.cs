using PersonalizeOps.Server.Jobs.Serving;

namespace PersonalizeOps.Server.Services.Local;

/// <summary>Why items are recommended.</summary>
/// <param name="Explanations">One for each item, in the order in which they were asked for.</param>
internal sealed record ExplainResponse(IReadOnlyList<ServedExplanation> Explanations);
