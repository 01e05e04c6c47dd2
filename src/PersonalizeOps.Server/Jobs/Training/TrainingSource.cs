using PersonalizeOps.Engine.Recipes;

namespace PersonalizeOps.Server.Jobs.Training;

/// <summary>Opened data of a training.</summary>
/// <param name="data">The data.</param>
/// <param name="opened">What it stands on.</param>
internal sealed class TrainingSource(TrainingData data, IReadOnlyList<IDisposable> opened) : IDisposable
{
    /// <summary>Gets the data; good until <see cref="Dispose"/>.</summary>
    public TrainingData Data { get; } = data;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in opened)
        {
            file.Dispose();
        }
    }
}
