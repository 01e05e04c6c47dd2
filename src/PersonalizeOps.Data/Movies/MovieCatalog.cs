using System.Globalization;
using CsvHelper;

namespace PersonalizeOps.Data;

/// <summary>Titles, years and genres by item id, held in memory. Thread-safe once loaded.</summary>
public sealed class MovieCatalog
{
    private readonly Dictionary<string, Movie> _movies;

    private MovieCatalog(Dictionary<string, Movie> movies) => _movies = movies;

    /// <summary>The number of films.</summary>
    public int Count => _movies.Count;

    /// <summary>Reads the <c>items.csv</c> of <see cref="DatasetConverter"/>, another items file with a TITLE column, or MovieLens'
    /// <c>movies.csv</c>.</summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="MovieLensException">The header has no id or title, or a line is malformed.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static MovieCatalog Load(string path)
    {
        using var stream = File.OpenRead(path);
        return Load(stream, path);
    }

    /// <summary>Reads a catalogue as <see cref="Load(string)"/> does.</summary>
    /// <param name="csv">The CSV file; it is read to its end and left open.</param>
    /// <param name="fileName">The name that errors show.</param>
    /// <exception cref="MovieLensException">The header has no id or title, or a line is malformed.</exception>
    /// <exception cref="IOException">The stream can't be read.</exception>
    public static MovieCatalog Load(Stream csv, string fileName = "items.csv")
    {
        using var reader = CsvReader.Create(csv, CsvFormat.Strict(1 << 20), leaveOpen: true);
        if (!Next(reader, fileName))
            throw new MovieLensException(fileName, 0, "the file is empty");

        var columns = CatalogColumns.Find(reader, fileName);
        var movies = new Dictionary<string, Movie>(StringComparer.Ordinal);
        while (Next(reader, fileName))
        {
            if (reader.FieldCount != columns.Count)
            {
                throw new MovieLensException(
                    fileName, reader.LineNumber, $"the line has {reader.FieldCount} fields, the header {columns.Count}");
            }

            var movie = ReadMovie(reader, columns, fileName);
            movies[movie.ItemId] = movie;
        }

        return new MovieCatalog(movies);
    }

    /// <summary>The films of several catalogues, for data that lies in several files; the first that has an id wins.</summary>
    /// <param name="catalogs">The catalogues.</param>
    public static MovieCatalog Combine(IReadOnlyList<MovieCatalog> catalogs)
    {
        ArgumentNullException.ThrowIfNull(catalogs);
        if (catalogs.Count == 1)
            return catalogs[0];

        var movies = new Dictionary<string, Movie>(StringComparer.Ordinal);
        foreach (var movie in catalogs.SelectMany(catalog => catalog._movies.Values))
            movies.TryAdd(movie.ItemId, movie);
        return new MovieCatalog(movies);
    }

    /// <summary>The film with that id, or null.</summary>
    public Movie? Find(string itemId) => _movies.GetValueOrDefault(itemId);

    private static Movie ReadMovie(CsvReader reader, CatalogColumns columns, string fileName)
    {
        var id = reader.GetString(columns.Id);
        var genres = columns.Genres < 0 ? "" : MovieLensMovies.CleanGenres(reader.GetString(columns.Genres));
        var raw = reader.GetString(columns.Title);
        if (columns.Year < 0)
        {
            var (title, year) = TitleYear.Split(raw);
            return new Movie(id, title, year, genres);
        }

        return new Movie(id, raw, Year(reader, columns, fileName), genres);
    }

    private static int? Year(CsvReader reader, CatalogColumns columns, string fileName)
    {
        var text = reader.GetSpan(columns.Year);
        if (text.IsEmpty)
            return null;

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            ? year
            : throw new MovieLensException(fileName, reader.LineNumber, $"YEAR is '{reader.GetString(columns.Year)}', not a whole number");
    }

    private static bool Next(CsvReader reader, string fileName)
    {
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException e)
        {
            throw new MovieLensException(fileName, e.LineNumber, e.Message.TrimEnd('.'), e);
        }
    }
}
