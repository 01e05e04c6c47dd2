using System.Diagnostics;
using PersonalizeOps.Benchmarks.Baselines;
using PersonalizeOps.Data;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Metrics;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Splits;

namespace PersonalizeOps.Benchmarks.Quality;

/// <summary>Measures recipes with their default hyperparameters, and well-known recommenders beside them, under the evaluation protocol.</summary>
internal static class QualityCommand
{
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        QualityOptions options;
        MovieLensFolder folder;
        try
        {
            options = QualityOptions.Parse(args);
            folder = MovieLensFolder.Open(options.Folder);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or IOException or MovieLensException)
        {
            error.WriteLine(exception.Message);
            return 2;
        }

        using var read = MovieLensInteractions.Read(folder);
        using var store = options.CutsSessions ? Sessions.Of(read) : read;
        var catalogue = MovieLensInteractions.CountCatalogue(folder, store);
        output.WriteLine(Machine.Line);
        output.WriteLine($"{store.UserCount} users, {store.ItemCount} of {catalogue} items, {store.Count} interactions, {options.Threads} threads");
        output.WriteLine();
        var results = new List<QualityResult>();
        foreach (var name in options.Recipes)
        {
            error.WriteLine($"Measuring {name} …");
            results.Add(Measure(name, new TrainingData(store, null), catalogue, options));
        }

        foreach (var baseline in Baseline.All)
        {
            error.WriteLine($"Measuring {baseline.Name} …");
            results.Add(Measure(baseline, store, catalogue, options));
        }

        QualityTable.Write(output, results, results.Find(result => result.Name == Baseline.Ease.Name)!);
        return 0;
    }

    private static QualityResult Measure(string name, TrainingData data, int catalogue, QualityOptions options)
    {
        var protocol = new EvaluationProtocol(catalogue);
        var recipe = Recipe.Create(name);
        return Measure(name, catalogue, options, Run);

        ProtocolResult Run(UserSplit split) => protocol.Run(recipe, data, split, new TrainingOptions { Threads = options.Threads }, default);
    }

    private static QualityResult Measure(Baseline baseline, InteractionStore store, int catalogue, QualityOptions options)
    {
        var protocol = new EvaluationProtocol(catalogue);
        return Measure(baseline.Name, catalogue, options, split => protocol.Run(store, split, options.Threads, Fit, null, default));

        IHistoryScorer Fit(Histories training, ModelCatalog catalog) =>
            baseline.Fit(training, new ParallelOptions { MaxDegreeOfParallelism = options.Threads });
    }

    private static QualityResult Measure(string name, int catalogue, QualityOptions options, Func<UserSplit, ProtocolResult> run)
    {
        var stopwatch = Stopwatch.StartNew();
        var seeds = Enumerable.Range(1, options.Seeds).Select(seed => run(UserSplit.OfSeed((ulong)seed))).ToArray();
        var folds = UserSplit.Folds.Take(options.Folds).Select(run).ToArray();
        return new QualityResult(name, seeds, folds, catalogue, stopwatch.Elapsed / (seeds.Length + folds.Length));
    }
}
