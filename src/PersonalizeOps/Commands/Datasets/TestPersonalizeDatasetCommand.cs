using System.Globalization;
using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Connection;
using PersonalizeOps.Data;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Datasets;

/// <summary>
/// Checks the CSV files of datasets as an import does, before anything costs: every fault with row and column, what a training will miss, and
/// a diagnosis of the data. Emits findings, or with -Summary a report for each file.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "PersonalizeDataset", DefaultParameterSetName = DatasetSet)]
[OutputType(typeof(DatasetFinding), typeof(DatasetReport))]
public sealed class TestPersonalizeDatasetCommand : PersonalizeCmdlet
{
    private const string PathSet = "Path";
    private const string DatasetSet = "Dataset";

    private readonly List<DatasetReport> _failed = [];
    private int _checks;

    /// <summary>
    /// The CSV files, or folders with interactions.csv, items.csv, users.csv and the like; wildcards are resolved. S3 URIs of an object or a
    /// folder are read through the connection.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [Alias("PSPath", "FullName", "DataLocation")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>What ConvertTo-PersonalizeDataset emits: its interactions and its items are checked together.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = DatasetSet)]
    [RecordTransformation]
    public PersonalizeDataset? Dataset { get; set; }

    /// <summary>
    /// The schemas: files with Avro documents, the documents themselves, or schemas of the connection as name, ARN or object. Each is used for
    /// files of its type. The default is the file beside the data, interactions.schema.json for interactions.csv; without one, the names that
    /// Personalize reserves have the types it demands and other columns those of their first values.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ResourceCompleter(ResourceKind.Schema)]
    public ResourceIdentity[] Schema { get; set; } = [];

    /// <summary>
    /// What the files hold: Interactions, Items, Users, Actions or Action_Interactions. The default is told by the name, else by the header. Of a
    /// folder only the files of that type are checked.
    /// </summary>
    [Parameter]
    [ValidateSet("Interactions", "Items", "Users", "Actions", "Action_Interactions")]
    public string? DatasetType { get; set; }

    /// <summary>The recipe that the data is for: what its training needs become errors.</summary>
    [Parameter]
    [ValidateNotNull]
    [ResourceCompleter(ResourceKind.Recipe)]
    public ResourceIdentity? Recipe { get; set; }

    /// <summary>How many rows are shown of each kind of fault in a column. All are counted. The default is 10.</summary>
    [Parameter]
    [ValidateRange(0, 100_000)]
    public int MaxFindings { get; set; } = 10;

    /// <summary>Emits a report for each file, which holds the findings, instead of the findings.</summary>
    [Parameter]
    public SwitchParameter Summary { get; set; }

    /// <summary>Ends with an error for each file with errors or warnings, so that the exit code of pwsh -Command is 1.</summary>
    [Parameter]
    public SwitchParameter Strict { get; set; }

    private DatasetType? Type => DatasetType is null ? null : DatasetTypes.Parse(DatasetType);

    /// <inheritdoc/>
    /// <remarks>Local files need no connection.</remarks>
    protected override Task BeginAsync(CancellationToken cancellationToken)
    {
        if (Recipe is not null && RecipeNames.WarningAbout(ResourceArn.NameOf(Recipe.Text), "what it needs beside interactions is not checked") is { } warning)
            WriteWarning(warning);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        if (Dataset is not null)
            await TryAsync(Dataset.OutputPath, () => CheckAsync(Dataset.OutputPath, cancellationToken));
        foreach (var path in Path)
            await TryAsync(path, () => CheckAllAsync(path, cancellationToken));
    }

    /// <inheritdoc/>
    protected override Task EndAsync(CancellationToken cancellationToken)
    {
        // At the end, so that -ErrorAction Stop keeps no file from being checked.
        foreach (var report in _failed)
            WriteError(ErrorMapper.ToRecord(Failure(report), report.File));
        return Task.CompletedTask;
    }

    private static PersonalizeException Failure(DatasetReport report)
    {
        var worst = report.Findings[0];
        var where = worst.Row is null ? "" : $" at row {worst.Row}";
        return new PersonalizeException(
            "DatasetNotSound", ErrorCategory.InvalidData, $"{report.Summary}. First: {worst.Code}{where}. {worst.Message}", report.File, worst.Advice);
    }

    private async Task CheckAllAsync(string path, CancellationToken cancellationToken)
    {
        if (S3Uri.IsS3Uri(path))
        {
            await CheckAsync(await CheckSources.FindS3Async(new S3Files(Api), S3Uri.Parse(path), Type, cancellationToken), cancellationToken);
            return;
        }

        foreach (var found in GivenPaths.Find(this, path))
            await TryAsync(found, () => CheckAsync(found, cancellationToken));
    }

    private Task CheckAsync(string path, CancellationToken cancellationToken) => CheckAsync(CheckSources.FindLocal(path, Type), cancellationToken);

    private async Task CheckAsync(IReadOnlyList<CheckSource> sources, CancellationToken cancellationToken)
    {
        List<CheckedDataset> datasets = [];
        List<CheckSource> read = [];
        foreach (var source in sources)
        {
            await TryAsync(source.File, async () =>
            {
                datasets.Add(await CheckAsync(source, sources.Count == 1, cancellationToken));
                read.Add(source);
            });
        }

        if (datasets.Count == 0)
            return;
        DatasetCheck.Compare(datasets, Recipe?.Text);
        for (var i = 0; i < datasets.Count; i++)
            Emit(ToReport(read[i].File, datasets[i]));
    }

