using System.Globalization;
using System.Net;
using System.Text;
using PersonalizeOps.Records;

namespace PersonalizeOps.Metrics;

/// <summary>Writes comparisons as one page that needs no other file: the picture, a table with the numbers, and the metrics in words.</summary>
internal static class HtmlReport
{
    private const string Style = """
        body { font-family: system-ui, sans-serif; margin: 2rem auto; max-width: 1160px; padding: 0 1rem; color: #1c1c1c; background: #fff }
        svg { max-width: 100%; height: auto }
        .wide { overflow-x: auto }
        table { border-collapse: collapse; margin: 1rem 0 }
        th, td { border-bottom: 1px solid #d8d8d8; padding: .35rem .8rem; text-align: left; vertical-align: top }
        td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
        td.best { color: #2e7d32; font-weight: 600 }
        small { color: #666 }
        """;

    /// <summary>Writes the page in UTF-8.</summary>
    public static void Write(Stream stream, IReadOnlyList<MetricComparison> metrics)
    {
        var first = metrics[0];
        var title = Escape($"Offline metrics: {first.DatasetGroup}");
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine($"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>");
        writer.WriteLine($"<h1>{title}</h1>");
        writer.WriteLine(first.Baseline is null
            ? "<p>Without a popularity baseline these numbers do not tell whether a model is better than popularity.</p>"
            : $"<p>{Escape(first.Baseline)} recommends to everybody what is popular: a model is worth its cost where it is well above.</p>");
        writer.WriteLine($"<div class=\"wide\">{Picture(metrics)}</div>");
        WriteValues(writer, metrics);
        WriteVersions(writer, first);
        writer.WriteLine("</body>\n</html>");
    }

    private static void WriteValues(StreamWriter writer, IReadOnlyList<MetricComparison> metrics)
    {
        writer.Write("<h2>Values</h2>\n<div class=\"wide\"><table>\n<tr><th>Metric</th>");
        foreach (var version in metrics[0].Version)
            writer.Write($"<th>{Escape(version.Version)}</th>");
        writer.WriteLine("<th>What it measures</th></tr>");
        foreach (var metric in metrics)
        {
            writer.Write($"<tr><th title=\"{Escape(metric.Metric)}\">{Escape(metric.Name)}</th>");
            foreach (var version in metric.Version)
                writer.Write($"<td class=\"number{(version.IsBest ? " best" : "")}\">{Number(version)}</td>");
            writer.WriteLine($"<td>{Escape(metric.Meaning)}</td></tr>");
        }

        writer.WriteLine($"</table></div>\n<p><small>The best values are green. × is the ratio to {Escape(metrics[0].Reference)}.</small></p>");
    }

    private static void WriteVersions(StreamWriter writer, MetricComparison metric)
    {
        writer.WriteLine("<h2>Versions</h2>\n<div class=\"wide\"><table>\n<tr><th>Version</th><th>Recipe</th><th>ARN</th></tr>");
        foreach (var version in metric.Version)
            writer.WriteLine($"<tr><td>{Escape(version.Version)}</td><td>{Escape(version.Recipe ?? "")}</td><td>{Escape(version.SolutionVersionArn)}</td></tr>");
        writer.WriteLine("</table></div>\n<p>Metrics compare only between versions that were trained on the same data.</p>");
    }

    private static string Number(MetricValue version)
    {
        var value = version.Value?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "–";
        return version.Ratio is { } ratio ? $"{value} <small>×{ratio.ToString("0.00", CultureInfo.InvariantCulture)}</small>" : value;
    }

    private static string Picture(IReadOnlyList<MetricComparison> metrics)
    {
        using var stream = new MemoryStream();
        PictureChart.WriteSvg(stream, metrics);
        var text = Encoding.UTF8.GetString(stream.ToArray());
        // The declaration belongs at the start of a file.
        return text[text.IndexOf("<svg", StringComparison.Ordinal)..];
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
