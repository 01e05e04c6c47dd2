namespace PersonalizeOps.Data;

/// <summary>A folder with a MovieLens data set in any of its published layouts.</summary>
/// <remarks>Source: the README of each data set at grouplens.org/datasets/movielens.</remarks>
public sealed class MovieLensFolder
{
    private static readonly (MovieLensLayout Layout, string Ratings, string Movies)[] Layouts =
    [
        (MovieLensLayout.Csv, "ratings.csv", "movies.csv"),
        (MovieLensLayout.DoubleColon, "ratings.dat", "movies.dat"),
        (MovieLensLayout.Tab, "u.data", "u.item"),
    ];

    private MovieLensFolder(MovieLensLayout layout, string ratingsPath, string moviesPath)
    {
        Layout = layout;
        RatingsPath = ratingsPath;
        MoviesPath = moviesPath;
    }

    /// <summary>The layout that was found.</summary>
    public MovieLensLayout Layout { get; }

    /// <summary>The path of the file of ratings.</summary>
    public string RatingsPath { get; }

    /// <summary>The path of the file of films.</summary>
    public string MoviesPath { get; }

    /// <summary>Finds the files of a data set by their names.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="MovieLensException">There is no such folder, or it lacks the ratings or the films.</exception>
    public static MovieLensFolder Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Directory.Exists(path))
            throw new MovieLensException(path, 0, File.Exists(path) ? "this is a file; give the folder that holds it" : "there is no such folder");

        foreach (var (layout, ratings, movies) in Layouts)
        {
            if (File.Exists(Path.Combine(path, ratings)))
                return WithMovies(path, layout, ratings, movies);
        }

        throw new MovieLensException(path, 0, "the folder holds none of ratings.csv, ratings.dat and u.data. Give a MovieLens folder");
    }

    /// <summary>Starts reading the ratings.</summary>
    /// <exception cref="MovieLensException">The file is empty or its header lacks a column.</exception>
    public MovieLensRatingReader OpenRatings() => new(RatingsPath, Layout);

    /// <summary>Reads the films in the order of the file.</summary>
    /// <exception cref="MovieLensException">A line is malformed, an id is no number or stands twice.</exception>
    public IReadOnlyList<MovieLensMovie> ReadMovies() => MovieLensMovies.Read(MoviesPath, Layout);

    private static MovieLensFolder WithMovies(string path, MovieLensLayout layout, string ratings, string movies)
    {
        var moviesPath = Path.Combine(path, movies);
        return File.Exists(moviesPath)
            ? new MovieLensFolder(layout, Path.Combine(path, ratings), moviesPath)
            : throw new MovieLensException(path, 0, $"the folder has {ratings} but not {movies}");
    }
}
