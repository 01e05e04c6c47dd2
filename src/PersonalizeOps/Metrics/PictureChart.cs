using System.Globalization;
using PersonalizeOps.Records;
using ScottPlot;
using SkiaSharp;

namespace PersonalizeOps.Metrics;

/// <summary>
/// Draws comparisons as a picture: a panel of bars for each metric, with a dashed line where popularity stands. The plotting library and its native
/// parts are loaded when this class is used, and not before.
/// </summary>
internal static class PictureChart
{
    private const int Columns = 2;
    private const int PanelWidth = 560;
    private const int BarHeight = 26;
    private const int HeaderHeight = 44;
    private const int LongestName = 28;
    private const float Scale = 2;

    private static readonly Color Best = Color.FromHex("#2e7d32");
    private static readonly Color Other = Color.FromHex("#3f7fbf");
    private static readonly Color Baseline = Color.FromHex("#8a8a8a");
    private static readonly Color Level = Color.FromHex("#303030");

    private static readonly string FontName = new[] { "Segoe UI", "Helvetica Neue", "Arial", "Noto Sans", "Liberation Sans", "DejaVu Sans" }
        .FirstOrDefault(SKFontManager.Default.FontFamilies.Contains) ?? Fonts.Default;

    /// <summary>Whether the machine has a font; without one a picture has no text.</summary>
    public static bool HasFonts => SKFontManager.Default.FontFamilyCount > 0;

    /// <summary>Writes a picture of pixels, twice as fine as it is to be shown.</summary>
    public static void WritePng(Stream stream, IReadOnlyList<MetricComparison> metrics)
    {
        var (width, height) = SizeOf(metrics);
        using var surface = SKSurface.Create(new SKImageInfo((int)(width * Scale), (int)(height * Scale)));
        surface.Canvas.Scale(Scale);
        Draw(surface.Canvas, metrics, width, height);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        data.SaveTo(stream);
    }

    /// <summary>Writes a picture of vectors.</summary>
    public static void WriteSvg(Stream stream, IReadOnlyList<MetricComparison> metrics)
    {
        var (width, height) = SizeOf(metrics);
        using var canvas = SKSvgCanvas.Create(new SKRect(0, 0, width, height), stream);
        Draw(canvas, metrics, width, height);
    }

    private static (int Width, int Height) SizeOf(IReadOnlyList<MetricComparison> metrics)
    {
        var rows = (metrics.Count + Columns - 1) / Columns;
        return (PanelWidth * Math.Min(Columns, metrics.Count), HeaderHeight + (rows * (90 + (metrics[0].Version.Count * BarHeight))));
    }

    private static void Draw(SKCanvas canvas, IReadOnlyList<MetricComparison> metrics, int width, int height)
    {
        var panels = new Multiplot { Layout = new ScottPlot.MultiplotLayouts.Grid((metrics.Count + Columns - 1) / Columns, Math.Min(Columns, metrics.Count)) };
        panels.AddPlots(metrics.Count);
        for (var i = 0; i < metrics.Count; i++)
            Fill(panels.GetPlot(i), metrics[i]);

        // Panels are laid out by the size of their rectangle, whose corner is not looked at; and they clear the canvas, so that they come first.
        canvas.Save();
        canvas.Translate(0, HeaderHeight);
        panels.Render(canvas, new PixelRect(0, width, height - HeaderHeight, 0));
        canvas.Restore();
        DrawHeader(canvas, metrics[0], width);
    }

    private static void DrawHeader(SKCanvas canvas, MetricComparison metric, int width)
    {
        var baseline = metric.Baseline is null ? "" : $"; dashed: popularity ({metric.Baseline})";
        using var font = new SKFont(Fonts.GetTypeface(FontName, bold: true, italic: false), 16);
        using var paint = new SKPaint { Color = SKColors.White, IsAntialias = true };
        canvas.DrawRect(0, 0, width, HeaderHeight, paint);
        paint.Color = SKColors.Black;
        canvas.DrawText($"{metric.DatasetGroup}: offline metrics; green: the best{baseline}", 16, 28, font, paint);
    }

    private static void Fill(Plot plot, MetricComparison metric)
    {
        var count = metric.Version.Count;
        plot.Font.Set(FontName);
        plot.Title(metric.Name, 15);
        plot.XLabel(metric.Meaning, 12);
        plot.Axes.Bottom.Label.Bold = false;
        plot.HideGrid();
        plot.Axes.Right.FrameLineStyle.Width = plot.Axes.Top.FrameLineStyle.Width = 0;
        // Every bar has its number.
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.EmptyTickGenerator();
        var bars = plot.Add.Bars(metric.Version.Select((version, place) => ToBar(version, count - 1 - place)).ToArray());
        bars.Horizontal = true;
        plot.Axes.Left.SetTicks([.. Enumerable.Range(0, count).Select(place => (double)(count - 1 - place))], [.. metric.Version.Select(NameOf)]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        var highest = metric.Version.Max(version => version.Value) ?? 0;
        plot.Axes.SetLimits(0, highest > 0 ? highest * 1.2 : 1, -0.6, count - 0.4);
        if (metric.Version.FirstOrDefault(version => version.IsBaseline)?.Value is { } level)
            plot.Add.VerticalLine(level, 1.5f, Level, LinePattern.Dashed);
    }

    private static Bar ToBar(MetricValue version, int position)
    {
        var colour = version.IsBaseline ? Baseline : version.IsBest ? Best : Other;
        return new Bar
        {
            Position = position,
            Value = version.Value ?? 0,
            Label = version.Value?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "-",
            FillColor = colour,
            LineColor = colour,
            Size = 0.7,
        };
    }

    private static string NameOf(MetricValue version) => version.Version.Length > LongestName ? version.Version[..(LongestName - 1)] + "…" : version.Version;
}
