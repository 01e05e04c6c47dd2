using System.Diagnostics;
using System.Globalization;
using PersonalizeOps.Data;
using PersonalizeOps.Engine.Metrics;
using PersonalizeOps.Engine.Recipes;

namespace PersonalizeOps.Benchmarks.Speed;

/// <summary>
/// What CreateSolutionVersion does with the defaults: train on all users, evaluate on held-out ones, save. Each size runs in a process of its own, so that
/// its peak memory is its own.
/// </summary>
internal static class TrainingSpeed
{
    public const string ChildCommand = "engine-train";
    private const string Recipe = "aws-user-personalization";

    public static void Run(SpeedOptions options, TextWriter output)
    {
        foreach (var preset in Enum.GetValues<SampleDatasetPreset>().Where(preset => preset <= options.Largest))
        {
            SampleData.OpenStore(preset).Dispose();
            var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
            foreach (var argument in (string[])[ChildCommand, preset.ToName(), options.Threads.ToString(CultureInfo.InvariantCulture)])
            {
                start.ArgumentList.Add(argument);
            }

            using var child = Process.Start(start)!;
            output.Write(child.StandardOutput.ReadToEnd());
            child.WaitForExit();
            if (child.ExitCode != 0)
            {
                throw new InvalidOperationException($"The training of {preset.ToName()} ended with {child.ExitCode}.");
            }
        }
    }

    public static int RunChild(string[] args, TextWriter output)
    {
        var preset = SampleDatasetPresets.Parse(args[0]);
        var training = new TrainingOptions { Threads = int.Parse(args[1], CultureInfo.InvariantCulture) };
        using var store = SampleData.OpenStore(preset);
        var data = new TrainingData(store, null);
        var model = SampleData.ModelOf(preset);
        var learning = Timing.Seconds(() =>
        {
            using var trained = Engine.Recipes.Recipe.Create(Recipe).Train(data, training, null, CancellationToken.None);
            trained.Save(model);
        });
        IReadOnlyDictionary<string, double> metrics = new Dictionary<string, double>();
        var evaluating = Timing.Seconds(() => metrics = OfflineEvaluation.Run(Recipe, data, training, null, CancellationToken.None));
        var process = Process.GetCurrentProcess();
        var (peak, size) = (process.PeakWorkingSet64, new FileInfo(Path.Combine(model, "model.bin")).Length);
        var columns = new FileInfo(Path.Combine(SampleData.FolderOf(preset), "interactions.bin")).Length;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"training {preset.ToName()}: {store.Count} interactions, train and save {learning:F1} s, evaluate {evaluating:F1} s, " +
            $"processors {process.TotalProcessorTime.TotalSeconds:F1} s; " +
            $"peak {peak >> 20} MB with the mapped columns of {columns >> 20} MB and a model of {size >> 20} MB: " +
            $"{(peak - size) / (double)columns:F1} times the columns plus the model (target 2.5); " +
            $"NDCG@10 {metrics["normalized_discounted_cumulative_gain_at_10"]:F4}"));
        return 0;
    }
}
