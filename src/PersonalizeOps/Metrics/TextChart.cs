using System.Globalization;
using System.Text;
using PersonalizeOps.Records;

namespace PersonalizeOps.Metrics;

/// <summary>Draws comparisons as lines of text: a bar for each version, as long as its share of the metric's highest value.</summary>
/// <param name="width">The columns of a line.</param>
/// <param name="colours">Whether escape sequences for colours may be used.</param>
/// <param name="blocks">Whether the terminal shows block characters; otherwise bars are of number signs.</param>
internal sealed class TextChart(int width, bool colours, bool blocks)
{
    private const string Best = "\e[32m";
    private const string Baseline = "\e[90m";
    private const string Other = "\e[36m";
    private const string Bold = "\e[1m";
    private const string Reset = "\e[0m";
    private const string Parts = "▏▎▍▌▋▊▉█";
    private const int ValueWidth = 9;
    private const int RemarkWidth = 12;
    private const int LongestName = 40;

    /// <summary>The lines of all metrics.</summary>
    public IEnumerable<string> Draw(IReadOnlyList<MetricComparison> metrics)
    {
        var names = Math.Min(LongestName, metrics[0].Version.Max(version => version.Version.Length));
        var room = Math.Max(8, width - names - ValueWidth - RemarkWidth - 5);
        foreach (var metric in metrics)
        {
            yield return $"{Paint(metric.Name, Bold)}  {metric.Meaning}";
            // What has a natural limit of 1 could be drawn against it, but values of some hundredths would not differ to the eye.
            var highest = metric.Version.Max(version => version.Value) ?? 0;
            foreach (var version in metric.Version)
                yield return Line(version, highest, names, room);
            yield return "";
        }

        yield return metrics[0].Baseline is { } baseline
            ? $"{baseline} recommends to everybody what is popular: a model is worth its cost where it is well above."
            : "No popularity baseline: for recipes that recommend items to users, New-Solution -Recipe aws-popularity-count makes one.";
    }

    private string Line(MetricValue version, double highest, int names, int room)
    {
        var name = version.Version.Length > names ? version.Version[..(names - 1)] + "…" : version.Version.PadRight(names);
        var value = version.Value?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "-";
        var colour = version.IsBaseline ? Baseline : version.IsBest ? Best : Other;
        var bar = Paint(Bar(highest > 0 ? (version.Value ?? 0) / highest : 0, room), colour);
        var remark = version.IsBaseline ? "popularity" : version.IsBest ? "best" : "";
        return $"  {name} {value,ValueWidth} {bar} {remark}".TrimEnd();
    }

    private string Bar(double share, int room)
    {
        var eighths = (int)Math.Round(Math.Clamp(share, 0, 1) * room * Parts.Length);
        if (!blocks)
            return new string('#', eighths / Parts.Length);
        var bar = new StringBuilder().Append(Parts[^1], eighths / Parts.Length);
        return eighths % Parts.Length == 0 ? bar.ToString() : bar.Append(Parts[(eighths % Parts.Length) - 1]).ToString();
    }

    private string Paint(string text, string colour) => colours && text.Length > 0 ? colour + text + Reset : text;
}
