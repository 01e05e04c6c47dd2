using System.Globalization;
using System.Text;
using PersonalizeOps.Records;

namespace PersonalizeOps.Traces;

/// <summary>Draws a trace for a terminal of 120 columns: name, bar and duration in a line for each segment.</summary>
internal static class TraceTimeline
{
    private const int Width = 120;
    private const int NameWidth = 44;
    private const int TimeWidth = 10;
    private const int BarWidth = Width - NameWidth - TimeWidth - 12;
    private const int MostLines = 60;
    private const int MostShares = 4;

    public static string Draw(WorkflowTrace trace)
    {
        List<TraceSegment> all = [.. trace.Segments.SelectMany(segment => segment.All())];
        var text = new StringBuilder();
        Line(text, $"{trace.Id}  {trace.Name}  {trace.Start:yyyy-MM-dd HH:mm:ss}  {Format(trace.Duration)}");
        foreach (var segment in all.Take(MostLines))
            Line(text, $"{Fit(new string(' ', Math.Min(20, 2 * segment.Depth)) + segment.Name, NameWidth)} {Bar(segment, trace.Duration)} {Format(segment.Duration),TimeWidth} {Mark(segment)}");
        if (all.Count > MostLines)
            Line(text, $"… and {all.Count - MostLines} more segments; the property Segments holds them all.");
        if (Shares(all) is { Length: > 0 } shares)
            Line(text, $"Where the time went: {shares}");
        if (trace.FirstError is { } error)
            Line(text, $"First error: {error}");
        if (trace.IsPartial)
            Line(text, "The trace is larger than X-Ray keeps: parts are missing.");
        return text.ToString().TrimEnd();
    }

    /// <summary>Own times by name, the largest first; what is under one hundredth is nothing to look at.</summary>
    private static string Shares(IReadOnlyList<TraceSegment> all)
    {
        var total = all.Sum(segment => segment.OwnTime.TotalSeconds);
        if (total <= 0)
            return "";
        return string.Join(", ", all
            .GroupBy(segment => segment.Name)
            .Select(group => (Name: group.Key, Seconds: group.Sum(segment => segment.OwnTime.TotalSeconds)))
            .Where(share => share.Seconds >= total / 100)
            .OrderByDescending(share => share.Seconds)
            .Take(MostShares)
            .Select(share => string.Create(CultureInfo.InvariantCulture, $"{share.Name} {100 * share.Seconds / total:0} % ({Format(TimeSpan.FromSeconds(share.Seconds))})")));
    }

    private static string Bar(TraceSegment segment, TimeSpan whole)
    {
        if (whole <= TimeSpan.Zero)
            return new string('█', BarWidth);
        var from = Math.Min(BarWidth - 1, (int)(BarWidth * (segment.Offset / whole)));
        var length = Math.Clamp((int)Math.Round(BarWidth * (segment.Duration / whole)), 1, BarWidth - from);
        return new string('·', from) + new string(segment.InProgress ? '▒' : '█', length) + new string('·', BarWidth - from - length);
    }

    private static string Mark(TraceSegment segment) => segment.Outcome is "ok" ? "" : segment.Outcome is "in progress" ? "running" : segment.Outcome;

    private static string Fit(string name, int width) => name.Length <= width ? name.PadRight(width) : name[..(width - 1)] + "…";

    private static string Format(TimeSpan time) => time.TotalSeconds switch
    {
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms"),
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time:mm\\:ss}"),
    };

    private static void Line(StringBuilder text, string line) => text.Append(line.Length <= Width ? line.TrimEnd() : line[..(Width - 1)] + "…").Append('\n');
}
