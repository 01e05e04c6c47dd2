using System.Diagnostics;
using System.Globalization;
using PersonalizeOps.Benchmarks.Quality;
using PersonalizeOps.Engine.Models;

namespace PersonalizeOps.Benchmarks.Serving;

/// <summary>Measures GetRecommendations over HTTP against the engine's own call, and the server's start and memory.</summary>
internal static class HttpCommand
{
    private const int Connections = 16;
    private const int Results = 25;
    private const int Resources = 1000;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        var options = QualityOptions.Parse(args);
        var recipe = args.Contains("--recipes") ? options.Recipes[0] : "aws-user-personalization";
        var folder = Directory.CreateTempSubdirectory("personalizeops-bench-").FullName;
        try
        {
            await output.WriteLineAsync(Machine.Line);
            var state = Path.Combine(folder, "state");
            using (var server = await BenchServer.StartAsync(state))
            {
                using var prepared = new PreparedState(server);
                await prepared.TrainAsync(options.Folder, recipe);
                await MeasureAsync(server, prepared, recipe, output);
                Compare(state, prepared.Users, output);
            }

            await StartAsync(Path.Combine(folder, "start"), output);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(BenchServer server, PreparedState prepared, string recipe, TextWriter output)
    {
        var requests = prepared.Users
            .Select(user => SignedPost.Create(server.Endpoint, "/recommendations", $$"""{"campaignArn":"{{prepared.CampaignArn}}","userId":"{{user}}","numResults":{{Results}}}"""))
            .ToList();
        await HttpLoad.RunAsync(server.Endpoint, requests, Connections, WarmUp);
        var many = await HttpLoad.RunAsync(server.Endpoint, requests, Connections, Duration);
        var alone = await HttpLoad.RunAsync(server.Endpoint, requests, 1, Duration);
        await output.WriteLineAsync($"{recipe}, {requests.Count} users, {Results} results, signed, connections kept");
        Write(output, $"{Connections} connections", many, Duration);
        Write(output, "1 connection", alone, Duration);
        await output.WriteLineAsync($"resident memory after the load: {server.Memory() >> 20} MiB");
    }

    private static void Compare(string state, IReadOnlyList<string> users, TextWriter output)
    {
        using var model = TrainedModel.Open(Directory.GetDirectories(Path.Combine(state, "models")).Single());
        var times = new List<double>();
        var whole = Stopwatch.StartNew();
        for (var index = 0; whole.Elapsed < WarmUp + Duration; index++)
        {
            var began = whole.Elapsed;
            _ = model.Recommend(new RecommendationQuery { UserId = users[index % users.Count], NumResults = Results });
            if (began > WarmUp)
            {
                times.Add((whole.Elapsed - began).TotalMilliseconds);
            }
        }

        times.Sort();
        Write(output, "engine alone, 1 thread", [.. times], Duration);
    }

    private static async Task StartAsync(string state, TextWriter output)
    {
        using (var server = await BenchServer.StartAsync(state))
        {
            using var prepared = new PreparedState(server);
            await prepared.AddResourcesAsync(Resources);
        }

        var (starts, memory) = (new List<double>(), 0L);
        for (var round = 0; round < 5; round++)
        {
            using var server = await BenchServer.StartAsync(state);
            starts.Add(server.StartTime.TotalMilliseconds);
            await Task.Delay(1000);
            memory = server.Memory();
        }

        starts.Sort();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"start to the first 200 with {Resources} resources: best {starts[0]:0} ms, median {starts[2]:0} ms; resident memory idle: {memory >> 20} MiB"));
    }

    private static void Write(TextWriter output, string name, double[] times, TimeSpan duration) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name}: {times.Length / duration.TotalSeconds:0} requests/s, p50 {times[times.Length / 2]:0.00} ms, p99 {times[times.Length * 99 / 100]:0.00} ms"));
}
