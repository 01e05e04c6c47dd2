using System.Text;
using Parquet;

namespace PersonalizeOps.Data.Tests.Tables;

public sealed class RecommendationTableTests : IDisposable
{
    private static readonly MovieCatalog Catalog = MovieCatalog.Load(new MemoryStream(Encoding.UTF8.GetBytes(
        "ITEM_ID,TITLE,GENRES,YEAR\n10,\"Heat, \"\"The\"\"\",Action|Crime,1995\n20,Babylon 5,Sci-Fi,\n30,Nameless,,2001\n")));

    private static readonly BatchOutputLine[] Lines =
    [
        new("1", null, ["10", "20", "99"], [0.5, 0.25, 0.125], null),
        new("2", null, [], null, "User error: no"),
        new("3", null, ["30"], null, null),
        new(null, "77", ["10"], null, null),
    ];

    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Gives_a_row_per_film_with_its_rank()
    {
        Assert.Equal(
            [
                new("1", 1, "10", "Heat, \"The\"", 1995, "Action|Crime", 0.5),
                new("1", 2, "20", "Babylon 5", null, "Sci-Fi", 0.25),
                new("1", 3, "99", null, null, null, 0.125),
            ],
            RecommendationTable.Rows(Lines[0], Catalog));
        Assert.Empty(RecommendationTable.Rows(Lines[1], Catalog));
        Assert.Equal([new("3", 1, "30", null, null, null, null)], RecommendationTable.Rows(Lines[2], null));
        Assert.Equal("77", RecommendationTable.Rows(Lines[3], Catalog).Single().UserId);
    }

    [Fact]
    public async Task Writes_the_tutorial_layout_to_parquet()
    {
        var counts = await RecommendationTable.WriteParquetAsync(
            _folder["t.parquet"], Lines.ToAsyncEnumerable(), Catalog, RecommendationTableLayout.Tutorial, Token);

        Assert.Equal(new RecommendationTableCounts(4, 3, 1), counts);
        await using var reader = await ParquetReader.CreateAsync(_folder["t.parquet"], null, Token);
        Assert.Equal(["userId", "Recommendations"], reader.Schema.DataFields.Select(f => f.Name));
        Assert.Equal(["1", "3", "77"], await TextsAsync(reader, 0));
        Assert.Equal(
            ["Heat, \"The\" (1995) (Action) | Babylon 5 (Sci-Fi) | 99", "Nameless (2001)", "Heat, \"The\" (1995) (Action)"],
            await TextsAsync(reader, 1));
        Assert.Equal(["t.parquet"], _folder.FileNames);
    }

    [Fact]
    public async Task Writes_the_long_layout_to_parquet_with_snappy()
    {
        await RecommendationTable.WriteParquetAsync(
            _folder["l.parquet"], Lines.ToAsyncEnumerable(), Catalog, RecommendationTableLayout.Long, Token);

        await using var reader = await ParquetReader.CreateAsync(_folder["l.parquet"], null, Token);
        var fields = reader.Schema.DataFields;
        Assert.Equal(["userId", "rank", "itemId", "title", "year", "genres", "score"], fields.Select(f => f.Name));
        Assert.Equal([false, false, false, true, true, true, true], fields.Select(f => f.IsNullable));
        Assert.Equal(
            ["BYTE_ARRAY UTF8", "INT32 INT_32", "BYTE_ARRAY UTF8", "BYTE_ARRAY UTF8", "INT32 INT_32", "BYTE_ARRAY UTF8", "DOUBLE "],
            reader.Metadata!.Schema.Skip(1).Select(e => $"{e.Type} {e.ConvertedType}"));
        Assert.Equal(["1", "1", "1", "3", "77"], await TextsAsync(reader, 0));
        using var group = reader.OpenRowGroupReader(0);
        var ranks = new int[5];
        await group.ReadAsync<int>(fields[1], ranks, null, Token);
        Assert.Equal([1, 2, 3, 1, 1], ranks);
        Assert.Equal(["Heat, \"The\"", "Babylon 5", null, "Nameless", "Heat, \"The\""], await TextsAsync(reader, 3));
        var years = new int?[5];
        await group.ReadAsync<int>(fields[4], years, null, Token);
        Assert.Equal([1995, null, null, 2001, 1995], years);
        var scores = new double?[5];
        await group.ReadAsync<double>(fields[6], scores, null, Token);
        Assert.Equal([0.5, 0.25, 0.125, null, null], scores);
        Assert.All(
            group.RowGroup.Columns, c => Assert.Equal(Parquet.Meta.CompressionCodec.SNAPPY, c.MetaData!.Codec));
    }

