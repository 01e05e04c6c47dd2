using System.Text;

namespace PersonalizeOps.Data.Tests.MovieLens;

public sealed class MovieLensFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reads_the_csv_layout()
    {
        Csv("userId,movieId,rating,timestamp\n1,10,4.5,964982703\n2,20,3,964982704\n", "movieId,title,genres\n10,Heat (1995),Action|Crime\n20,Jaws (1975),(no genres listed)\n");

        var folder = MovieLensFolder.Open(_folder.Path);

        Assert.Equal(MovieLensLayout.Csv, folder.Layout);
        Assert.Equal([(1, 10, 4.5, 964982703L), (2, 20, 3.0, 964982704L)], Ratings(folder));
        Assert.Equal([new(10, "Heat", 1995, "Action|Crime"), new(20, "Jaws", 1975, "")], folder.ReadMovies());
    }

    [Fact]
    public void Reads_the_25M_layout_with_its_other_files()
    {
        Csv("userId,movieId,rating,timestamp\r\n1,296,5.0,1147880044\r\n", "movieId,title,genres\r\n296,Pulp Fiction (1994),Comedy|Crime\r\n");
        _folder.Write("tags.csv", "userId,movieId,tag,timestamp\n");
        _folder.Write("genome-scores.csv", "movieId,tagId,relevance\n");

        var folder = MovieLensFolder.Open(_folder.Path);

        Assert.Equal([(1, 296, 5.0, 1147880044L)], Ratings(folder));
        Assert.Equal([new(296, "Pulp Fiction", 1994, "Comedy|Crime")], folder.ReadMovies());
    }

    [Fact]
    public void Reads_the_1M_layout_in_latin_1()
    {
        _folder.Write("ratings.dat", "1::1193::5::978300760\n6040::661::3::978302109\n");
        _folder.Write("movies.dat", Encoding.Latin1.GetBytes("1193::Misérables, Les: The Film (1995)::Drama|Musical\n661::James and the Giant Peach (1996)::Animation|Children's\n"));

        var folder = MovieLensFolder.Open(_folder.Path);

        Assert.Equal(MovieLensLayout.DoubleColon, folder.Layout);
        Assert.Equal([(1, 1193, 5.0, 978300760L), (6040, 661, 3.0, 978302109L)], Ratings(folder));
        Assert.Equal(
            [new(1193, "Misérables, Les: The Film", 1995, "Drama|Musical"), new(661, "James and the Giant Peach", 1996, "Animation|Children's")],
            folder.ReadMovies());
    }

    [Fact]
    public void Reads_the_1M_layout_with_byte_order_marks()
    {
        _folder.Write("ratings.dat", "\uFEFF1::1193::5::978300760\n");
        _folder.Write("movies.dat", "\uFEFF1193::Alien (1979)::Horror\n");

        var folder = MovieLensFolder.Open(_folder.Path);

        Assert.Equal([(1, 1193, 5.0, 978300760L)], Ratings(folder));
        Assert.Equal([new(1193, "Alien", 1979, "Horror")], folder.ReadMovies());
    }

    [Fact]
    public void Reads_the_100K_layout_in_latin_1()
    {
        _folder.Write("u.data", "196\t242\t3\t881250949\n186\t302\t3\t891717742\n");
        _folder.Write(
            "u.item",
            Encoding.Latin1.GetBytes(
                "242|Kolya (1996)|24-Jan-1997||http://example.com/a|0|0|0|0|0|1|0|0|0|0|0|0|0|0|0|0|0|0|0\n"
                + "302|Fiancée|01-Jan-1997||http://example.com/b|1|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0\n"
                + "303|Alien (1979)|||http://example.com/c|0|1|0|0|0|0|0|0|0|0|0|1|0|0|0|1|1|0|0\n"));

        var folder = MovieLensFolder.Open(_folder.Path);

        Assert.Equal(MovieLensLayout.Tab, folder.Layout);
        Assert.Equal([(196, 242, 3.0, 881250949L), (186, 302, 3.0, 891717742L)], Ratings(folder));
        Assert.Equal(
            [new(242, "Kolya", 1996, "Comedy"), new(302, "Fiancée", null, ""), new(303, "Alien", 1979, "Action|Horror|Sci-Fi|Thriller")],
            folder.ReadMovies());
    }

    [Fact]
    public void Takes_the_genres_of_the_100K_layout_from_its_own_list()
    {
        _folder.Write("u.data", "1\t1\t3\t881250949\n");
        _folder.Write("u.genre", "unknown|0\nWeird|2\nOdd|1\n\n");
        _folder.Write("u.item", "1|A (1996)|||x|0|1|1\n");

        Assert.Equal("Odd|Weird", MovieLensFolder.Open(_folder.Path).ReadMovies()[0].Genres);
    }

    [Theory]
    [InlineData("Toy Story (1995)", "Toy Story", 1995)]
    [InlineData("From Dusk Till Dawn 2 (1999) ", "From Dusk Till Dawn 2", 1999)]
    [InlineData("Death Note: Desu nôto (2006–2007)", "Death Note: Desu nôto", 2006)]
    [InlineData("Fawlty Towers (1975-1979)", "Fawlty Towers", 1975)]
    [InlineData("Doctor Who (2005-)", "Doctor Who", 2005)]
    [InlineData("3 dev adam (Three Giant Men) (1973) ", "3 dev adam (Three Giant Men)", 1973)]
    [InlineData("Babylon 5", "Babylon 5", null)]
    [InlineData("2001: A Space Odyssey", "2001: A Space Odyssey", null)]
    [InlineData("1984 (1984)", "1984", 1984)]
    [InlineData("Blade Runner (2049) Again", "Blade Runner (2049) Again", null)]
    [InlineData("Room (0237)", "Room (0237)", null)]
    [InlineData("(1999)", "(1999)", null)]
    [InlineData("Two  blanks\tand tab(2001)", "Two blanks and tab", 2001)]
    [InlineData("", "", null)]
    public void Takes_title_and_year_apart(string raw, string title, int? year)
    {
        Csv("userId,movieId,rating,timestamp\n", $"movieId,title,genres\n1,\"{raw}\",Drama\n");

        var movie = MovieLensFolder.Open(_folder.Path).ReadMovies()[0];

        Assert.Equal((title, year), (movie.Title, movie.Year));
    }

    [Fact]
    public void Reads_titles_with_commas_quotes_and_line_breaks()
    {
        Csv("userId,movieId,rating,timestamp\n", "movieId,title,genres\n1,\"\"\"Great\"\"\nEscape, The (1963)\",Action\n");

        Assert.Equal(new MovieLensMovie(1, "\"Great\" Escape, The", 1963, "Action"), MovieLensFolder.Open(_folder.Path).ReadMovies()[0]);
    }

    [Fact]
    public void Says_that_the_folder_is_missing()
    {
        Assert.Contains("no such folder", Fails(() => MovieLensFolder.Open(_folder["nowhere"])).Message, StringComparison.Ordinal);
        Assert.Contains("is a file", Fails(() => MovieLensFolder.Open(_folder.Write("x", "x"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_which_file_is_missing()
    {
        Assert.Contains("ratings.csv", Fails(() => MovieLensFolder.Open(_folder.Path)).Message, StringComparison.Ordinal);
        _folder.Write("ratings.csv", "");
        Assert.Contains("not movies.csv", Fails(() => MovieLensFolder.Open(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 0, "empty")]
    [InlineData("userId,rating,timestamp\n1,2,3\n", 1, "lacks the column movieId")]
    [InlineData("userId,movieId,rating,timestamp\n1,2,3,4\n1,2,3\n", 3, "too few fields")]
    [InlineData("userId,movieId,rating,timestamp\nann,2,3,4\n", 2, "userId is 'ann'")]
    [InlineData("userId,movieId,rating,timestamp\n1,2.5,3,4\n", 2, "movieId is '2.5'")]
    [InlineData("userId,movieId,rating,timestamp\n1,99999999999,3,4\n", 2, "movieId is '99999999999'")]
    [InlineData("userId,movieId,rating,timestamp\n1,2,good,4\n", 2, "rating is 'good'")]
    [InlineData("userId,movieId,rating,timestamp\n1,2,,4\n", 2, "rating is ''")]
    [InlineData("userId,movieId,rating,timestamp\n1,2,3,today\n", 2, "timestamp is 'today'")]
    [InlineData("userId,movieId,rating,timestamp\n1,2,3,1600000000000\n", 2, "milliseconds")]
    [InlineData("userId,movieId,rating,timestamp\n1,2,3,\"4\n", 2, "quote")]
    public void Says_where_the_ratings_are_bad(string ratings, long row, string reason)
    {
        Csv(ratings, "movieId,title,genres\n1,A (2000),Drama\n");

        var error = Fails(() => Ratings(MovieLensFolder.Open(_folder.Path)));

        Assert.Equal((_folder["ratings.csv"], row), (error.File, error.Row));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1::2::3\n", 1)]
    [InlineData("1::2::3::4\n1,2,3,4\n", 2)]
    public void Says_where_the_1M_ratings_are_bad(string ratings, long row)
    {
        _folder.Write("ratings.dat", ratings);
        _folder.Write("movies.dat", "1::A (2000)::Drama\n");

        Assert.Equal(row, Fails(() => Ratings(MovieLensFolder.Open(_folder.Path))).Row);
    }

    [Theory]
    [InlineData("", 0, "empty")]
    [InlineData("movieId,title,genres\n", 0, "no film")]
    [InlineData("movieId,name,genres\n1,A,Drama\n", 1, "lacks the column title")]
    [InlineData("movieId,title,genres\n1,A, B,Drama\n", 2, "4 fields")]
    [InlineData("movieId,title,genres\nx,A,Drama\n", 2, "movieId is 'x'")]
    [InlineData("movieId,title,genres\n1,A,Drama\n1,B,Drama\n", 3, "stands also in row 2")]
    public void Says_where_the_films_are_bad(string movies, long row, string reason)
    {
        Csv("userId,movieId,rating,timestamp\n", movies);

        var error = Fails(() => MovieLensFolder.Open(_folder.Path).ReadMovies());

        Assert.Equal((_folder["movies.csv"], row), (error.File, error.Row));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_that_films_are_not_utf8()
    {
        _folder.Write("ratings.csv", "userId,movieId,rating,timestamp\n");
        _folder.Write("movies.csv", Encoding.Latin1.GetBytes("movieId,title,genres\n1,Amélie (2001),Comedy\n"));

        var error = Fails(() => MovieLensFolder.Open(_folder.Path).ReadMovies());

        Assert.Equal(2, error.Row);
        Assert.Contains("UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_latest_small()
    {
        var folder = MovieLensFolder.Open(Datasets.LatestSmall());

        Assert.Equal(100_836, Ratings(folder).Count);
        Assert.Equal(9_742, folder.ReadMovies().Count);
        Assert.Equal(12, folder.ReadMovies().Count(m => m.Year is null));
        Assert.Equal(34, folder.ReadMovies().Count(m => m.Genres.Length == 0));
    }

    private void Csv(string ratings, string movies)
    {
        _folder.Write("ratings.csv", ratings);
        _folder.Write("movies.csv", movies);
    }

    private static MovieLensException Fails(Func<object> action) => Assert.Throws<MovieLensException>(action);

    private static List<(int User, int Movie, double Rating, long Time)> Ratings(MovieLensFolder folder)
    {
        using var reader = folder.OpenRatings();
        var ratings = new List<(int, int, double, long)>();
        while (reader.Read())
            ratings.Add((reader.UserId, reader.MovieId, reader.Rating, reader.Timestamp));

        return ratings;
    }
}
