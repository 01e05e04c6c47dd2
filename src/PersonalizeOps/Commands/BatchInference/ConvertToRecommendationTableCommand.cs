using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Connection;
using PersonalizeOps.Data;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.BatchInference;

/// <summary>
/// Joins the output of batch inference jobs with film titles: as objects, one per film and user, or as a parquet or CSV file. Lines of the
/// output that carry an error are reported and leave no row.
/// </summary>
[Cmdlet(VerbsData.ConvertTo, "RecommendationTable", SupportsShouldProcess = true)]
[OutputType(typeof(RecommendationTableRow), typeof(RecommendationTableFile))]
public sealed class ConvertToRecommendationTableCommand : PersonalizeCmdlet
{
    private readonly List<BatchOutput> _sources = [];
    private MovieCatalog? _localTitles;

    /// <summary>
    /// A finished batch inference job as object, name or ARN, or a local .out file: its path, with wildcards or without, or what Receive-BatchResult -OutputPath emits.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ResourceCompleter(ResourceKind.BatchRecommendation)]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>The file to write, .parquet or .csv; an existing file is replaced. Without it objects are emitted.</summary>
    [Parameter(Position = 1)]
    [ValidatePattern(@"\.(parquet|csv)$", ErrorMessage = "The path '{0}' must end in .parquet or .csv.")]
    public string? Path { get; set; }

    /// <summary>Tutorial: one row per user with all films in one text. Long (the default): one row per user and film.</summary>
    [Parameter]
    [ValidateSet("Long", "Tutorial")]
    public string Layout { get; set; } = "Long";

    /// <summary>
    /// A file with titles, items.csv or movies.csv, local or on S3. The default for a job is what was last imported into the Items dataset of
    /// its dataset group; a local .out file has no default.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MoviesPath { get; set; }

    /// <inheritdoc/>
    protected override Task BeginAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var input in InputObject)
        {
            await TryAsync(input, async () =>
            {
                foreach (var source in await FindAsync(input, cancellationToken))
                    await TakeAsync(source, cancellationToken);
            });
        }
    }

    /// <inheritdoc/>
    protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_sources.Count == 0)
            return;
        var path = GetUnresolvedProviderPathFromPSPath(Path!);
        if (ShouldProcess(path, $"Write the recommendations of {string.Join(", ", _sources.Select(source => source.Name))}"))
            await TryAsync(path, () => WriteFileAsync(path, cancellationToken));
    }

    private async Task TakeAsync(BatchOutput source, CancellationToken cancellationToken)
    {
        if (Path is null)
            await WriteRowsAsync(source, await TitlesAsync(source, cancellationToken), cancellationToken);
        else
            _sources.Add(source);
    }

    private async Task<IReadOnlyList<BatchOutput>> FindAsync(PSObject input, CancellationToken cancellationToken)
    {
        IReadOnlyList<string>? files = input.BaseObject switch
        {
            FileInfo file => [file.FullName],
            BatchResultFile saved => [saved.Path],
            string given when !ResourceArn.IsArn(given) && (given.IndexOfAny(['.', '/', '\\']) >= 0) => GivenPaths.Find(this, given),
            _ => null,
        };
        if (files is not null)
            return files.FirstOrDefault(file => !File.Exists(file)) is { } missing
                ? throw new PersonalizeException("FileNotFound", ErrorCategory.ObjectNotFound, $"There is no file {missing}.", missing, "Check the path.")
                : [.. files.Select(file => new BatchOutput(file))];

        var output = await BatchOutput.FindAsync(Api, new ResourceIdentity((object)input), cancellationToken);
        return output.Job is BatchRecommendation
            ? [output]
            : throw new PersonalizeException("NoRecommendations", ErrorCategory.InvalidArgument,
                $"Batch job {output.Name} found users, not films.", output.Name, "Receive-BatchResult reads segments.");
    }

    private async Task<MovieCatalog?> TitlesAsync(BatchOutput source, CancellationToken cancellationToken)
    {
        if (MoviesPath is null && source.Job is null)
            return null;
        var moviesPath = MoviesPath is null || S3Uri.IsS3Uri(MoviesPath) ? MoviesPath : GetUnresolvedProviderPathFromPSPath(MoviesPath);
        // Local files on both sides need no connection, whose cache the other ways use.
        if (source.Job is null && !S3Uri.IsS3Uri(moviesPath!))
            return _localTitles ??= await Task.Run(() => MovieCatalog.Load(moviesPath!), cancellationToken);
        var titles = new Titles(Api, WriteWarning);
        if (moviesPath is not null)
            return await titles.FromFileAsync(moviesPath, cancellationToken);
        var version = await Api.GetSolutionVersionAsync(((BatchRecommendation)source.Job!).SolutionVersionArn, cancellationToken);
        return await titles.FromDatasetGroupAsync(version.DatasetGroupArn, cancellationToken);
    }

    private async Task WriteRowsAsync(BatchOutput source, MovieCatalog? titles, CancellationToken cancellationToken)
    {
        await foreach (var line in source.ReadAsync(cancellationToken))
        {
            if (line.Error is not null)
                WriteError(ErrorMapper.ToRecord(
                    new PersonalizeException("BatchLineFailed", ErrorCategory.InvalidResult, $"{source.Name}: {line.Error}"), line.UserId ?? line.ItemId));
            else
                WriteObject(RecommendationTable.Rows(line, titles).Select(ToRecord), enumerateCollection: true);
        }
    }

    private async Task WriteFileAsync(string path, CancellationToken cancellationToken)
    {
        var titles = await TitlesAsync(_sources[0], cancellationToken);
        var layout = Enum.Parse<RecommendationTableLayout>(Layout);
        var counts = path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)
            ? await RecommendationTable.WriteCsvAsync(path, ReadAllAsync(cancellationToken), titles, layout, cancellationToken)
            : await RecommendationTable.WriteParquetAsync(path, ReadAllAsync(cancellationToken), titles, layout, cancellationToken);
        if (counts.Errors > 0)
            WriteWarning($"{counts.Errors} of {counts.Lines} lines carry an error and left no row. Without -Path each is an error record.");
        WriteObject(new RecommendationTableFile
        {
            Path = path,
            Layout = Layout,
            Lines = counts.Lines,
            Rows = counts.Rows,
            Errors = counts.Errors,
            Length = new FileInfo(path).Length,
        });
    }

    private async IAsyncEnumerable<BatchOutputLine> ReadAllAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var source in _sources)
            await foreach (var line in source.ReadAsync(cancellationToken).ConfigureAwait(false))
                yield return line;
    }

    private static RecommendationTableRow ToRecord(RecommendationRow row) => new()
    {
        UserId = row.UserId,
        Rank = row.Rank,
        ItemId = row.ItemId,
        Title = row.Title,
        Year = row.Year,
        Genres = row.Genres,
        Score = row.Score,
    };
}