    private async Task<CheckedDataset> CheckAsync(CheckSource source, bool isAlone, CancellationToken cancellationToken)
    {
        var schema = await FindSchemaAsync(source, isAlone, cancellationToken);
        var options = new CheckOptions
        {
            Type = Type ?? (schema is null ? DatasetCheck.TypeOfName(source.Name) : null),
            Schema = schema,
            Length = source.Length,
            MaximumRows = MaxFindings,
            Recipe = Recipe?.Text,
        };
        var progress = new ProgressRecord(200 + ++_checks, $"Checking {source.Name}", source.File);
        var report = new Progress<long>(bytes => Show(progress, bytes, source.Length));
        var stream = await source.Open(cancellationToken);
        try
        {
            return await Task.Run(() => DatasetCheck.Run(stream, source.Name, options, report, cancellationToken), cancellationToken);
        }
        finally
        {
            progress.RecordType = ProgressRecordType.Completed;
            WriteProgress(progress);
        }
    }

    private void Show(ProgressRecord progress, long bytes, long length)
    {
        if (progress.RecordType == ProgressRecordType.Completed)
            return;
        progress.PercentComplete = length == 0 ? 0 : (int)Math.Clamp(100 * bytes / length, 0, 100);
        progress.StatusDescription = $"{Size(bytes)} of {Size(length)}";
        WriteProgress(progress);
    }

    private async Task<DatasetSchema?> FindSchemaAsync(CheckSource source, bool isAlone, CancellationToken cancellationToken)
    {
        List<DatasetSchema> given = [];
        foreach (var schema in Schema)
            given.Add(DatasetSchema.Parse(await ReadSchemaAsync(schema, cancellationToken)));
        // One file and one schema belong together, whatever they are called.
        if (isAlone && given.Count == 1)
            return given[0];
        var type = Type ?? DatasetCheck.TypeOfName(source.Name);
        if (given.FirstOrDefault(schema => DatasetTypes.TryParse(schema.Name, out var named) && named == type) is { } fitting)
            return fitting;
        return await source.ReadSchema(cancellationToken) is { } beside ? DatasetSchema.Parse(beside) : null;
    }

    private async Task<string> ReadSchemaAsync(ResourceIdentity schema, CancellationToken cancellationToken)
    {
        if (schema.Text.TrimStart().StartsWith('{'))
            return schema.Text;
        if (!schema.IsObject && !ResourceArn.IsArn(schema.Text) && GetUnresolvedProviderPathFromPSPath(schema.Text) is var path && File.Exists(path))
            return await File.ReadAllTextAsync(path, cancellationToken);
        if (schema.Text.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            throw new PersonalizeException(
                "SchemaNotFound", ErrorCategory.ObjectNotFound, $"There is no schema file {schema.Text}.", schema.Text, "Check the path.");
        }

        return (await Api.GetSchemaAsync(await Api.ResolveAsync(schema, ResourceKind.Schema, cancellationToken), cancellationToken)).Schema;
    }

    private void Emit(DatasetReport report)
    {
        WriteObject(Summary ? report : report.Findings, enumerateCollection: !Summary);
        if (Strict && report.Errors + report.Warnings > 0)
            _failed.Add(report);
    }

    private static DatasetReport ToReport(string file, CheckedDataset dataset)
    {
        var findings = dataset.Findings;
        var (errors, warnings) = (findings.Count(f => f.Severity == CheckSeverity.Error), findings.Count(f => f.Severity == CheckSeverity.Warning));
        var summary = Describe(dataset, errors, warnings);
        return new DatasetReport
        {
            File = file,
            DatasetType = dataset.Type.ToApi(),
            IsValid = dataset.IsValid,
            Errors = errors,
            Warnings = warnings,
            Rows = dataset.Rows,
            Users = dataset.Users,
            Items = dataset.Items,
            Density = dataset.Density,
            First = dataset.FirstTime?.LocalDateTime,
            Last = dataset.LastTime?.LocalDateTime,
            Bytes = dataset.Bytes,
            Schema = dataset.Schema.Json,
            Summary = summary,
            Findings = findings.Select(finding => ToFinding(file, dataset, finding, summary)).ToArray(),
        };
    }

    // Arrays: the lists that the compiler makes can't be indexed by PowerShell.
    private static DatasetFinding ToFinding(string file, CheckedDataset dataset, CheckFinding finding, string summary) => new()
    {
        Severity = finding.Severity,
        Code = finding.Code,
        File = file,
        DatasetType = dataset.Type.ToApi(),
        Column = finding.Column,
        Rows = finding.Rows.ToArray(),
        Count = finding.Count,
        Message = finding.Message,
        Advice = finding.Advice,
        Examples = finding.Examples.ToArray(),
        Summary = summary,
    };

    private static string Describe(CheckedDataset dataset, int errors, int warnings)
    {
        var what = string.Create(CultureInfo.InvariantCulture, $"{dataset.File}: {dataset.Type.ToApi()}, {dataset.Rows:N0} rows, {Size(dataset.Bytes)}");
        return $"{what}; {(errors > 0 ? Plural(errors, "error") + ", " : "")}{(warnings > 0 ? Plural(warnings, "warning") + ", " : "")}"
            + (errors > 0 ? "an import will fail" : "can be imported");
    }

    private static string Plural(int count, string word) => count == 1 ? $"1 {word}" : $"{count} {word}s";

    private static string Size(long bytes) => bytes switch
    {
        < 1 << 10 => $"{bytes} bytes",
        < 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} KB"),
        < 1 << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 20):0.#} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 30):0.##} GB"),
    };
}
