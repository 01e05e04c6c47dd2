using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace PersonalizeOps.Data.Tests.Samples;

public sealed partial class SampleDatasetGeneratorTests(SmallSample small) : IClassFixture<SmallSample>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_bytes_follow_from_the_seed_on_every_machine()
    {
        Assert.Equal("FCBEAD16BBBFCB46AD9FFAA4CBE531101E43A1CAD3A9737D5759E5E7175575B9", Hash(small.Folder["ratings.csv"]));
        Assert.Equal("F5F1BB16A6AA2EA12CDA2F9B702A70328F2901699C5C1E54F00BFA7130CF7ED3", Hash(small.Folder["movies.csv"]));
    }

    [Fact]
    public void The_same_seed_gives_the_same_and_another_seed_something_else()
    {
        using var again = new TempFolder();
        using var other = new TempFolder();
        SampleDatasetGenerator.Generate(again.Path, SampleDatasetPreset.Small, 0, null, Token);
        SampleDatasetGenerator.Generate(other.Path, SampleDatasetPreset.Small, -1, null, Token);

        foreach (var name in (string[])["ratings.csv", "movies.csv"])
        {
            Assert.Equal(Hash(small.Folder[name]), Hash(again[name]));
            Assert.NotEqual(Hash(small.Folder[name]), Hash(other[name]));
        }
    }

    [Fact]
    public void Small_has_the_size_of_latest_small()
    {
        Assert.Equal(new SampleDatasetResult(small.Folder.Path, 610, 9_700, 100_000), small.Result);
        Assert.Equal(100_000, small.Ratings.Count);
        Assert.Equal(Enumerable.Range(1, 610), small.Ratings.Select(r => r.User).Distinct());
        Assert.Equal(Enumerable.Range(1, 9_700), small.Movies.Select(m => m.Id));
        Assert.Equal(["movies.csv", "ratings.csv"], small.Folder.FileNames);
    }

    [Fact]
    public void One_million_has_exactly_its_size()
    {
        using var folder = new TempFolder();

        var result = SampleDatasetGenerator.Generate(folder.Path, SampleDatasetPreset.OneMillion, 3, null, Token);

        var converted = DatasetConverter.Convert(folder.Path, folder["out"], null, null, Token);
        Assert.Equal((6_040, 3_883, 1_000_209), (result.Users, result.Movies, result.Ratings));
        Assert.Equal((6_040L, 3_883L, 1_000_209L, 0L), (converted.Users, converted.Items, converted.Interactions, converted.Dropped.Total));
    }

    [Fact]
    public void Ratings_are_as_movielens_has_them()
    {
        var years = small.Movies.ToDictionary(m => m.Id, m => m.Year!.Value);
        foreach (var (_, ratings) in small.ByUser)
        {
            Assert.True(ratings.Count >= 20);
            Assert.Equal(ratings.Count, ratings.Select(r => r.Movie).Distinct().Count());
            Assert.Equal(ratings.Count, ratings.Select(r => r.Time).Distinct().Count());
        }

        Assert.All(small.Ratings, r => Assert.True(r.Stars is >= 0.5 and <= 5 && r.Stars * 2 % 1 == 0));
        Assert.All(small.Ratings, r => Assert.InRange(DateTimeOffset.FromUnixTimeSeconds(r.Time).Year, years[r.Movie], 2018));
        Assert.InRange(small.Ratings.Average(r => r.Stars), 3.2, 3.8);
        Assert.Equal(small.Ratings.OrderBy(r => r.User).ThenBy(r => r.Movie), small.Ratings);
    }

    [Fact]
    public void Users_and_films_have_long_tails()
    {
        var users = small.ByUser.Values.Select(r => r.Count).OrderDescending().ToList();
        var films = small.Ratings.GroupBy(r => r.Movie).Select(g => g.Count()).OrderDescending().ToList();

        Assert.True(users[0] > 1_000);
        Assert.InRange(users[users.Count / 2], 40, 120);
        Assert.True(films[..970].Sum() > 35_000, "a tenth of the films has over a third of the ratings");
        Assert.True(films.Count(f => f < 5) > 1_000);
        Assert.True(films.Count < 9_700, "some films have no rating");
    }

    [Fact]
    public void Titles_are_unique_and_have_years_and_genres()
    {
        var titles = File.ReadLines(small.Folder["movies.csv"]).Skip(1).ToList();

        Assert.All(titles, t => Assert.Matches(Line(), t));
        Assert.Equal(9_700, small.Movies.Select(m => (m.Title, m.Year)).Distinct().Count());
        Assert.True(small.Movies.SelectMany(m => m.Genres.Split('|')).Distinct().Count() >= 18);
        Assert.Contains(small.Movies, m => m.Genres.Length == 0);
        Assert.Contains(titles, t => t.Contains('"', StringComparison.Ordinal));
    }

    [Fact]
    public void Recent_history_predicts_better_than_old_and_both_better_than_popularity()
    {
        var check = new LearnabilityCheck(small.ByUser);

        var popularity = check.Popularity();
        var recent = check.CoOccurrence(history => history.TakeLast(10));
        var old = check.CoOccurrence(history => history.Take(10));

        Assert.True(recent > 1.5 * popularity, $"recent {recent:F4}, popularity {popularity:F4}");
        Assert.True(recent > 1.5 * old, $"recent {recent:F4}, old {old:F4}");
    }

    [Fact]
    public void Cancellation_leaves_nothing_half_written()
    {
        using var folder = new TempFolder();
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var progress = new Immediate(_ => source.Cancel());

        Assert.Throws<OperationCanceledException>(
            () => SampleDatasetGenerator.Generate(folder.Path, SampleDatasetPreset.Small, 0, progress, source.Token));

        Assert.Empty(folder.FileNames);
    }

    [Fact]
    public void Reports_progress_up_to_one()
    {
        using var folder = new TempFolder();
        var reports = new List<double>();

        SampleDatasetGenerator.Generate(folder.Path, SampleDatasetPreset.Small, 0, new Immediate(reports.Add), Token);

        Assert.Equal(reports.Order(), reports);
        Assert.Equal(1, reports[^1]);
    }

    [Theory]
    [InlineData("small", SampleDatasetPreset.Small)]
    [InlineData("1M", SampleDatasetPreset.OneMillion)]
    [InlineData("5m", SampleDatasetPreset.FiveMillion)]
    [InlineData("25m", SampleDatasetPreset.TwentyFiveMillion)]
    public void Presets_have_short_names(string name, SampleDatasetPreset preset)
    {
        Assert.Equal(preset, SampleDatasetPresets.Parse(name));
        Assert.Equal(name, preset.ToName(), ignoreCase: true);
    }

    [Fact]
    public void Refuses_another_preset()
    {
        Assert.Contains("small, 1m, 5m, 25m", Assert.Throws<ArgumentException>(() => SampleDatasetPresets.Parse("huge")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleDatasetGenerator.Generate("x", (SampleDatasetPreset)9, 0, null, Token));
    }

    [GeneratedRegex("""^[0-9]+,("[^"]+, [^"]+ \([0-9]{4}\)"|[^",]+ \([0-9]{4}\)),(\(no genres listed\)|[A-Za-z|-]+)$""")]
    private static partial Regex Line();

    private static string Hash(string path) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));

    private sealed class Immediate(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
