using CsvHelper;

namespace PersonalizeOps.Data;

/// <summary>Turns a MovieLens folder into the datasets of Personalize.</summary>
public static class DatasetConverter
{
    private const int BytesPerRow = 24;
    private const int RowsPerReport = 1 << 16;

    private static ReadOnlySpan<byte> Header => "USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE\n"u8;

    /// <summary>Writes <c>interactions.csv</c>, <c>items.csv</c> and their schemas.</summary>
    /// <remarks>
    /// The ratings stream through: once when users and their films are in ascending order, so that no event can be repeated, else twice. Memory
    /// holds only ids and a table of at most 64 MiB. Interactions keep the order of the file, EVENT_TYPE is <c>rating</c> and EVENT_VALUE the stars. Repeated events keep their first row. All films become items;
    /// CREATION_TIMESTAMP is the time of a film's oldest rating in the source, empty for films that nobody rated.
    /// The four files appear together when all are written; on failure or cancellation earlier files stay.
    /// </remarks>
    /// <param name="folder">A folder that <see cref="MovieLensFolder.Open"/> understands.</param>
    /// <param name="outputFolder">Where the files go; made if it is missing.</param>
    /// <param name="options">Which ratings to keep; null for all.</param>
    /// <param name="progress">Told about every 65,536 ratings.</param>
    /// <param name="cancellationToken">Stops the conversion.</param>
    /// <exception cref="MovieLensException">The folder or a line can't be read.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not above 0 and at most 1, or the minimum rating is no number.</exception>
    /// <exception cref="IOException">The output can't be written.</exception>
    /// <exception cref="OperationCanceledException">The conversion was cancelled.</exception>
    public static ConvertResult Convert(
        string folder,
        string outputFolder,
        ConvertOptions? options = null,
        IProgress<ConvertProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new ConvertOptions();
        Check(options);
        var source = MovieLensFolder.Open(folder);
        var movies = source.ReadMovies();

        using var files = new OutputFiles();
        var interactionsPath = Path.Combine(outputFolder, "interactions.csv");
        var itemsPath = Path.Combine(outputFolder, "items.csv");
        var pass = WriteInteractions(files.Create(interactionsPath), source, options, progress, cancellationToken);
        WriteItems(files.Create(itemsPath), movies, pass.Oldest);
        var interactionsSchemaPath = WriteSchema(files, outputFolder, "interactions.schema.json", DatasetSchema.Interactions);
        var itemsSchemaPath = WriteSchema(files, outputFolder, "items.schema.json", DatasetSchema.Items);
        cancellationToken.ThrowIfCancellationRequested();
        // As with a copy: after a loss of power the source is still there to be converted again.
        files.Commit(flushToDisk: false);
        return new ConvertResult(
            Path.GetFullPath(interactionsPath),
            Path.GetFullPath(itemsPath),
            interactionsSchemaPath,
            itemsSchemaPath,
            pass.Kept,
            movies.Count,
            pass.Users,
            pass.Dropped);
    }

    private static void Check(ConvertOptions options)
    {
        if (options.Fraction is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(options), options.Fraction, "The fraction must be above 0 and at most 1.");
        if (!double.IsFinite(options.MinimumRating))
            throw new ArgumentOutOfRangeException(nameof(options), options.MinimumRating, "The minimum rating must be a number.");
    }

    private static RatingPass WriteInteractions(
        Stream output, MovieLensFolder source, ConvertOptions options, IProgress<ConvertProgress>? progress, CancellationToken cancellationToken)
    {
        var begin = 0.0;
        if (source.Layout == MovieLensLayout.Csv)
        {
            var ordered = new OrderedRatings(options, output, progress, cancellationToken);
            output.Write(Header);
            if (ordered.TryConvert(source.RatingsPath) is { } pass)
            {
                progress?.Report(new ConvertProgress(1, pass.Kept + pass.Dropped.Total, "Converting ratings"));
                return pass;
            }

            output.SetLength(0);
            begin = ordered.Completed;
        }

        var rest = progress is null ? null : new RestOfProgress(progress, begin);
        var finder = FindRepetitions(source, rest, cancellationToken);
        var general = new RatingPass(options, finder);
        WriteInteractions(output, source, general, rest, cancellationToken);
        return general;
    }

    private static RepetitionFinder FindRepetitions(
        MovieLensFolder source, IProgress<ConvertProgress>? progress, CancellationToken cancellationToken)
    {
        var length = new FileInfo(source.RatingsPath).Length;
        var finder = new RepetitionFinder(length / BytesPerRow);
        using var ratings = source.OpenRatings();
        long rows = 0;
        while (ratings.Read())
        {
            finder.Note(new RatingKey(ratings.UserId, ratings.MovieId, ratings.Timestamp));
            if (++rows % RowsPerReport == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report(new ConvertProgress(0.3 * ratings.ByteOffset / length, 0, "Looking for repeated ratings"));
            }
        }

        return rows > 0 ? finder : throw new MovieLensException(source.RatingsPath, 0, "the file has no ratings");
    }

    private static void WriteInteractions(
        Stream output, MovieLensFolder source, RatingPass pass, IProgress<ConvertProgress>? progress, CancellationToken cancellationToken)
    {
        var length = new FileInfo(source.RatingsPath).Length;
        using var ratings = source.OpenRatings();
        output.Write(Header);
        using var csv = CsvWriter.Create(output, CsvFormat.Output, leaveOpen: true);
        long rows = 0;
        while (ratings.Read())
        {
            if (pass.Keep(new RatingKey(ratings.UserId, ratings.MovieId, ratings.Timestamp), ratings.Rating))
                WriteInteraction(csv, ratings);
            if (++rows % RowsPerReport == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report(new ConvertProgress(0.3 + (0.7 * ratings.ByteOffset / length), rows, "Converting ratings"));
            }
        }

        csv.Flush();
        progress?.Report(new ConvertProgress(1, rows, "Converting ratings"));
    }

    private static void WriteInteraction(CsvWriter csv, MovieLensRatingReader rating)
    {
        csv.WriteField(rating.UserId);
        csv.WriteField(rating.MovieId);
        csv.WriteField(rating.Timestamp);
        csv.WriteField("rating"u8);
        csv.WriteField(rating.Rating);
        csv.EndRecord();
    }

    private static void WriteItems(Stream output, IReadOnlyList<MovieLensMovie> movies, OldestRatings oldest)
    {
        using var csv = CsvWriter.Create(output, CsvFormat.Output, leaveOpen: true);
        csv.WriteRecord("ITEM_ID", "TITLE", "GENRES", "YEAR", "CREATION_TIMESTAMP");
        foreach (var movie in movies)
        {
            csv.WriteField(movie.Id);
            csv.WriteField(movie.Title);
            csv.WriteField(movie.Genres);
            csv.WriteField(movie.Year);
            csv.WriteField(oldest.Find(movie.Id));
            csv.EndRecord();
        }

        csv.Flush();
    }

    private static string WriteSchema(OutputFiles files, string folder, string name, DatasetSchema schema)
    {
        var path = Path.Combine(folder, name);
        using var writer = new StreamWriter(files.Create(path), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(schema.Json.ReplaceLineEndings("\n"));
        return Path.GetFullPath(path);
    }

    /// <summary>Maps progress from 0 to 1 to what is left of it after a first try.</summary>
    private sealed class RestOfProgress(IProgress<ConvertProgress> progress, double begin) : IProgress<ConvertProgress>
    {
        public void Report(ConvertProgress value) => progress.Report(value with { Completed = begin + ((1 - begin) * value.Completed) });
    }
}
