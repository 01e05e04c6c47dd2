using System.Globalization;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models.Factors;

namespace PersonalizeOps.Benchmarks.Speed;

/// <summary>The factor model: exact iterations, and the top 25 of all users written to a file.</summary>
internal static class FactorSpeed
{
    private const int Iterations = 5;

    public static void Run(SpeedOptions options, TextWriter output)
    {
        using var store = SampleData.OpenStore(options.Largest);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads };
        var settings = new FactorSettings();
        var histories = Histories.From(store);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var factors = new ImplicitFactors(histories, settings, seed: 1);
        var peak = KernelSpeed.Peak(options.Threads);
        var seconds = Timing.Runs(Iterations, () => factors.Iterate(parallel)).Median();
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        var width = (double)settings.Factors;
        var operations = (2 * store.Count * width * (width + 1)) + ((store.UserCount + store.ItemCount) * width * width * width / 3);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"factors: {store.Count} interactions, {width} factors, one exact iteration {seconds:F2} s, {operations / seconds / 1e9:F0} GFLOP/s, " +
            $"{operations / seconds / 1e9 / peak:P0} of the peak of {peak:F0}; {held >> 20} MB held beside the mapped columns (target 700 MB)"));

        factors.SolveUsers(parallel);
        var seen = Postings.Of(histories).Transpose(store.UserCount);
        var ranking = Timing.Seconds(() => Write(factors, store, seen, parallel));
        var products = 2.0 * store.UserCount * store.ItemCount * width;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"factors: exact top 25 of {store.ItemCount} items for {store.UserCount} users, seen ones left out, output written: " +
            $"{store.UserCount / ranking:F0} users/s (target 21450), as {products / ranking / 1e9:F0} GFLOP/s of all products, " +
            $"{products / ranking / 1e9 / peak:P0} of the peak (products that cannot reach the top are skipped)"));
    }

    private static void Write(ImplicitFactors factors, InteractionStore store, Postings seen, ParallelOptions options)
    {
        var lines = new string[store.UserCount];
        new TopProducts(factors.Items).Rank(
            factors.Users,
            seen,
            25,
            (user, items, _) =>
            {
                var line = new System.Text.StringBuilder(store.GetUserId(user));
                foreach (var item in items)
                {
                    line.Append(' ').Append(store.GetItemId(item));
                }

                lines[user] = line.ToString();
            },
            options);
        File.WriteAllLines(Path.Combine(Path.GetTempPath(), "personalizeops-bench", "products.txt"), lines);
    }
}
