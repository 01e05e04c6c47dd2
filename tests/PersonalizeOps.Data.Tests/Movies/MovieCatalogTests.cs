using System.Text;

namespace PersonalizeOps.Data.Tests.Movies;

public sealed class MovieCatalogTests
{
    [Fact]
    public void Reads_items_with_the_year_apart()
    {
        var catalog = Load("ITEM_ID,TITLE,GENRES,YEAR,CREATION_TIMESTAMP\n1,\"Heat, \"\"The\"\"\",Action|Crime,1995,5\n2,Babylon 5,,,\n");

        Assert.Equal(2, catalog.Count);
        Assert.Equal(new Movie("1", "Heat, \"The\"", 1995, "Action|Crime"), catalog.Find("1"));
        Assert.Equal(new Movie("2", "Babylon 5", null, ""), catalog.Find("2"));
        Assert.Null(catalog.Find("3"));
    }

    [Fact]
    public void Reads_movies_with_the_year_in_the_title()
    {
        var catalog = Load("movieId,title,genres\r\n1,Heat (1995),Action|Crime\r\n2,\"Bells, The (1926) \",(no genres listed)\r\n");

        Assert.Equal(new Movie("1", "Heat", 1995, "Action|Crime"), catalog.Find("1"));
        Assert.Equal(new Movie("2", "Bells, The", 1926, ""), catalog.Find("2"));
    }

    [Fact]
    public void Reads_items_in_another_order_with_other_columns()
    {
        var catalog = Load("\uFEFFPRICE,TITLE,ITEM_ID\n3.5,Käse (2001),x-1\n");

        Assert.Equal(new Movie("x-1", "Käse", 2001, ""), catalog.Find("x-1"));
    }

    [Theory]
    [InlineData("", 0, "empty")]
    [InlineData("ITEM_ID,GENRES\n1,Drama\n", 1, "TITLE")]
    [InlineData("ITEM_ID,TITLE,YEAR\n1,A,1999\n2,B,soon\n", 3, "YEAR is 'soon'")]
    [InlineData("ITEM_ID,TITLE,YEAR\n1,A, with comma,1999\n", 2, "4 fields")]
    [InlineData("ITEM_ID,TITLE,YEAR\n1,\"A,1999\n", 2, "quote")]
    public void Says_where_a_file_is_bad(string csv, long row, string reason)
    {
        var error = Assert.Throws<MovieLensException>(() => Load(csv));

        Assert.Equal(("movies.csv", row), (error.File, error.Row));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_latest_small_from_its_path()
    {
        var catalog = MovieCatalog.Load(Path.Combine(Datasets.LatestSmall(), "movies.csv"));

        Assert.Equal(9_742, catalog.Count);
        Assert.Equal(new Movie("1", "Toy Story", 1995, "Adventure|Animation|Children|Comedy|Fantasy"), catalog.Find("1"));
    }

    private static MovieCatalog Load(string csv) => MovieCatalog.Load(new MemoryStream(Encoding.UTF8.GetBytes(csv)), "movies.csv");
}
