namespace PersonalizeOps.Server.Storage;

/// <summary>The seed of a solution version or recommender and what its training made.</summary>
/// <param name="SolutionVersionArn">The solution version or recommender.</param>
/// <param name="Seed">The seed of split and training.</param>
/// <param name="Folder">The name of the model's folder in the state folder's <c>models</c>; null until trained.</param>
/// <param name="Metrics">The offline metrics by name; null until trained.</param>
internal sealed record ModelRow(string SolutionVersionArn, ulong Seed, string? Folder, IReadOnlyDictionary<string, double>? Metrics)
{
    /// <summary>Gets the position of the newest streamed event when the training began; 0 for none.</summary>
    public long Position { get; init; }

    /// <summary>Gets when the training began.</summary>
    public DateTimeOffset Begun { get; init; } = DateTimeOffset.UnixEpoch;
}
