using System.Globalization;
using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace PersonalizeOps.Data;

/// <summary>Reads the films of the three layouts.</summary>
internal static class MovieLensMovies
{
    private const string NoGenres = "(no genres listed)";

    /// <summary>The genres of u.item's flags, where the folder has no u.genre.</summary>
    private static readonly string[] TabGenres =
    [
        "unknown", "Action", "Adventure", "Animation", "Children's", "Comedy", "Crime", "Documentary", "Drama", "Fantasy",
        "Film-Noir", "Horror", "Musical", "Mystery", "Romance", "Sci-Fi", "Thriller", "War", "Western",
    ];

    public static List<MovieLensMovie> Read(string path, MovieLensLayout layout)
    {
        var movies = new List<MovieLensMovie>();
        var rows = new Dictionary<int, long>();
        foreach (var (row, movie) in layout switch
        {
            MovieLensLayout.Csv => ReadCsv(path),
            MovieLensLayout.DoubleColon => ReadDoubleColon(path),
            _ => ReadTab(path),
        })
        {
            if (!rows.TryAdd(movie.Id, row))
                throw new MovieLensException(path, row, $"the film {movie.Id} stands also in row {rows[movie.Id]}");

            movies.Add(movie);
        }

        return movies.Count > 0 ? movies : throw new MovieLensException(path, 0, "the file lists no film");
    }

    /// <summary>Genres as they are written to items: none instead of MovieLens' words for none.</summary>
    public static string CleanGenres(string genres) => genres.Trim() is var text && text == NoGenres ? "" : text;

    private static IEnumerable<(long Row, MovieLensMovie Movie)> ReadCsv(string path)
    {
        using var csv = CsvReader.FromFile(path, CsvFormat.Strict(1 << 20));
        if (!Next(csv, path))
            throw new MovieLensException(path, 0, "the file is empty");

        var header = Enumerable.Range(0, csv.FieldCount).Select(i => csv.GetString(i).Trim()).ToList();
        var columns = new[] { "movieId", "title", "genres" }.Select(n => Column(path, header, n)).ToArray();
        while (Next(csv, path))
        {
            if (csv.FieldCount != header.Count)
                throw new MovieLensException(path, csv.LineNumber, $"the line has {csv.FieldCount} fields, the header {header.Count}");
            if (!Utf8.IsValid(csv.RawRecord))
                throw new MovieLensException(path, csv.LineNumber, "the line is not UTF-8");

            yield return (csv.LineNumber, Movie(
                path, csv.LineNumber, csv.GetString(columns[0]), csv.GetString(columns[1]), csv.GetString(columns[2])));
        }
    }

    private static IEnumerable<(long Row, MovieLensMovie Movie)> ReadDoubleColon(string path)
    {
        foreach (var (row, line) in ReadLines(path))
        {
            var first = line.IndexOf("::", StringComparison.Ordinal);
            var last = line.LastIndexOf("::", StringComparison.Ordinal);
            if (first == last)
                throw new MovieLensException(path, row, "expected id::title::genres");

            yield return (row, Movie(path, row, line[..first], line[(first + 2)..last], line[(last + 2)..]));
        }
    }

    private static IEnumerable<(long Row, MovieLensMovie Movie)> ReadTab(string path)
    {
        const int firstFlag = 5;
        var genres = ReadTabGenres(Path.Combine(Path.GetDirectoryName(path)!, "u.genre"));
        foreach (var (row, line) in ReadLines(path))
        {
            var fields = line.Split('|');
            if (fields.Length < firstFlag + genres.Length)
                throw new MovieLensException(path, row, $"expected {firstFlag + genres.Length} fields separated by |, found {fields.Length}");

            var chosen = genres.Where((g, i) => fields[firstFlag + i].Trim() == "1" && g != "unknown");
            yield return (row, Movie(path, row, fields[0], fields[1], string.Join('|', chosen)));
        }
    }

    private static string[] ReadTabGenres(string path) => File.Exists(path)
        ? [.. ReadLines(path)
            .Select(l => l.Line.Split('|'))
            .Where(f => f.Length == 2)
            .OrderBy(f => int.TryParse(f[1], out var number) ? number : throw new MovieLensException(path, 0, $"'{f[1]}' is no number"))
            .Select(f => f[0])]
        : TabGenres;

    private static MovieLensMovie Movie(string path, long row, string id, string rawTitle, string genres)
    {
        if (!int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw new MovieLensException(path, row, $"movieId is '{id}', not a whole number up to {int.MaxValue}");

        var (title, year) = TitleYear.Split(rawTitle);
        return new MovieLensMovie(number, title, year, CleanGenres(genres));
    }

    private static int Column(string path, List<string> header, string name)
    {
        var index = header.FindIndex(h => h.Equals(name, StringComparison.OrdinalIgnoreCase));
        return index >= 0
            ? index
            : throw new MovieLensException(path, 1, $"the header lacks the column {name}; it has [{string.Join(", ", header)}]");
    }

    private static bool Next(CsvReader csv, string path)
    {
        try
        {
            return csv.Read();
        }
        catch (CsvFormatException e)
        {
            throw new MovieLensException(path, e.LineNumber, e.Message.TrimEnd('.'), e);
        }
    }

    /// <summary>The lines that are not empty; 100K and 1M are in Latin-1, 10M in UTF-8, and hardly any Latin-1 text is valid UTF-8.</summary>
    private static IEnumerable<(long Row, string Line)> ReadLines(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var encoding = Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Latin1;
        using var reader = new StringReader(encoding.GetString(bytes).TrimStart('\uFEFF'));
        long row = 0;
        while (reader.ReadLine() is { } line)
        {
            row++;
            if (line.Length > 0)
                yield return (row, line);
        }
    }
}
