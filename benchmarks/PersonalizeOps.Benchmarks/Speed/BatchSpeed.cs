using System.Globalization;
using System.Text;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models;

namespace PersonalizeOps.Benchmarks.Speed;

/// <summary>Recommendations of user-personalization for many users, each a line of a file.</summary>
internal static class BatchSpeed
{
    private const int UsersAtOnce = 4000;

    public static void Run(SpeedOptions options, TextWriter output)
    {
        using var store = SampleData.OpenStore(options.Largest);
        using var model = TrainedModel.Open(SampleData.ModelOf(options.Largest));
        var users = store.UserCount;
        var before = Environment.CpuUsage.TotalTime;
        var seconds = Timing.Seconds(() => Write(model, store, users, options.Threads));
        var processor = (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / users;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"batch: user-personalization, exact top 25 of {model.ItemCount} items for {users} users, seen ones left out, output written: {users / seconds:F0} users/s (target 21450), {processor:F0} µs of processor time each"));
    }

    private static void Write(TrainedModel model, InteractionStore store, int users, int threads)
    {
        var path = Path.Combine(Path.GetTempPath(), "personalizeops-bench", "recommendations.txt");
        using var output = new StreamWriter(path);
        var lines = new string[UsersAtOnce];
        for (var start = 0; start < users; start += UsersAtOnce)
        {
            var count = Math.Min(UsersAtOnce, users - start);
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
                lines[i] = Line(model, store.GetUserId(start + i)));
            foreach (var line in lines.AsSpan(0, count))
            {
                output.WriteLine(line);
            }
        }
    }

    private static string Line(TrainedModel model, string user)
    {
        var line = new StringBuilder(user);
        foreach (var item in model.Recommend(new RecommendationQuery { UserId = user, NumResults = 25 }))
        {
            line.Append(' ').Append(item.ItemId);
        }

        return line.ToString();
    }
}
