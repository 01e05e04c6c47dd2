using System.Diagnostics;
using System.Globalization;
using PersonalizeOps.Benchmarks.Quality;
using PersonalizeOps.Data;
using PersonalizeOps.Engine.Filters;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Recipes;

namespace PersonalizeOps.Benchmarks.Serving;

/// <summary>Measures what filters add to a request: each is asked in turn with a request without one, so that noise meets both.</summary>
internal static class FilterCommand
{
    private const int Requests = 4000;

    private static readonly (string Name, string Expression, Dictionary<string, string> Values)[] Filters =
    [
        ("one genre", "INCLUDE ItemID WHERE Items.GENRES IN (\"Drama\")", []),
        ("genre given", "INCLUDE ItemID WHERE Items.GENRES IN ($G)", new() { ["G"] = "\"Comedy\",\"Crime\"" }),
        ("number given", "INCLUDE ItemID WHERE Items.YEAR >= $Y", new() { ["Y"] = "1990" }),
        ("seen", "EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (*)", []),
        ("genre and seen", "INCLUDE ItemID WHERE Items.GENRES IN ($G) | EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"rating\")", new() { ["G"] = "\"Drama\"" }),
    ];

    public static int Run(string[] args, TextWriter output)
    {
        var folder = MovieLensFolder.Open(QualityOptions.Parse(args).Folder);
        using var store = MovieLensInteractions.Read(folder);
        using var items = Items(folder);
        using var model = Recipe.Create("aws-user-personalization").Train(new TrainingData(store, items), new TrainingOptions(), null, CancellationToken.None);
        output.WriteLine(Machine.Line);
        output.WriteLine($"aws-user-personalization, {model.ItemCount} items, 25 results, one thread");
        foreach (var (name, expression, values) in Filters)
        {
            var filter = FilterExpression.Parse(expression).Compile(model, items);
            Measure(name, model, store, filter, values, output);
        }

        return 0;
    }

    private static void Measure(
        string name,
        TrainedModel model,
        InteractionStore store,
        CompiledFilter filter,
        Dictionary<string, string> values,
        TextWriter output)
    {
        var (plain, filtered) = (new List<double>(Requests), new List<double>(Requests));
        for (var i = 0; i < Requests; i++)
        {
            var query = new RecommendationQuery { UserId = store.GetUserId(i * 7919 % store.UserCount) };
            var began = Stopwatch.GetTimestamp();
            _ = model.Recommend(query);
            plain.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
            began = Stopwatch.GetTimestamp();
            var bound = filter.Bind(values, new FilterSubject { UserId = query.UserId, Interactions = store });
            _ = model.Recommend(query with { Filter = bound });
            filtered.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
        }

        // The first half warms up.
        var (without, with) = (Median(plain[(Requests / 2)..]), Median(filtered[(Requests / 2)..]));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: p50 {with:0} us against {without:0} us without a filter, {with / without:0.00} times"));
    }

    private static double Median(List<double> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }

    private static ItemTable Items(MovieLensFolder folder)
    {
        var builder = new ItemTableBuilder(["GENRES", "YEAR"]);
        foreach (var movie in folder.ReadMovies())
        {
            string?[] values = [movie.Genres.Length == 0 ? null : movie.Genres, movie.Year?.ToString(CultureInfo.InvariantCulture)];
            builder.Add(movie.Id.ToString(CultureInfo.InvariantCulture), values);
        }

        return builder.Build();
    }
}