    [Fact]
    public async Task Writes_many_rows_in_several_groups()
    {
        var items = Enumerable.Range(0, 500).Select(i => $"{i}").ToArray();
        var lines = Enumerable.Range(0, 300).Select(u => new BatchOutputLine($"{u}", null, items, null, null));

        var counts = await RecommendationTable.WriteParquetAsync(
            _folder["m.parquet"], lines.ToAsyncEnumerable(), null, RecommendationTableLayout.Long, Token);

        Assert.Equal(150_000, counts.Rows);
        await using var reader = await ParquetReader.CreateAsync(_folder["m.parquet"], null, Token);
        Assert.True(reader.RowGroupCount > 1);
        Assert.Equal(150_000, Enumerable.Range(0, reader.RowGroupCount).Sum(g => reader.OpenRowGroupReader(g).RowCount));
    }

    [Theory]
    [InlineData(RecommendationTableLayout.Tutorial)]
    [InlineData(RecommendationTableLayout.Long)]
    public async Task Writes_a_table_without_rows(RecommendationTableLayout layout)
    {
        var counts = await RecommendationTable.WriteParquetAsync(
            _folder["e.parquet"], AsyncEnumerable.Empty<BatchOutputLine>(), null, layout, Token);

        Assert.Equal(new RecommendationTableCounts(0, 0, 0), counts);
        await using var reader = await ParquetReader.CreateAsync(_folder["e.parquet"], null, Token);
        Assert.Equal(0, reader.RowGroupCount);
    }

    [Fact]
    public async Task Writes_both_layouts_to_csv()
    {
        var counts = await RecommendationTable.WriteCsvAsync(
            _folder["t.csv"], Lines.ToAsyncEnumerable(), Catalog, RecommendationTableLayout.Tutorial, Token);
        await RecommendationTable.WriteCsvAsync(
            _folder["l.csv"], Lines.ToAsyncEnumerable(), Catalog, RecommendationTableLayout.Long, Token);

        Assert.Equal(new RecommendationTableCounts(4, 3, 1), counts);
        Assert.Equal(
            "userId,Recommendations\n1,\"Heat, \"\"The\"\" (1995) (Action) | Babylon 5 (Sci-Fi) | 99\"\n3,Nameless (2001)\n77,\"Heat, \"\"The\"\" (1995) (Action)\"\n",
            await File.ReadAllTextAsync(_folder["t.csv"], Token));
        Assert.Equal(
            "userId,rank,itemId,title,year,genres,score\n1,1,10,\"Heat, \"\"The\"\"\",1995,Action|Crime,0.5\n1,2,20,Babylon 5,,Sci-Fi,0.25\n1,3,99,,,,0.125\n3,1,30,Nameless,2001,,\n77,1,10,\"Heat, \"\"The\"\"\",1995,Action|Crime,\n",
            await File.ReadAllTextAsync(_folder["l.csv"], Token));
    }

    [Theory]
    [InlineData("x.parquet")]
    [InlineData("x.csv")]
    public async Task A_failure_or_cancellation_leaves_the_earlier_file_and_nothing_else(string name)
    {
        _folder.Write(name, "earlier");
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);

        await Assert.ThrowsAsync<BatchOutputException>(() => WriteAsync(name, Fail(new BatchOutputException("f", 2, "bad")), Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WriteAsync(name, Cancel(source), source.Token));

        Assert.Equal([name], _folder.FileNames);
        Assert.Equal("earlier", await File.ReadAllTextAsync(_folder[name], Token));
    }

    [Fact]
    public async Task Refuses_a_path_that_is_a_folder()
    {
        await Assert.ThrowsAsync<IOException>(() => WriteAsync("", Lines.ToAsyncEnumerable(), Token));
    }

    private Task<RecommendationTableCounts> WriteAsync(string name, IAsyncEnumerable<BatchOutputLine> lines, CancellationToken token) =>
        name.EndsWith(".csv", StringComparison.Ordinal)
            ? RecommendationTable.WriteCsvAsync(_folder[name], lines, null, RecommendationTableLayout.Long, token)
            : RecommendationTable.WriteParquetAsync(_folder[name], lines, null, RecommendationTableLayout.Long, token);

    private static async IAsyncEnumerable<BatchOutputLine> Fail(Exception error)
    {
        yield return Lines[0];
        await Task.Yield();
        throw error;
    }

    private static async IAsyncEnumerable<BatchOutputLine> Cancel(CancellationTokenSource source)
    {
        yield return Lines[0];
        await source.CancelAsync();
        yield return Lines[0];
    }

    private static async Task<string?[]> TextsAsync(ParquetReader reader, int field)
    {
        using var group = reader.OpenRowGroupReader(0);
        var texts = new string?[group.RowCount];
        await group.ReadAsync(reader.Schema.DataFields[field], texts.AsMemory(), null, Token);
        return texts;
    }
}
