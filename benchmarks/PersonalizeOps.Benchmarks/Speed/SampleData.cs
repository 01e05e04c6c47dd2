using PersonalizeOps.Benchmarks.Quality;
using PersonalizeOps.Data;
using PersonalizeOps.Engine.Interactions;

namespace PersonalizeOps.Benchmarks.Speed;

/// <summary>The generated ratings that speed is measured on, and their interaction store; kept in the temporary folder between runs.</summary>
internal static class SampleData
{
    /// <summary>The folder of a preset's <c>ratings.csv</c> and <c>movies.csv</c>.</summary>
    public static string FolderOf(SampleDatasetPreset preset)
    {
        var folder = Path.Combine(Path.GetTempPath(), "personalizeops-bench", preset.ToName());
        if (!File.Exists(Path.Combine(folder, "ratings.csv")))
        {
            SampleDatasetGenerator.Generate(folder, preset);
        }

        return folder;
    }

    /// <summary>The folder of the model that the training part leaves for the others.</summary>
    public static string ModelOf(SampleDatasetPreset preset) => Path.Combine(FolderOf(preset), "model");

    public static InteractionStore OpenStore(SampleDatasetPreset preset)
    {
        var folder = FolderOf(preset);
        var path = Path.Combine(folder, "interactions.bin");
        if (!File.Exists(path))
        {
            using var built = MovieLensInteractions.Read(MovieLensFolder.Open(folder));
            built.Save(path);
        }

        return InteractionStore.Open(path);
    }
}
