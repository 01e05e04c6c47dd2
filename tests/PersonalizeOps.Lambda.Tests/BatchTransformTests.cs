using Parquet;
using PersonalizeOps.Lambda.BatchTransform;
using PersonalizeOps.Server.Tests.Personalize;

namespace PersonalizeOps.Lambda.Tests;

/// <summary>Results of both kinds become parquet beside them, errors are kept.</summary>
public sealed class BatchTransformTests : IAsyncLifetime
{
    private const string Recommended = """{"input":{"userId":"u1"},"output":{"recommendedItems":["i1","i2"],"scores":[0.5,3.773E-4]},"error":null}""";
    private const string Failed = """{"input":{"wrong":1},"output":{"recommendedItems":[]},"error":"User error: Required fields for the provided recipe are userId"}""";
    private Scene _scene = null!;

    public async ValueTask InitializeAsync()
    {
        _scene = await Scene.StartAsync();
        await _scene.UploadAsync("titles/items.csv", Ratings.ItemRows());
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Recommendations_get_titles_and_their_errors_a_file()
    {
        await _scene.UploadAsync("results/a/users.json.out", $"{Recommended}\n{Failed}\n");
        await _scene.UploadAsync("results/a/_CHECK", "");

        var table = Handle("inference", "results/a/").GetProperty("tables")[0];

        Assert.Equal(($"s3://{Scene.Bucket}/results/a/users.parquet", 2, 2, 1), (
            table.GetProperty("uri").GetString(), table.GetProperty("lines").GetInt32(), table.GetProperty("rows").GetInt32(), table.GetProperty("errors").GetInt32()));
        Assert.Equal(["userId", "rank", "itemId", "title", "year", "genres", "score"], await ColumnsAsync("results/a/users.parquet"));
        Assert.Contains("Required fields", await _scene.ReadAsync("results/a/users.errors.json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("usersList")]
    [InlineData("recommendedUsers")]
    public async Task Segments_become_a_row_for_each_user(string member)
    {
        await _scene.UploadAsync(
            "results/b/items.json.out", $"{{\"input\": {{\"itemId\": \"i1\"}}, \"output\": {{\"{member}\": [\"u1\",\"u2\",\"u3\"]}}, \"error\": null}}\n");

        var table = Handle("segment", "results/b/").GetProperty("tables")[0];

        Assert.Equal(3, table.GetProperty("rows").GetInt32());
        Assert.Equal(["itemId", "itemAttributes", "rank", "userId"], await ColumnsAsync("results/b/items.parquet"));
    }

    [Fact]
    public async Task Two_results_in_one_folder_become_two_tables()
    {
        await _scene.UploadAsync("results/c/users.json.out", Recommended);
        await _scene.UploadAsync("results/c/more.json.out", Recommended);

        Assert.Equal(2, Handle("inference", "results/c/").GetProperty("tables").GetArrayLength());
        Assert.NotEmpty(await ColumnsAsync("results/c/more.parquet"));
    }

    [Fact]
    public async Task What_cannot_be_read_or_found_is_said_and_writes_nothing()
    {
        await _scene.UploadAsync("results/d/users.json.out", $"{Recommended}\nnot json\n");

        Assert.Contains("users.json.out", Assert.Throws<FunctionException>(() => Handle("inference", "results/d/")).Message, StringComparison.Ordinal);
        Assert.Contains("no results", Assert.Throws<FunctionException>(() => Handle("inference", "results/none/")).Message, StringComparison.Ordinal);
        Assert.Contains("poems", Assert.Throws<FunctionException>(() => Handle("poems", "results/d/")).Message, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Exception>(() => _scene.ReadAsync("results/d/users.parquet"));
    }

    private System.Text.Json.JsonElement Handle(string kind, string folder) => S3Events.Read(
        new Function(_scene.S3, $"s3://{Scene.Bucket}/titles/items.csv")
            .Handler(S3Events.Stream($$"""{"kind":"{{kind}}","input":"s3://b/x.json","output":"s3://{{Scene.Bucket}}/{{folder}}"}""")));

    private async Task<string[]> ColumnsAsync(string key)
    {
        using var response = await _scene.S3.GetObjectAsync(Scene.Bucket, key, TestContext.Current.CancellationToken);
        using var content = new MemoryStream();
        await response.ResponseStream.CopyToAsync(content, TestContext.Current.CancellationToken);
        content.Position = 0;
        await using var reader = await ParquetReader.CreateAsync(content, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(reader.RowGroupCount > 0);
        return [.. reader.Schema.DataFields.Select(field => field.Name)];
    }
}
