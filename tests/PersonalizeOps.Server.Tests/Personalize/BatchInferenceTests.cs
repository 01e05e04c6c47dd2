using System.Text.Json;
using Amazon.Personalize.Model;

namespace PersonalizeOps.Server.Tests.Personalize;

public sealed class BatchInferenceTests : ResourceContract
{
    protected override string UnknownArn => Scene.Arn("batch-inference-job/none");

    private string Group { get; set; } = "";

    private string Version { get; set; } = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Group = await Scene.CreateImportedGroupAsync("group");
        Version = await Scene.CreateTrainedVersionAsync(Group, "solution");
        await Scene.UploadAsync("batch/users.json", "{\"userId\": \"u1\"}\n{\"userId\": \"u2\"}\n");
    }

    [Fact]
    public async Task Output_has_the_service_s_form()
    {
        var personal = await Scene.CreateTrainedVersionAsync(Group, "personal", Scene.UserPersonalization);
        await Scene.UploadAsync("in/users.json", "{\"userId\": \"u1\"}\n{\"userId\": \"nobody\"}\n{\"itemId\": \"i1\"}\nnonsense");
        await RunAsync(Request("batch", personal, "in/users.json") with { NumResults = 7 });
        var listed = await Scene.S3.ListObjectsV2Async(new Amazon.S3.Model.ListObjectsV2Request { BucketName = Scene.Bucket, Prefix = "out/" }, Cancel);
        Assert.Equal(["out/_CHECK", "out/users.json.out"], listed.S3Objects.Select(info => info.Key));

        var lines = (await Scene.ReadAsync("out/users.json.out")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.Matches("""^\{"input":\{"userId": "u1"\},"output":\{"recommendedItems":\["i\d+"(,"i\d+"){6}\],"scores":\[[0-9.E-]+(,[0-9.E-]+){6}\]\},"error":null\}$""", lines[0]);
        Assert.Equal(7, JsonDocument.Parse(lines[1]).RootElement.GetProperty("output").GetProperty("recommendedItems").GetArrayLength());
        Assert.EndsWith(""""output":{"recommendedItems":[]},"error":"User error: Required fields for the provided recipe are userId"}"""", lines[2]);
        Assert.Contains("\"error\":\"User error: ", lines[3]);
    }

    [Fact]
    public async Task Every_line_is_answered_in_its_place_however_many_there_are()
    {
        var personal = await Scene.CreateTrainedVersionAsync(Group, "personal", Scene.UserPersonalization);
        var input = Enumerable.Range(0, 1300).Select(i => i % 50 == 7 ? $"bad {i}" : $"{{\"userId\": \"u{i % 40}\", \"line\": {i}}}").ToArray();
        await Scene.UploadAsync("in/long.json", string.Join('\n', input));
        await RunAsync(Request("long", personal, "in/long.json") with { NumResults = 3 });
        var output = (await Scene.ReadAsync("out/long.json.out")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(input.Length, output.Length);
        for (var i = 0; i < input.Length; i++)
        {
            Assert.StartsWith(i % 50 == 7 ? $"{{\"input\":\"bad {i}\"" : $"{{\"input\":{input[i]},", output[i]);
            Assert.Equal(i % 50 == 7, output[i].Contains("User error: ", StringComparison.Ordinal));
        }

        var answers = output.Index().Where(line => line.Index % 50 != 7).GroupBy(line => line.Index % 40, line => line.Item[line.Item.IndexOf("output", StringComparison.Ordinal)..]);
        Assert.All(answers, ofUser => Assert.Single(ofUser.Distinct()));
    }

    [Fact]
    public async Task What_a_user_did_after_the_training_counts()
    {
        var personal = await Scene.CreateTrainedVersionAsync(Group, "personal", Scene.UserPersonalization);
        var (_, trackingId) = await Scene.CreateTrackerAsync(Group, "tracker");
        await Scene.PutEventsAsync(trackingId, "newcomer", Enumerable.Range(0, 8).Select(i => ($"i{i}", 1_700_000_000L + i)));
        await Scene.UploadAsync("in/newcomers.json", "{\"userId\": \"newcomer\"}\n");
        await RunAsync(Request("batch", personal, "in/newcomers.json") with { NumResults = 7 });
        var output = JsonDocument.Parse(await Scene.ReadAsync("out/newcomers.json.out")).RootElement.GetProperty("output");
        Assert.All(output.GetProperty("recommendedItems").EnumerateArray(), item => Assert.True(int.Parse(item.GetString()![1..]) < 30));
    }

    [Fact]
    public async Task A_filter_applies_with_the_values_of_each_line()
    {
        var items = await Scene.CreateDatasetAsync(Group, "films", "Items", Ratings.ItemsSchema);
        await Scene.ImportAsync(items, "films-import", Ratings.ItemRows());
        var filter = new CreateFilterRequest { Name = "genres", DatasetGroupArn = Group, FilterExpression = "INCLUDE ItemID WHERE Items.GENRES IN ($GENRE)" };
        var arn = (await Client.CreateFilterAsync(filter, Cancel)).FilterArn;
        await Scene.UntilAsync(
            async () => (await Client.DescribeFilterAsync(new DescribeFilterRequest { FilterArn = arn }, Cancel)).Filter, found => found.Status == "ACTIVE");
        await Scene.UploadAsync(
            "in/filtered.json",
            "{\"userId\": \"u1\", \"filterValues\": {\"GENRE\": \"\\\"Comedy\\\"\"}}\n{\"userId\": \"u1\"}\n");

        await RunAsync(Request("filtered", Version, "in/filtered.json") with { FilterArn = arn });

        var lines = (await Scene.ReadAsync("out/filtered.json.out")).Split('\n');
        var recommended = JsonDocument.Parse(lines[0]).RootElement.GetProperty("output").GetProperty("recommendedItems");
        Assert.NotEqual(0, recommended.GetArrayLength());
        Assert.All(recommended.EnumerateArray(), item => Assert.True(int.Parse(item.GetString()![1..]) < 30));
        Assert.Contains("User error: ", lines[1]);
        Assert.Contains("GENRE", lines[1]);
    }

    [Fact]
    public async Task A_folder_gives_an_output_for_each_file()
    {
        await Scene.UploadAsync("many/a.json", "{\"userId\":\"u1\"}");
        await Scene.UploadAsync("many/b.json", "{\"userId\":\"u2\"}");
        await RunAsync(Request("many", Version, "many/"));
        Assert.DoesNotContain("scores", await Scene.ReadAsync("out/a.json.out"));
        Assert.Contains("\"u2\"", await Scene.ReadAsync("out/b.json.out"));
    }

    [Fact]
    public async Task Related_items_are_asked_for_by_item()
    {
        var related = await Scene.CreateTrainedVersionAsync(Group, "related", Scene.SimilarItems);
        await Scene.UploadAsync("in/items.json", "{\"itemId\":\"i1\"}\n{\"userId\":\"u1\"}\n");
        await RunAsync(Request("related", related, "in/items.json"));
        var lines = (await Scene.ReadAsync("out/items.json.out")).Split('\n');
        Assert.EndsWith("\"error\":null}", lines[0]);
        Assert.Contains("Required fields for the provided recipe are itemId", lines[1]);
    }

    [Fact]
    public async Task A_list_of_items_is_ranked_for_a_user()
    {
        var ranking = await Scene.CreateTrainedVersionAsync(Group, "ranking", Scene.Ranking);
        await Scene.UploadAsync(
            "in/lists.json",
            "{\"userId\": \"u2\", \"itemList\": [\"i40\", \"i3\", \"new\"]}\n{\"userId\": \"u2\"}\n{\"userId\": \"u2\", \"itemList\": []}");
        await RunAsync(Request("ranking", ranking, "in/lists.json"));
        var lines = (await Scene.ReadAsync("out/lists.json.out")).Split('\n');
        var output = JsonDocument.Parse(lines[0]).RootElement.GetProperty("output");
        Assert.Equal(["i3", "i40", "new"], output.GetProperty("recommendedItems").EnumerateArray().Select(item => item.GetString()));
        Assert.Equal(3, output.GetProperty("scores").GetArrayLength());
        Assert.Contains("Required fields for the provided recipe are userId, itemList", lines[1]);
        Assert.Contains("Required fields for the provided recipe are userId, itemList", lines[2]);
    }

    [Fact]
    public async Task Themes_are_refused_with_the_reason()
    {
        var request = new CreateBatchInferenceJobRequest
        {
            JobName = "themes",
            SolutionVersionArn = Version,
            BatchInferenceJobMode = Amazon.Personalize.BatchInferenceJobMode.THEME_GENERATION,
            JobInput = new BatchInferenceJobInput { S3DataSource = new S3DataConfig { Path = "s3://scene/batch/users.json" } },
            JobOutput = new BatchInferenceJobOutput { S3DataDestination = new S3DataConfig { Path = "s3://scene/out/" } },
            RoleArn = Scene.Role,
        };
        var exception = await Assert.ThrowsAsync<InvalidInputException>(() => Client.CreateBatchInferenceJobAsync(request, Cancel));
        Assert.Contains("language model", exception.Message);
    }

    [Theory]
    [InlineData("s3://scene/none.json", "s3://scene/out/", "Invalid S3 input path")]
    [InlineData("s3://scene/batch/users.json", "s3://no-such-bucket/out/", "Invalid S3 output path")]
    public async Task A_path_without_anything_fails_the_job(string input, string output, string reason)
    {
        var request = Request("lost", Version, "");
        var arn = await BeginAsync(request with { Input = input, Output = output });
        var job = await Scene.UntilAsync(() => Scene.DescribeBatchAsync(arn), job => job.Status is "ACTIVE" or "CREATE FAILED");
        Assert.StartsWith(reason, job.FailureReason);
    }

    [Theory]
    [InlineData("s3://scene/batch/users.json", "s3://scene/out")]
    [InlineData("s3://scene/batch/users.json", "s3://scene/batch/")]
    [InlineData("http://scene/batch/users.json", "s3://scene/out/")]
    public async Task Paths_that_are_none_are_invalid_input(string input, string output) => await Assert.ThrowsAsync<InvalidInputException>(
        () => BeginAsync(Request("bad", Version, "") with { Input = input, Output = output }));

    [Theory]
    [InlineData(0)]
    [InlineData(501)]
    public async Task Too_few_or_too_many_results_are_invalid_input(int numResults) => await Assert.ThrowsAsync<InvalidInputException>(
        () => BeginAsync(Request("bad", Version, "batch/users.json") with { NumResults = numResults }));

    [Fact]
    public async Task A_job_is_described_as_it_was_asked_for()
    {
        var job = await Scene.DescribeBatchAsync(await CreateAsync("job"));
        Assert.Equal(("job", Version, 25, "ACTIVE"), (job.JobName, job.SolutionVersionArn, job.NumResults, job.Status));
        Assert.Equal(("s3://scene/batch/users.json", "s3://scene/out/"), (job.JobInput.S3DataSource.Path, job.JobOutput.S3DataDestination.Path));
        Assert.Equal(Scene.Role, job.RoleArn);
    }

    protected override Task<string> CreateAsync(string name) => RunAsync(Request(name, Version, "batch/users.json"));

    protected override async Task<string> DescribeAsync(string arn) => (await Scene.DescribeBatchAsync(arn)).Status;

    protected override async Task<(List<string> Arns, string? NextToken)> ListAsync(int? maxResults, string? nextToken)
    {
        var request = new ListBatchInferenceJobsRequest { SolutionVersionArn = Version, MaxResults = maxResults, NextToken = nextToken };
        var response = await Client.ListBatchInferenceJobsAsync(request, Cancel);
        return ([.. response.BatchInferenceJobs.Select(job => job.BatchInferenceJobArn)], response.NextToken);
    }

    private static BatchRequest Request(string name, string version, string key) =>
        new(name, version, $"s3://{Scene.Bucket}/{key}", $"s3://{Scene.Bucket}/out/", null);

    private async Task<string> BeginAsync(BatchRequest request) => (await Client.CreateBatchInferenceJobAsync(
        new CreateBatchInferenceJobRequest
        {
            JobName = request.Name,
            SolutionVersionArn = request.Version,
            JobInput = new BatchInferenceJobInput { S3DataSource = new S3DataConfig { Path = request.Input } },
            JobOutput = new BatchInferenceJobOutput { S3DataDestination = new S3DataConfig { Path = request.Output } },
            RoleArn = Scene.Role,
            NumResults = request.NumResults,
            FilterArn = request.FilterArn,
        },
        Cancel)).BatchInferenceJobArn;

    private async Task<string> RunAsync(BatchRequest request)
    {
        var arn = await BeginAsync(request);
        var job = await Scene.UntilAsync(() => Scene.DescribeBatchAsync(arn), job => job.Status is "ACTIVE" or "CREATE FAILED");
        Assert.Null(job.FailureReason);
        return arn;
    }

    private sealed record BatchRequest(string Name, string Version, string Input, string Output, int? NumResults)
    {
        public string? FilterArn { get; init; }
    }
}
