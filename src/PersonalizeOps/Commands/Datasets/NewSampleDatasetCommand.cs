using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Data;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Datasets;

/// <summary>
/// Generates ratings of invented films in the MovieLens format, with tastes that a model can learn. The same preset and seed give the same
/// files.
/// </summary>
[Cmdlet(VerbsCommon.New, "SampleDataset", SupportsShouldProcess = true)]
[OutputType(typeof(SampleDataset))]
public sealed class NewSampleDatasetCommand : AsyncCmdlet
{
    /// <summary>The folder to write ratings.csv and movies.csv to. It is created when missing; files of these names are replaced.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>
    /// The size: small (610 users, 9,700 films, 100,000 ratings; the default), 1m, 5m or 25m (162,541 users, 59,047 films, 25,000,095 ratings).
    /// </summary>
    [Parameter(Position = 1)]
    [ValidateSet("small", "1m", "5m", "25m")]
    public string Preset { get; set; } = "small";

    /// <summary>The seed of the generator. The default is 0.</summary>
    [Parameter]
    public int Seed { get; set; }

    /// <inheritdoc/>
    protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        var path = GivenPaths.Folder(this, Path);
        if (!ShouldProcess(path, $"Generate the {Preset} sample dataset"))
            return;
        var progress = new ProgressRecord(1, $"Generating the {Preset} sample dataset", path);
        var report = new Progress<double>(share =>
        {
            progress.PercentComplete = Math.Clamp((int)(share * 100), 0, 100);
            WriteProgress(progress);
        });
        var result = await Task.Run(
            () => SampleDatasetGenerator.Generate(path, SampleDatasetPresets.Parse(Preset), Seed, report, cancellationToken), cancellationToken);
        progress.RecordType = ProgressRecordType.Completed;
        WriteProgress(progress);
        WriteObject(new SampleDataset
        {
            Path = result.Path,
            Preset = Preset,
            Seed = Seed,
            Users = result.Users,
            Movies = result.Movies,
            Ratings = result.Ratings,
        });
    }
}
