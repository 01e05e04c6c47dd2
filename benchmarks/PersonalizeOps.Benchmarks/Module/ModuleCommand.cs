using System.Globalization;
using PersonalizeOps.Benchmarks.Serving;
using PersonalizeOps.Benchmarks.Speed;
using PersonalizeOps.Data;

namespace PersonalizeOps.Benchmarks.Module;

/// <summary>
/// Measures what the cmdlets add: to starting PowerShell, to an HTTP call, to the server's throughput and to copying files. The cmdlets run in
/// PowerShell processes of their own, with the module built into <c>bin/</c>.
/// </summary>
internal static class ModuleCommand
{
    private const int Users = 10_000;
    private const int Throttle = 8;
    private const int Rounds = 3;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(8);

    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        var options = ModuleOptions.Parse(args);
        var folder = Directory.CreateTempSubdirectory("personalizeops-bench-").FullName;
        try
        {
            await output.WriteLineAsync(Machine.Line);
            var table = new FigureTable(output);
            if (options.Has("calls"))
                await MeasureCallsAsync(options, Path.Combine(folder, "state"), table);
            if (options.Has("convert"))
                MeasureConversion(options, folder, table);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureCallsAsync(ModuleOptions options, string state, FigureTable table)
    {
        using var server = await BenchServer.StartAsync(state);
        using var prepared = new PreparedState(server);
        await prepared.TrainAsync(SampleData.FolderOf(SampleDatasetPreset.Small), "aws-user-personalization");

        var start = options.Run("start", server.Endpoint, prepared, Throttle, Users);
        table.Add("Import-Module in a fresh PowerShell", start["import"], "ms", start["import"] < 250, "under 250 ms");
        table.Note($"a whole shell that imports it, after one that did nothing, takes {start["beyond"]:F0} ms longer than that one");
        table.Add("Connect-Personalize and the first call", start["first"], "ms", start["first"] < 600, "under 600 ms");

        // One call of each kind by turns, so that whatever else the machine does meets both.
        var describe = SignedPost.Create(
            server.Endpoint, "/", $$"""{"campaignArn":"{{prepared.CampaignArn}}"}""", "AmazonPersonalize.DescribeCampaign");
        var (calls, cmdlets) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            cmdlets.Add(options.Run("warm", server.Endpoint, prepared, Throttle, Users)["warm"]);
            var times = await HttpLoad.RunAsync(server.Endpoint, [describe], 1, WarmUp);
            calls.Add(times[times.Length / 2]);
        }

        var added = Median(cmdlets) - Median(calls);
        table.Add("warm Get-Campaign, beyond the HTTP call alone", added, "ms", added < 5, "under 5 ms");

        var requests = prepared.Users
            .Select(user => SignedPost.Create(
                server.Endpoint, "/recommendations", $$"""{"campaignArn":"{{prepared.CampaignArn}}","userId":"{{user}}","numResults":25}"""))
            .ToList();
        await HttpLoad.RunAsync(server.Endpoint, requests, Throttle, WarmUp);
        var (shares, firsts) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var alone = (await HttpLoad.RunAsync(server.Endpoint, requests, Throttle, Duration)).Length / Duration.TotalSeconds;
            var piped = options.Run("users", server.Endpoint, prepared, Throttle, Users);
            shares.Add(piped["users"] / alone);
            firsts.Add(piped["first"] / alone);
            table.Note(string.Create(CultureInfo.InvariantCulture,
                $"round {round + 1}: {piped["users"]:0} users/s in a warm shell, {piped["first"]:0} in a new one; the server alone {alone:0} requests/s"));
        }

        table.Note(string.Create(CultureInfo.InvariantCulture,
            $"the first {Users} users of a new shell, whose methods are not yet compiled for good: {Median(firsts):0%} of the server's throughput"));
        table.Add($"{Users} users through Get-MovieRecommendation with {Throttle} calls at once, of the server's own throughput", 100 * Median(shares), "%", Median(shares) >= 0.5, "at least 50 %");
    }

    private static void MeasureConversion(ModuleOptions options, string folder, FigureTable table)
    {
        var source = SampleData.FolderOf(options.Preset);
        var (copies, conversions) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            copies.Add(options.RunConversion("copy", source, Path.Combine(folder, "copy"))["seconds"]);
            conversions.Add(options.RunConversion("convert", source, Path.Combine(folder, "out"))["seconds"]);
        }

        var ratio = Median(conversions) / Median(copies);
        table.Note(string.Create(CultureInfo.InvariantCulture,
            $"ConvertTo-PersonalizeDataset {Median(conversions):0.0} s, Copy-Item {Median(copies):0.0} s"));
        table.Add($"ConvertTo-PersonalizeDataset on {options.Preset.ToName()}, times Copy-Item of the same files", ratio, "", ratio < 3, "under 3");

        var small = options.RunConversion("convert", SampleData.FolderOf(SampleDatasetPreset.OneMillion), Path.Combine(folder, "out"))["memory"];
        var large = options.RunConversion("convert", source, Path.Combine(folder, "out"))["memory"];
        table.Note(string.Create(CultureInfo.InvariantCulture, $"peak memory of PowerShell: {small:0} MB converting 1m, {large:0} MB converting {options.Preset.ToName()}"));
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
