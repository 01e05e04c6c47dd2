using PersonalizeOps.Lambda.BatchTransform;
using PersonalizeOps.Server.Tests.Personalize;

namespace PersonalizeOps.Lambda.Tests;

/// <summary>What the transform writes is read by others: DuckDB, and pyarrow or fastparquet where they are.</summary>
public sealed class ParquetTests : IAsyncLifetime
{
    private const string Recommended = """
        {"input":{"userId":"u1"},"output":{"recommendedItems":["i1","absent"],"scores":[0.5,3.773E-4]},"error":null}
        {"input":{"userId":"ü, \"2\""},"output":{"recommendedItems":["i2"]},"error":null}
        {"input":{"userId":"u3"},"output":null,"error":"User error: no such user"}
        """;

    private Scene _scene = null!;

    public async ValueTask InitializeAsync()
    {
        _scene = await Scene.StartAsync();
        await _scene.UploadAsync("titles/items.csv", Ratings.ItemRows());
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task DuckDB_reads_recommendations_with_titles_and_gaps()
    {
        using var table = await TransformAsync("inference", Recommended);

        Assert.Equal(
            ["u1|1|i1|Film 1|0.5", "u1|2|absent|-|0.0003773", "ü, \"2\"|1|i2|Film 2|-"],
            table.Query("SELECT concat_ws('|', userId, rank, itemId, coalesce(title, '-'), coalesce(CAST(score AS VARCHAR), '-')) FROM table"));
        Assert.Equal(
            ["userId VARCHAR", "rank INTEGER", "itemId VARCHAR", "title VARCHAR", "year INTEGER", "genres VARCHAR", "score DOUBLE"],
            table.Query("SELECT column_name || ' ' || column_type FROM (DESCRIBE SELECT * FROM table)"));
    }

    [Fact]
    public async Task DuckDB_reads_segments()
    {
        using var table = await TransformAsync(
            "segment", """{"input":{"itemAttributes":"ITEMS.genres = \"Drama\""},"output":{"usersList":["u1","u2"]},"error":null}""");

        Assert.Equal(["1 u1", "2 u2"], table.Query("SELECT concat_ws(' ', rank, userId) FROM table ORDER BY rank"));
    }

    [Theory]
    [InlineData("pyarrow.parquet", "t = pyarrow.parquet.read_table(path); print(t.num_rows, t.column_names[0], t.column('itemId').to_pylist())")]
    [InlineData("fastparquet", "t = fastparquet.ParquetFile(path); print(t.count(), t.columns[0], t.to_pandas()['itemId'].tolist())")]
    public async Task Python_reads_it_too(string module, string line)
    {
        using var table = await TransformAsync("inference", Recommended);

        var said = table.Python(module, line);
        Assert.SkipWhen(said is null, $"python3 has no {module}.");
        Assert.Equal("3 userId ['i1', 'absent', 'i2']", said);
    }

    private async Task<DownloadedTable> TransformAsync(string kind, string lines)
    {
        await _scene.UploadAsync("results/p/in.json.out", lines);
        new Function(_scene.S3, $"s3://{Scene.Bucket}/titles/items.csv")
            .Handler(S3Events.Stream($$"""{"kind":"{{kind}}","output":"s3://{{Scene.Bucket}}/results/p/"}"""));
        return await DownloadedTable.GetAsync(_scene, "results/p/in.parquet");
    }
}
