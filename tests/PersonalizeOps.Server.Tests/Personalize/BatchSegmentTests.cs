using Amazon.Personalize.Model;
using PersonalizeOps.Data;

namespace PersonalizeOps.Server.Tests.Personalize;

public sealed class BatchSegmentTests : ResourceContract
{
    protected override string UnknownArn => Scene.Arn("batch-segment-job/none");

    private string Group { get; set; } = "";

    private string Version { get; set; } = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Group = await Scene.CreateImportedGroupAsync("group");
        Version = await Scene.CreateTrainedVersionAsync(Group, "solution", Scene.ItemAffinity);
        await Scene.UploadAsync("in/items.json", "{\"itemId\": \"i1\"}\n");
    }

    [Fact]
    public async Task Users_of_an_item_come_in_the_service_s_form()
    {
        await Scene.UploadAsync("many/items.json", "{\"itemId\": \"i1\"}\n{\"itemId\": \"none\"}\n{\"userId\": \"u1\"}\nnonsense");
        await Scene.UploadAsync("many/more.json", "{\"itemId\": \"i31\"}");
        await RunAsync(Request("job", "many/") with { NumResults = 12 });
        var text = await Scene.ReadAsync("out/items.json.out");
        Assert.Matches("""^\{"input": \{"itemId": "i1"\}, "output": \{"usersList": \["u\d+"(,"u\d+"){11}\]\}, "error": null\}\n""", text);
        var lines = await ReadAsync("items.json");
        Assert.Equal(4, lines.Count);
        Assert.All(lines[0].Users, user => Assert.Equal(0, int.Parse(user[1..], null) % 2));
        Assert.Equal("User error: The item none was not in the training data", lines[1].Error);
        Assert.Equal("User error: Required fields for the provided recipe are itemId", lines[2].Error);
        Assert.StartsWith("User error: ", lines[3].Error);
        Assert.All(lines.Skip(1), line => Assert.Empty(line.Users));
        Assert.All((await ReadAsync("more.json"))[0].Users, user => Assert.Equal(1, int.Parse(user[1..], null) % 2));
    }

    [Fact]
    public async Task Users_are_found_by_attributes_of_items()
    {
        var items = await Scene.CreateDatasetAsync(Group, "films", "Items", Ratings.ItemsSchema);
        await Scene.ImportAsync(items, "films-import", Ratings.ItemRows());
        var version = await Scene.CreateTrainedVersionAsync(Group, "attributes", Scene.AttributeAffinity);
        await Scene.UploadAsync(
            "in/attributes.json",
            "{\"itemAttributes\": \"ITEMS.genres = \\\"Comedy\\\"\"}\n{\"itemAttributes\": \"ITEMS.colour = 1\"}\n{\"itemId\": \"i1\"}");
        await RunAsync(Request("job", "in/attributes.json") with { Version = version, NumResults = 20 });
        var lines = await ReadAsync("attributes.json");
        Assert.Equal(20, lines[0].Users.Count);
        Assert.All(lines[0].Users, user => Assert.Equal(0, int.Parse(user[1..], null) % 2));
        Assert.Contains("Invalid itemAttributes at character", lines[1].Error);
        Assert.Equal("User error: Required fields for the provided recipe are itemAttributes", lines[2].Error);
    }

    [Fact]
    public async Task A_filter_chooses_among_the_users()
    {
        var users = await Scene.CreateDatasetAsync(Group, "people", "Users", Ratings.UsersSchema);
        await Scene.ImportAsync(users, "people-import", "USER_ID,AGE\n" + string.Concat(Enumerable.Range(0, Ratings.Users).Select(user => $"u{user},{user}\n")));
        var filter = new CreateFilterRequest { Name = "old", DatasetGroupArn = Group, FilterExpression = "INCLUDE UserID WHERE Users.AGE >= 40" };
        var arn = (await Client.CreateFilterAsync(filter, Cancel)).FilterArn;
        await Scene.UntilAsync(
            async () => (await Client.DescribeFilterAsync(new DescribeFilterRequest { FilterArn = arn }, Cancel)).Filter, found => found.Status == "ACTIVE");

        await RunAsync(Request("job", "in/items.json") with { NumResults = 80, Filter = arn });

        var chosen = (await ReadAsync("items.json"))[0].Users;
        Assert.NotEmpty(chosen);
        Assert.All(chosen, user => Assert.InRange(int.Parse(user[1..]), 40, 79));
    }

    [Fact]
    public async Task A_file_with_too_many_queries_fails_the_job()
    {
        await Scene.UploadAsync("in/long.json", string.Concat(Enumerable.Repeat("{\"itemId\": \"i1\"}\n", 501)));
        var arn = await BeginAsync(Request("long", "in/long.json"));
        var job = await UntilDoneAsync(arn);
        Assert.Equal("CREATE FAILED", job.Status);
        Assert.Contains("more than the 500 queries", job.FailureReason);
    }

    [Fact]
    public async Task Segments_need_a_recipe_of_segments_and_inference_another()
    {
        var other = await Scene.CreateTrainedVersionAsync(Group, "other");
        var exception = await Assert.ThrowsAsync<InvalidInputException>(() => BeginAsync(Request("wrong", "in/items.json") with { Version = other }));
        Assert.Contains("USER_SEGMENTATION", exception.Message);
        var inference = new CreateBatchInferenceJobRequest
        {
            JobName = "wrong",
            SolutionVersionArn = Version,
            JobInput = new BatchInferenceJobInput { S3DataSource = new S3DataConfig { Path = "s3://scene/in/items.json" } },
            JobOutput = new BatchInferenceJobOutput { S3DataDestination = new S3DataConfig { Path = "s3://scene/out/" } },
            RoleArn = Scene.Role,
        };
        Assert.Contains(
            "batch segment job",
            (await Assert.ThrowsAsync<InvalidInputException>(() => Client.CreateBatchInferenceJobAsync(inference, Cancel))).Message);
        var campaign = new CreateCampaignRequest { Name = "wrong", SolutionVersionArn = Version };
        await Assert.ThrowsAsync<InvalidInputException>(() => Client.CreateCampaignAsync(campaign, Cancel));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5_000_001)]
    public async Task Too_few_or_too_many_users_are_invalid_input(int numResults) => await Assert.ThrowsAsync<InvalidInputException>(
        () => BeginAsync(Request("bad", "in/items.json") with { NumResults = numResults }));

    [Fact]
    public async Task A_filter_that_is_not_there_is_not_found() => await Assert.ThrowsAsync<ResourceNotFoundException>(
        () => BeginAsync(Request("lost", "in/items.json") with { Filter = Scene.Arn("filter/none") }));

    [Fact]
    public async Task A_job_is_described_as_it_was_asked_for()
    {
        var job = await DescribeJobAsync(await CreateAsync("job"));
        Assert.Equal(("job", Version, 25, "ACTIVE"), (job.JobName, job.SolutionVersionArn, job.NumResults, job.Status));
        Assert.Equal(("s3://scene/in/items.json", "s3://scene/out/"), (job.JobInput.S3DataSource.Path, job.JobOutput.S3DataDestination.Path));
        Assert.Equal(Scene.Role, job.RoleArn);
        Assert.Null(job.FilterArn);
    }

    protected override Task<string> CreateAsync(string name) => RunAsync(Request(name, "in/items.json"));

    protected override async Task<string> DescribeAsync(string arn) => (await DescribeJobAsync(arn)).Status;

    protected override async Task<(List<string> Arns, string? NextToken)> ListAsync(int? maxResults, string? nextToken)
    {
        var request = new ListBatchSegmentJobsRequest { SolutionVersionArn = Version, MaxResults = maxResults, NextToken = nextToken };
        var response = await Client.ListBatchSegmentJobsAsync(request, Cancel);
        return ([.. response.BatchSegmentJobs.Select(job => job.BatchSegmentJobArn)], response.NextToken);
    }

    private SegmentRequest Request(string name, string key) => new(name, Version, $"s3://{Scene.Bucket}/{key}", null, null);

    private async Task<string> BeginAsync(SegmentRequest request) => (await Client.CreateBatchSegmentJobAsync(
        new CreateBatchSegmentJobRequest
        {
            JobName = request.Name,
            SolutionVersionArn = request.Version,
            FilterArn = request.Filter,
            JobInput = new BatchSegmentJobInput { S3DataSource = new S3DataConfig { Path = request.Input } },
            JobOutput = new BatchSegmentJobOutput { S3DataDestination = new S3DataConfig { Path = $"s3://{Scene.Bucket}/out/" } },
            RoleArn = Scene.Role,
            NumResults = request.NumResults,
        },
        Cancel)).BatchSegmentJobArn;

    private async Task<string> RunAsync(SegmentRequest request)
    {
        var arn = await BeginAsync(request);
        Assert.Null((await UntilDoneAsync(arn)).FailureReason);
        return arn;
    }

    private Task<BatchSegmentJob> UntilDoneAsync(string arn) =>
        Scene.UntilAsync(() => DescribeJobAsync(arn), job => job.Status is "ACTIVE" or "CREATE FAILED");

    private async Task<BatchSegmentJob> DescribeJobAsync(string arn) =>
        (await Client.DescribeBatchSegmentJobAsync(new DescribeBatchSegmentJobRequest { BatchSegmentJobArn = arn }, Cancel)).BatchSegmentJob;

    private async Task<List<BatchSegmentLine>> ReadAsync(string input)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(await Scene.ReadAsync($"out/{input}.out")));
        return await BatchOutputReader.ReadSegmentsAsync(stream, input, Cancel).ToListAsync(Cancel);
    }

    private sealed record SegmentRequest(string Name, string Version, string Input, int? NumResults, string? Filter);
}
