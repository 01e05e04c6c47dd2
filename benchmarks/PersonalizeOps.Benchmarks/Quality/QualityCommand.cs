using System.Diagnostics;
using PersonalizeOps.Data;
using PersonalizeOps.Engine.Metrics;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Splits;

namespace PersonalizeOps.Benchmarks.Quality;

/// <summary>Measures every recipe with its default hyperparameters under the evaluation protocol and prints a table.</summary>
internal static class QualityCommand
{
    private const string Baseline = "aws-popularity-count";

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

        using var store = MovieLensInteractions.Read(folder);
        var catalogue = MovieLensInteractions.CountCatalogue(folder, store);
        output.WriteLine($"{store.UserCount} users, {store.ItemCount} of {catalogue} items, {store.Count} interactions, {options.Threads} threads");
        output.WriteLine();
        var results = new List<QualityResult>();
        foreach (var name in options.Recipes.Prepend(Baseline).Distinct())
        {
            error.WriteLine($"Measuring {name} …");
            results.Add(Measure(name, new TrainingData(store, null), catalogue, options.Threads));
        }

        QualityTable.Write(output, results);
        return 0;
    }

    private static QualityResult Measure(string name, TrainingData data, int catalogue, int threads)
    {
        var protocol = new EvaluationProtocol(catalogue);
        var recipe = Recipe.Create(name);
        var stopwatch = Stopwatch.StartNew();
        var seeds = Enumerable.Range(1, 5).Select(seed => Run(UserSplit.OfSeed((ulong)seed))).ToArray();
        var folds = UserSplit.Folds.Select(Run).ToArray();
        return new QualityResult(name, seeds, folds, catalogue, stopwatch.Elapsed / (seeds.Length + folds.Length));

        ProtocolResult Run(UserSplit split) => protocol.Run(recipe, data, split, new TrainingOptions { Threads = threads }, CancellationToken.None);
    }
}
