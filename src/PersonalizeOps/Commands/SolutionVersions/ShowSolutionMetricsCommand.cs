using System.Management.Automation;
using System.Management.Automation.Host;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Errors;
using PersonalizeOps.Metrics;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.SolutionVersions;

/// <summary>
/// Draws the offline metrics of solution versions side by side, beside the popularity baseline of their dataset group: as bars in the terminal, or
/// as a picture or page in a file.
/// </summary>
[Cmdlet(VerbsCommon.Show, "SolutionMetrics", SupportsShouldProcess = true)]
[OutputType(typeof(string), typeof(FileInfo))]
public sealed class ShowSolutionMetricsCommand : MetricsCmdlet
{
    private const int DefaultWidth = 120;

    /// <summary>
    /// The file to write: .png, .svg, or .html for a page that needs no other file. An existing file is replaced. Without it the bars are drawn in
    /// the terminal.
    /// </summary>
    [Parameter(Position = 1)]
    [ValidatePattern(@"\.(png|svg|html)$", ErrorMessage = "The path '{0}' must end in .png, .svg or .html.")]
    public string? OutFile { get; set; }

    /// <summary>Keeps an existing file and reports an error.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    private protected override async Task UseAsync(IReadOnlyList<MetricComparison> metrics, CancellationToken cancellationToken)
    {
        if (metrics.Count == 0)
            throw new PersonalizeException("NoMetrics", ErrorCategory.ObjectNotFound, "These versions have no metrics.");
        if (OutFile is null)
            WriteObject(new TextChart(Width(), IsColoured(), IsUnicode()).Draw(metrics), enumerateCollection: true);
        else
            await TryAsync(OutFile, () => WriteFileAsync(GetUnresolvedProviderPathFromPSPath(OutFile), metrics, cancellationToken));
    }

    private async Task WriteFileAsync(string path, IReadOnlyList<MetricComparison> metrics, CancellationToken cancellationToken)
    {
        if (NoClobber && File.Exists(path))
            throw new PersonalizeException("FileExists", ErrorCategory.ResourceExists,
                $"There is a file {path} already.", path, "Give another path, or leave -NoClobber out.");
        if (Path.GetDirectoryName(path) is { } folder && !Directory.Exists(folder))
            throw new PersonalizeException("FolderNotFound", ErrorCategory.ObjectNotFound, $"There is no folder {folder}.", path, "Check the path.");
        if (!ShouldProcess(path, $"Draw the metrics of {string.Join(", ", metrics[0].Version.Select(version => version.Version))}"))
            return;

        var hasFonts = await Task.Run(() => WriteAside(path, metrics, cancellationToken), cancellationToken);
        if (!hasFonts)
            WriteWarning($"This machine has no fonts, so the picture in {path} has no text. Install some, such as the package fonts-dejavu-core.");
        // Through the provider, so that it looks like the files that Get-ChildItem emits.
        WriteObject(InvokeProvider.Item.Get([path], force: true, literalPath: true), enumerateCollection: true);
    }

    private static bool WriteAside(string path, IReadOnlyList<MetricComparison> metrics, CancellationToken cancellationToken)
    {
        var aside = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(aside, FileMode.CreateNew))
            {
                Action<Stream, IReadOnlyList<MetricComparison>> write = Path.GetExtension(path).ToUpperInvariant() switch
                {
                    ".PNG" => PictureChart.WritePng,
                    ".SVG" => PictureChart.WriteSvg,
                    _ => HtmlReport.Write,
                };
                write(stream, metrics);
            }

            cancellationToken.ThrowIfCancellationRequested();
            File.Move(aside, path, overwrite: true);
            return PictureChart.HasFonts;
        }
        finally
        {
            File.Delete(aside);
        }
    }

    /// <summary>The columns of the terminal; a host without one tells none.</summary>
    private int Width()
    {
        try
        {
            var width = Host.UI.RawUI.BufferSize.Width;
            return width > 0 ? width : DefaultWidth;
        }
        catch (HostException)
        {
            return DefaultWidth;
        }
        catch (NotImplementedException)
        {
            return DefaultWidth;
        }
    }

    /// <summary>Colours only where a person looks: in the terminal, at the end of the pipeline, and where nobody asked for plain text.</summary>
    private bool IsColoured()
    {
        var style = (SessionState.PSVariable.GetValue("PSStyle") as PSStyle)?.OutputRendering;
        return MyInvocation.PipelinePosition == MyInvocation.PipelineLength
            && !Console.IsOutputRedirected
            && Host.UI.SupportsVirtualTerminal
            && style != OutputRendering.PlainText
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
    }

    private static bool IsUnicode() => Console.OutputEncoding.WebName.StartsWith("utf-", StringComparison.OrdinalIgnoreCase);
}
