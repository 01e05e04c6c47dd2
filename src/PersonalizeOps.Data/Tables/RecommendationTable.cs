using CsvHelper;

namespace PersonalizeOps.Data;

/// <summary>Joins batch recommendations with titles and writes them as a table.</summary>
/// <remarks>Lines stream through; lines with an error are counted and give no row. A file appears only when it is complete.</remarks>
public static class RecommendationTable
{
    /// <summary>The rows of a line in the long layout; none for a line with an error.</summary>
    /// <param name="line">The line of batch output.</param>
    /// <param name="catalog">The titles; null to leave them out.</param>
    public static IEnumerable<RecommendationRow> Rows(BatchOutputLine line, MovieCatalog? catalog)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.Error is null ? line.RecommendedItems.Select((item, index) => Row(line, item, index, catalog)) : [];
    }

    /// <summary>All films of a line in the tutorial's words: <c>Heat (1995) (Action) | Jaws (1975) (Horror)</c>. A film that the
    /// catalogue does not have is its id; parts that are unknown are left out.</summary>
    /// <param name="line">The line of batch output.</param>
    /// <param name="catalog">The titles; null to use ids.</param>
    public static string Describe(BatchOutputLine line, MovieCatalog? catalog) => string.Join(" | ", Rows(line, catalog).Select(Describe));

    /// <summary>Writes a parquet file with snappy compression.</summary>
    /// <param name="path">The path of the file; its folder is made if it is missing.</param>
    /// <param name="lines">The lines of batch output.</param>
    /// <param name="catalog">The titles; null to leave them out.</param>
    /// <param name="layout">The layout.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    /// <exception cref="BatchOutputException">A line is malformed.</exception>
    /// <exception cref="IOException">The file can't be written.</exception>
    public static async Task<RecommendationTableCounts> WriteParquetAsync(
        string path,
        IAsyncEnumerable<BatchOutputLine> lines,
        MovieCatalog? catalog,
        RecommendationTableLayout layout,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lines);
        using var files = new OutputFiles();
        RecommendationTableCounts counts;
        var table = await ParquetTable.CreateAsync(files.Create(path), layout, cancellationToken).ConfigureAwait(false);
        await using (table.ConfigureAwait(false))
        {
            counts = await CopyAsync(lines, line => table.WriteAsync(line, catalog, cancellationToken), cancellationToken).ConfigureAwait(false);
            await table.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        files.Commit();
        return counts;
    }

    /// <summary>Writes a CSV file (UTF-8, LF) with the columns of the parquet file.</summary>
    /// <param name="path">The path of the file; its folder is made if it is missing.</param>
    /// <param name="lines">The lines of batch output.</param>
    /// <param name="catalog">The titles; null to leave them out.</param>
    /// <param name="layout">The layout.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    /// <exception cref="BatchOutputException">A line is malformed.</exception>
    /// <exception cref="IOException">The file can't be written.</exception>
    public static async Task<RecommendationTableCounts> WriteCsvAsync(
        string path,
        IAsyncEnumerable<BatchOutputLine> lines,
        MovieCatalog? catalog,
        RecommendationTableLayout layout,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lines);
        using var files = new OutputFiles();
        RecommendationTableCounts counts;
        using (var csv = CsvWriter.Create(files.Create(path), CsvFormat.Output, leaveOpen: true))
        {
            csv.WriteRecord(Columns(layout));
            counts = await CopyAsync(lines, line => ValueTask.FromResult(WriteCsv(csv, line, catalog, layout)), cancellationToken)
                .ConfigureAwait(false);
            csv.Flush();
        }

        files.Commit();
        return counts;
    }

    internal static string[] Columns(RecommendationTableLayout layout) => layout == RecommendationTableLayout.Tutorial
        ? ["userId", "Recommendations"]
        : ["userId", "rank", "itemId", "title", "year", "genres", "score"];

    internal static string UserOf(BatchOutputLine line) => line.UserId ?? line.ItemId ?? "";

    private static async Task<RecommendationTableCounts> CopyAsync(
        IAsyncEnumerable<BatchOutputLine> lines, Func<BatchOutputLine, ValueTask<int>> write, CancellationToken cancellationToken)
    {
        long read = 0, rows = 0, errors = 0;
        await foreach (var line in lines.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            read++;
            if (line.Error is not null)
                errors++;
            else
                rows += await write(line).ConfigureAwait(false);
        }

        return new RecommendationTableCounts(read, rows, errors);
    }

    private static int WriteCsv(CsvWriter csv, BatchOutputLine line, MovieCatalog? catalog, RecommendationTableLayout layout)
    {
        if (layout == RecommendationTableLayout.Tutorial)
        {
            csv.WriteRecord(UserOf(line), Describe(line, catalog));
            return 1;
        }

        foreach (var row in Rows(line, catalog))
        {
            csv.WriteField(row.UserId);
            csv.WriteField(row.Rank);
            csv.WriteField(row.ItemId);
            csv.WriteField(row.Title);
            csv.WriteField(row.Year);
            csv.WriteField(row.Genres);
            csv.WriteField(row.Score);
            csv.EndRecord();
        }

        return line.RecommendedItems.Count;
    }

    private static RecommendationRow Row(BatchOutputLine line, string item, int index, MovieCatalog? catalog)
    {
        var movie = catalog?.Find(item);
        return new RecommendationRow(UserOf(line), index + 1, item, movie?.Title, movie?.Year, movie?.Genres, line.Scores?[index]);
    }

    private static string Describe(RecommendationRow row)
    {
        var genres = row.Genres ?? "";
        var first = genres.Split('|')[0];
        var title = string.IsNullOrEmpty(row.Title) ? row.ItemId : row.Title;
        return title + (row.Year is { } year ? $" ({year})" : "") + (first.Length > 0 ? $" ({first})" : "");
    }
}
