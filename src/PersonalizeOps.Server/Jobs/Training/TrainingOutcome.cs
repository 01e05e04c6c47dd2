namespace PersonalizeOps.Server.Jobs.Training;

/// <summary>What a training gave besides the model.</summary>
/// <param name="Metrics">The offline metrics by name.</param>
/// <param name="Tuned">The hyperparameters that a search chose; null without one.</param>
internal sealed record TrainingOutcome(IReadOnlyDictionary<string, double> Metrics, IReadOnlyDictionary<string, string>? Tuned);
