using System.Text.Json;
using PersonalizeOps.Engine.Tuning;

namespace PersonalizeOps.Server.Jobs.Training;

/// <summary>The trials of a search, kept in a file beside the model it led to.</summary>
internal static class SearchTrials
{
    private const string FileName = "trials.json";

    /// <summary>Writes the trials of a search into the folder of a model, through to the disk.</summary>
    public static void Write(string folder, SearchResult search)
    {
        var trials = search.Trials.Select(trial => new SearchTrial(
            trial.Number,
            ReferenceEquals(trial.HyperParameters, search.HyperParameters),
            trial.Objective,
            trial.HyperParameters,
            trial.Metrics));
        using var file = File.Create(Path.Combine(folder, FileName));
        JsonSerializer.Serialize(file, trials.ToList(), TrialsJson.Default.ListSearchTrial);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Reads the trials in the folder of a model; none when it was trained without a search.</summary>
    public static IReadOnlyList<SearchTrial> Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return [];
        }

        using var file = File.OpenRead(path);
        return JsonSerializer.Deserialize(file, TrialsJson.Default.ListSearchTrial) ?? [];
    }
}
