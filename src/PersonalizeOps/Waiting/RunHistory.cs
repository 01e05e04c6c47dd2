using System.Text.Json;

namespace PersonalizeOps.Waiting;

/// <summary>
/// How long earlier work took, kept for this user in a small file, so that the next wait can say how long it will be. It is a comfort: what cannot
/// be read or written is passed over.
/// </summary>
internal sealed class RunHistory(string path)
{
    private const int MaxRuns = 500;
    private const int Neighbours = 5;

    /// <summary>Data of up to this many times more or less counts as about the same size.</summary>
    private const double SizeTolerance = 3;

    private static readonly Lock Gate = new();

    /// <summary>The history of this user.</summary>
    public static RunHistory OfUser { get; } = new(Environment.GetEnvironmentVariable("PERSONALIZEOPS_RUNS") is { Length: > 0 } path
        ? path
        : Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "PersonalizeOps", "runs.json"));

    /// <summary>The median of the newest earlier runs of about the same size, or null when there are none.</summary>
    public TimeSpan? Estimate(string work, long? bytes)
    {
        var seconds = Read()
            .Where(run => run.Work == work && IsNear(run.Bytes, bytes))
            .TakeLast(Neighbours)
            .Select(run => run.Seconds)
            .Order()
            .ToList();
        return seconds.Count == 0 ? null : TimeSpan.FromSeconds(seconds[seconds.Count / 2]);
    }

    public void Add(FinishedRun run)
    {
        try
        {
            lock (Gate)
            {
                var runs = Read();
                runs.Add(run);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                var aside = $"{path}.{Environment.ProcessId}";
                File.WriteAllText(aside, JsonSerializer.Serialize(runs.TakeLast(MaxRuns)));
                File.Move(aside, path, overwrite: true);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }

    private static bool IsNear(long? left, long? right) => (left, right) switch
    {
        ({ } a, { } b) => Math.Max(a, b) <= SizeTolerance * Math.Max(1, Math.Min(a, b)),
        _ => left is null && right is null,
    };

    private List<FinishedRun> Read()
    {
        try
        {
            return JsonSerializer.Deserialize<List<FinishedRun>>(File.ReadAllText(path)) ?? [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return [];
        }
    }
}
