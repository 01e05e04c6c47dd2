using System.Text;

namespace PersonalizeOps.Data.Tests.Conversion;

public sealed class DatasetConverterTests : IDisposable
{
    private const string RatingsHeader = "userId,movieId,rating,timestamp\n";
    private readonly TempFolder _source = new();
    private readonly TempFolder _output = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _source.Dispose();
        _output.Dispose();
    }

    [Fact]
    public void Writes_interactions_items_and_schemas()
    {
        Source("1,10,4.5,200\n2,10,3.0,100\n2,30,0.5,300\n");

        var result = Convert();

        Assert.Equal(
            "USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE\n1,10,200,rating,4.5\n2,10,100,rating,3\n2,30,300,rating,0.5\n",
            File.ReadAllText(result.InteractionsPath));
        Assert.Equal(
            "ITEM_ID,TITLE,GENRES,YEAR,CREATION_TIMESTAMP\n10,Heat,Action|Crime,1995,100\n20,\"Say \"\"Hi\"\", You\",,2001,\n30,Babylon 5,Sci-Fi,,300\n",
            File.ReadAllText(result.ItemsPath));
        Assert.Equal(["interactions.csv", "interactions.schema.json", "items.csv", "items.schema.json"], _output.FileNames);
        Assert.Equal((3L, 3L, 2L, 0L), (result.Interactions, result.Items, result.Users, result.Dropped.Total));
        Assert.Equal(_output["items.schema.json"], result.ItemsSchemaPath);
    }

    [Fact]
    public void What_it_writes_passes_the_import_checks()
    {
        Source("1,10,4.5,200\n2,10,3.0,100\n");
        var result = Convert();

        Assert.Equal(2, Import(result.InteractionsPath, result.InteractionsSchemaPath, DatasetType.Interactions));
        Assert.Equal(3, Import(result.ItemsPath, result.ItemsSchemaPath, DatasetType.Items));
    }

    [Fact]
    public void Drops_repeated_events_and_says_why()
    {
        Source("1,10,4.0,200\n1,10,4.0,200\n1,10,5.0,200\n1,10,4.0,201\n2,10,4.0,200\n1,10,4.0,200\n");

        var result = Convert();

        Assert.Equal("1,10,200,rating,4\n1,10,201,rating,4\n2,10,200,rating,4\n", Rows(result));
        Assert.Equal(new DroppedRows(2, 1, 0, 0), result.Dropped);
    }

    [Fact]
    public void Finds_repeated_events_far_apart()
    {
        var rows = new StringBuilder();
        for (var copy = 0; copy < 2; copy++)
        {
            for (var i = 0; i < 20_000; i++)
                rows.Append($"{i % 500},{i},4.0,{1000 + i}\n");
        }

        Source(rows.ToString());

        var result = Convert();

        Assert.Equal((20_000L, 20_000L), (result.Interactions, result.Dropped.Duplicates));
    }

    [Theory]
    [InlineData("1,10,4.0,200\n1,20,3.5,100\n2,10,5,300", "in order")]
    [InlineData("1,20,3.5,100\n1,10,4.0,200\n2,10,5,300\n", "films out of order")]
    [InlineData("2,10,5,300\n1,10,4.0,200\n1,20,3.5,100\n", "users out of order")]
    [InlineData("1,10,4.00,200\n1,20,\"3.5\",100\r\n2,10,5,300\n", "not plain")]
    [InlineData("1,10,4.0,200\n01,20,3.5,100\n2,10,5,300\n", "a leading zero")]
    public void Rows_come_out_alike_whatever_their_order(string ratings, string because)
    {
        Source(ratings);

        var result = Convert();

        Assert.Equal(["1,10,200,rating,4", "1,20,100,rating,3.5", "2,10,300,rating,5"], Rows(result).Trim().Split('\n').Order());
        Assert.True(result is { Interactions: 3, Users: 2, Dropped.Total: 0 }, because);
        Assert.Contains("10,Heat,Action|Crime,1995,200\n20,\"Say \"\"Hi\"\", You\",,2001,100\n", File.ReadAllText(result.ItemsPath), StringComparison.Ordinal);
    }

    [Fact]
    public void Large_files_in_order_come_out_as_those_that_are_not()
    {
        // Over many blocks, with ids beyond those that are places; the second file has its first two rows exchanged.
        var rows = Enumerable.Range(0, 400_000).Select(i => $"{1 + (i / 20)},{(i % 20 == 19 ? 5_000_000 : 0) + (i % 20 * 97) + 1},{i % 10 / 2.0:0.0},{1000 + (i * 7 % 1000)}").ToList();
        var options = new ConvertOptions { Fraction = 0.5, Seed = 3, MinimumRating = 1.5 };
        Source(string.Join('\n', rows));
        var ordered = Convert(options);
        var orderedRows = Rows(ordered);
        var items = File.ReadAllText(ordered.ItemsPath);
        (rows[0], rows[1]) = (rows[1], rows[0]);
        Source(string.Join('\n', rows));
        var other = Convert(options);

        Assert.Equal(orderedRows.Split('\n').Order(StringComparer.Ordinal), Rows(other).Split('\n').Order(StringComparer.Ordinal));
        Assert.Equal((ordered.Users, ordered.Dropped, items), (other.Users, other.Dropped, File.ReadAllText(other.ItemsPath)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Numbers_of_every_length_come_out_as_they_are(string lastLineEnd)
    {
        string[] ids = ["7", "12", "345", "6789", "12345", "678901", "2345678", "90123456", "789012345", "2147483647"];
        string[] times = ["0", "9", "10", "999", "1234", "56789", "123456", "7890123", "45678901", "234567890", "1234567890", "99999999999"];
        var ratings = from user in ids from film in ids from time in times.Index() select (user, film, time);
        var rows = ratings.GroupBy(row => (row.user, row.film)).Select((group, i) => group.ElementAt(i % times.Length)).ToList();
        Source(string.Join('\n', rows.Select(row => $"{row.user},{row.film},{row.time.Index % 10 / 2.0:0.0},{row.time.Item}")) + lastLineEnd);

        var expected = rows.Select(row => $"{row.user},{row.film},{row.time.Item},rating,{row.time.Index % 10 / 2.0:0.#}");
        Assert.Equal(string.Join('\n', expected) + "\n", Rows(Convert()));
    }

    [Fact]
    public void An_event_repeated_late_in_an_ordered_file_is_found()
    {
        var rows = Enumerable.Range(0, 300_000).Select(i => $"{1 + (i / 20)},{(i % 20) + 1},3.5,{1000 + i}").ToList();
        rows.Insert(290_000, rows[289_999]);
        Source(string.Join('\n', rows));
        var reports = new List<ConvertProgress>();

        var result = DatasetConverter.Convert(_source.Path, _output.Path, null, new Immediate(reports.Add), Token);

        Assert.Equal((300_000L, 1L), (result.Interactions, result.Dropped.Duplicates));
        Assert.Equal(reports.Select(r => r.Completed).Order(), reports.Select(r => r.Completed));
    }

    [Fact]
    public void Keeps_only_ratings_from_the_minimum_on()
    {
        Source("1,10,3.5,1\n1,20,4.0,2\n1,30,4.5,3\n3,30,1,9\n");

        var result = Convert(new ConvertOptions { MinimumRating = 4 });

        Assert.Equal("1,20,2,rating,4\n1,30,3,rating,4.5\n", Rows(result));
        Assert.Equal((2L, 1L, 3L), (result.Dropped.BelowMinimumRating, result.Users, result.Items));
    }

    [Fact]
    public void A_sample_follows_from_the_seed_and_not_from_the_order_of_rows()
    {
        var rows = Enumerable.Range(0, 10_000).Select(i => $"{i / 20},{i % 97},3.5,{1000 + i}").ToList();
        Source(string.Join('\n', rows));
        var first = Rows(Convert(new ConvertOptions { Fraction = 0.05, Seed = 7 }));
        var again = Rows(Convert(new ConvertOptions { Fraction = 0.05, Seed = 7 }));
        var other = Rows(Convert(new ConvertOptions { Fraction = 0.05, Seed = 8 }));
        rows.Reverse();
        Source(string.Join('\n', rows));
        var reversed = Rows(Convert(new ConvertOptions { Fraction = 0.05, Seed = 7 }));

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.Equal(first.Split('\n').Order(), reversed.Split('\n').Order());
        Assert.InRange(first.Count(c => c == '\n'), 430, 570);
    }

    [Fact]
    public void A_larger_fraction_keeps_what_a_smaller_one_keeps()
    {
        Source(string.Join('\n', Enumerable.Range(0, 5_000).Select(i => $"{i / 20},{i % 97},3.5,{1000 + i}")));

        var small = Rows(Convert(new ConvertOptions { Fraction = 0.1 })).Split('\n');
        var large = Rows(Convert(new ConvertOptions { Fraction = 0.3 })).Split('\n');

        Assert.Empty(small.Except(large));
    }

    [Fact]
    public void Creation_times_do_not_depend_on_the_sample()
    {
        Source(string.Join('\n', Enumerable.Range(0, 1_000).Select(i => $"{i},10,1,{1000 + i}")));

        var result = Convert(new ConvertOptions { Fraction = 0.01, MinimumRating = 5 });

        Assert.Contains("10,Heat,Action|Crime,1995,1000\n", File.ReadAllText(result.ItemsPath), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sample_pins_its_rows_for_ever()
    {
        Source(string.Join('\n', Enumerable.Range(1, 100).Select(i => $"{i},10,4,{i}")));

        var users = Rows(Convert(new ConvertOptions { Fraction = 0.05, Seed = 42 })).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("48 49 52", string.Join(" ", users.Select(r => r.Split(',')[0])));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-0.1)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void Refuses_a_fraction_outside_its_range(double fraction)
    {
        Source("1,10,4,1\n");

        Assert.Throws<ArgumentOutOfRangeException>(() => Convert(new ConvertOptions { Fraction = fraction }));
    }

    [Fact]
    public void Refuses_ratings_without_a_row()
    {
        Source("");

        Assert.Contains("no ratings", Assert.Throws<MovieLensException>(() => Convert()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_leaves_earlier_files_and_nothing_else()
    {
        Source("1,10,4,1\n");
        Convert();
        var before = File.ReadAllText(_output["interactions.csv"]);
        Source("1,10,4,1\n1,10,four,2\n");

        Assert.Throws<MovieLensException>(() => Convert());

        Assert.Equal(before, File.ReadAllText(_output["interactions.csv"]));
        Assert.Equal(4, _output.FileNames.Length);
    }

    [Theory]
    [InlineData("Looking for repeated ratings")]
    [InlineData("Converting ratings")]
    public void Cancellation_leaves_nothing_half_written(string during)
    {
        Source(string.Join('\n', Enumerable.Range(0, 200_000).Select(i => $"{i / 20},{i % 97},3.5,{1000 + i}")));
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var progress = new Immediate(p =>
        {
            if (p.Activity == during)
                source.Cancel();
        });

        Assert.Throws<OperationCanceledException>(() => DatasetConverter.Convert(_source.Path, _output.Path, null, progress, source.Token));

        Assert.Empty(_output.FileNames);
    }

    [Fact]
    public void Reports_progress_that_only_grows_and_ends_at_one()
    {
        Source(string.Join('\n', Enumerable.Range(0, 200_000).Select(i => $"{i / 20},{i % 97},3.5,{1000 + i}")));
        var reports = new List<ConvertProgress>();

        DatasetConverter.Convert(_source.Path, _output.Path, null, new Immediate(reports.Add), Token);

        Assert.Equal(reports.Select(r => r.Completed).Order(), reports.Select(r => r.Completed));
        Assert.Equal((1.0, 200_000L), (reports[^1].Completed, reports[^1].Rows));
    }

    [Fact]
    public void Makes_the_output_folder()
    {
        Source("1,10,4,1\n");

        DatasetConverter.Convert(_source.Path, _output["a/b"], null, null, Token);

        Assert.True(File.Exists(_output["a/b/items.csv"]));
    }

    [Fact]
    public void Converts_latest_small()
    {
        var result = DatasetConverter.Convert(Datasets.LatestSmall(), _output.Path, null, null, Token);

        Assert.Equal((100_836L, 9_742L, 610L, 0L), (result.Interactions, result.Items, result.Users, result.Dropped.Total));
        Assert.Equal(100_836, Import(result.InteractionsPath, result.InteractionsSchemaPath, DatasetType.Interactions));
        Assert.Equal(9_742, Import(result.ItemsPath, result.ItemsSchemaPath, DatasetType.Items));
    }

    private ConvertResult Convert(ConvertOptions? options = null) =>
        DatasetConverter.Convert(_source.Path, _output.Path, options, null, Token);

    private void Source(string ratings)
    {
        _source.Write("ratings.csv", RatingsHeader + ratings);
        _source.Write(
            "movies.csv",
            "movieId,title,genres\n10,Heat (1995) ,Action|Crime\n20,\"Say \"\"Hi\"\", You (2001)\",(no genres listed)\n30,Babylon 5,Sci-Fi\n");
    }

    private static string Rows(ConvertResult result)
    {
        var text = File.ReadAllText(result.InteractionsPath);
        return text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..];
    }

    private static long Import(string csv, string schema, DatasetType type)
    {
        var parsed = DatasetSchema.Parse(File.ReadAllText(schema));
        parsed.Validate(type);
        using var reader = new DatasetCsvReader(File.OpenRead(csv), Path.GetFileName(csv), parsed, type);
        while (reader.Read())
        {
        }

        return reader.RecordCount;
    }

    private sealed class Immediate(Action<ConvertProgress> report) : IProgress<ConvertProgress>
    {
        public void Report(ConvertProgress value) => report(value);
    }
}
