using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Data;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Datasets;

/// <summary>
/// Converts a folder in a MovieLens format (25M and latest, 1M, 100K) to the CSV files and Avro schemas that Personalize imports:
/// interactions.csv, items.csv, interactions.schema.json, items.schema.json. Duplicates are dropped; films without ratings stay in items.
/// </summary>
[Cmdlet(VerbsData.ConvertTo, "PersonalizeDataset", SupportsShouldProcess = true)]
[OutputType(typeof(PersonalizeDataset))]
public sealed class ConvertToPersonalizeDatasetCommand : AsyncCmdlet
{
    /// <summary>The folder with the ratings and films.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The folder to write to. It is created when missing; files of the four names are replaced.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string OutputPath { get; set; } = "";

    /// <summary>The share of the ratings to keep, above 0 and up to 1. The default 1 keeps all.</summary>
    [Parameter]
    [ValidateRange(double.Epsilon, 1)]
    public double Fraction { get; set; } = 1;

    /// <summary>The seed of the sampling. The default is 0.</summary>
    [Parameter]
    public int Seed { get; set; }

    /// <summary>Ratings below this value are left out. The default 0 keeps all.</summary>
    [Parameter]
    public double MinimumRating { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync(CancellationToken cancellationToken) => TryAsync(Path, () => ConvertAsync(cancellationToken));

    private async Task ConvertAsync(CancellationToken cancellationToken)
    {
        var source = GetUnresolvedProviderPathFromPSPath(Path);
        var output = GivenPaths.Folder(this, OutputPath);
        if (!Directory.Exists(source))
            throw new PersonalizeException("FolderNotFound", ErrorCategory.ObjectNotFound, $"There is no folder {source}.", Path,
                "Give the folder that holds the ratings, or make a sample: New-SampleDataset.");
        if (!ShouldProcess(output, $"Convert {source}"))
            return;

        var options = new ConvertOptions { Fraction = Fraction, Seed = Seed, MinimumRating = MinimumRating };
        var progress = new ProgressRecord(1, $"Converting {source}", "Reading");
        var report = new Progress<ConvertProgress>(state => Show(progress, state));
        var result = await Task.Run(() => DatasetConverter.Convert(source, output, options, report, cancellationToken), cancellationToken);
        progress.RecordType = ProgressRecordType.Completed;
        WriteProgress(progress);
        WriteObject(ToRecord(output, result));
    }

    private static PersonalizeDataset ToRecord(string output, ConvertResult result) => new()
    {
        OutputPath = output,
        InteractionsPath = result.InteractionsPath,
        ItemsPath = result.ItemsPath,
        InteractionsSchemaPath = result.InteractionsSchemaPath,
        ItemsSchemaPath = result.ItemsSchemaPath,
        Interactions = result.Interactions,
        Items = result.Items,
        Users = result.Users,
        Duplicates = result.Dropped.Duplicates,
        Conflicts = result.Dropped.Conflicts,
        BelowMinimumRating = result.Dropped.BelowMinimumRating,
        NotSampled = result.Dropped.NotSampled,
    };

    private void Show(ProgressRecord progress, ConvertProgress state)
    {
        progress.StatusDescription = $"{state.Activity}, {state.Rows:N0} ratings";
        progress.PercentComplete = Math.Clamp((int)(state.Completed * 100), 0, 100);
        WriteProgress(progress);
    }
}
