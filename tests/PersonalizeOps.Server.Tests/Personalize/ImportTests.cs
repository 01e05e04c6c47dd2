using Amazon.Personalize;
using Amazon.Personalize.Model;
using Amazon.PersonalizeRuntime.Model;
using InvalidInputException = Amazon.Personalize.Model.InvalidInputException;

namespace PersonalizeOps.Server.Tests.Personalize;

public sealed class ImportTests : ResourceContract
{
    protected override string UnknownArn => Scene.Arn("dataset-import-job/none");

    private string Dataset { get; set; } = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Dataset = await Scene.CreateDatasetAsync(await Scene.CreateGroupAsync("group"), "interactions", "Interactions", Ratings.InteractionsSchema);
        await Scene.UploadAsync("ratings/interactions.csv", Ratings.Interactions());
    }

    [Fact]
    public async Task An_import_is_described_as_it_was_asked_for()
    {
        var job = await Scene.ImportAsync(Dataset, "first", Ratings.Interactions());
        Assert.Equal(("first", "ACTIVE", Dataset, Scene.Role), (job.JobName, job.Status, job.DatasetArn, job.RoleArn));
        Assert.Equal(ImportMode.FULL, job.ImportMode);
        Assert.Equal($"s3://{Scene.Bucket}/imports/first.csv", job.DataSource.DataLocation);
    }

    [Theory]
    [InlineData("USER_ID,ITEM_ID,EVENT_TYPE,EVENT_VALUE\nu,i,watch,1\n", "Input CSV is missing the following columns: [TIMESTAMP]", "bad.csv")]
    [InlineData(Ratings.InteractionsHeader + "u1,i1,1600000000,watch,1\nu1,i2,yesterday,watch,1\n", "yesterday", "row 3", "TIMESTAMP")]
    [InlineData(Ratings.InteractionsHeader + "u1,i1,1600000000000,watch,1\n", "milliseconds", "row 2", "TIMESTAMP")]
    [InlineData(Ratings.InteractionsHeader + ",i1,1600000000,watch,1\n", "empty", "row 2", "USER_ID")]
    [InlineData(Ratings.InteractionsHeader, "no rows")]
    [InlineData("", "empty")]
    public async Task A_fault_ends_the_import_with_file_row_column_and_reason(string csv, params string[] named)
    {
        var job = await Scene.ImportAsync(Dataset, "bad", csv);
        Assert.Equal("CREATE FAILED", job.Status);
        Assert.StartsWith("Failed to create a data import job for Interactions dataset", job.FailureReason);
        Assert.All(named.Append("bad.csv"), text => Assert.Contains(text, job.FailureReason));
    }

    [Fact]
    public async Task Too_many_event_types_are_a_fault_of_the_row_that_brings_one_more()
    {
        var rows = Enumerable.Range(0, 300).Select(i => $"u1,i1,{1_600_000_000 + i},type{i},1\n");
        var job = await Scene.ImportAsync(Dataset, "types", Ratings.InteractionsHeader + string.Concat(rows));
        Assert.Equal("CREATE FAILED", job.Status);
        Assert.Contains("types.csv, row 257: There are more than 255 different event types", job.FailureReason);
    }

    [Theory]
    [InlineData("u1,i1,never,watch,1\nu1,i1,1600000000,watch,much\n", "large.csv, row 300002, column TIMESTAMP: 'never' is not a number")]
    [InlineData("u1,i1,1600000000,watch,1,1\n", "large.csv, row 300002: the record has 6 fields, the header 5")]
    public async Task A_fault_far_into_a_large_file_has_its_row(string fault, string reason)
    {
        var rows = Enumerable.Range(0, 300_000).Select(i => $"user{i % 5000},item{i % 777},{1_600_000_000 + i},watch,1\n");
        var more = Enumerable.Range(0, 300).Select(i => $"u1,i1,{1_600_000_000 + i},type{i},1\n");
        var job = await Scene.ImportAsync(Dataset, "large", Ratings.InteractionsHeader + string.Concat(rows) + fault + string.Concat(more));
        Assert.Equal("CREATE FAILED", job.Status);
        Assert.Contains(reason, job.FailureReason);
    }

    [Fact]
    public async Task A_large_file_with_too_many_event_types_names_the_row_that_brings_one_more()
    {
        var rows = Enumerable.Range(0, 400_000).Select(i => $"user{i % 5000},item{i % 777},{1_600_000_000 + i},type{i / 1500},1\n");
        var job = await Scene.ImportAsync(Dataset, "large", Ratings.InteractionsHeader + string.Concat(rows));
        Assert.Equal("CREATE FAILED", job.Status);
        Assert.Contains("large.csv, row 382502: There are more than 255 different event types", job.FailureReason);
    }

    [Fact]
    public async Task Fewer_than_1000_interactions_are_too_few()
    {
        var job = await Scene.ImportAsync(Dataset, "few", Ratings.Interactions(perUser: 12));
        Assert.Equal("CREATE FAILED", job.Status);
        Assert.Contains("960", job.FailureReason);
        Assert.Contains("at least 1000", job.FailureReason);
    }

    [Theory]
    [InlineData("s3://scene/none.csv")]
    [InlineData("s3://scene/none/")]
    [InlineData("s3://no-such-bucket/file.csv")]
    public async Task A_location_without_data_fails_the_job(string location)
    {
        var arn = await Scene.BeginImportAsync(Dataset, "missing", location);
        var job = await Scene.UntilAsync(() => Scene.DescribeImportAsync(arn), job => job.Status is "ACTIVE" or "CREATE FAILED");
        Assert.StartsWith("Invalid Data location", job.FailureReason);
    }

    [Theory]
    [InlineData("https://example.com/file.csv")]
    [InlineData("s3://UPPER/file.csv")]
    [InlineData("s3://../file.csv")]
    public async Task A_location_that_is_none_is_invalid_input(string location) =>
        await Assert.ThrowsAsync<InvalidInputException>(() => Scene.BeginImportAsync(Dataset, "bad", location));

    [Fact]
    public async Task A_folder_gives_all_its_files_and_none_of_its_folders()
    {
        await Scene.UploadAsync("split/1.csv", Ratings.Interactions(perUser: 7));
        await Scene.UploadAsync("split/2.csv", Ratings.Interactions(perUser: 8));
        await Scene.UploadAsync("split/deeper/3.csv", "not,to,be,read\n");
        var arn = await Scene.BeginImportAsync(Dataset, "split", $"s3://{Scene.Bucket}/split/");
        var job = await Scene.UntilAsync(() => Scene.DescribeImportAsync(arn), job => job.Status is "ACTIVE" or "CREATE FAILED");
        Assert.Equal("ACTIVE", job.Status);
    }

    [Fact]
    public async Task A_failed_import_leaves_the_dataset_as_it_was()
    {
        await Scene.ImportAsync(Dataset, "good", Ratings.Interactions());
        var before = await MetricsAsync("before");
        var job = await Scene.ImportAsync(Dataset, "bad", Ratings.Interactions(perUser: 25) + "u1,i1,never,watch,1\n");
        Assert.Equal("CREATE FAILED", job.Status);
        Assert.Equal(before, await MetricsAsync("after"));
    }

    [Fact]
    public async Task A_full_import_replaces_and_an_incremental_one_adds()
    {
        await Scene.ImportAsync(Dataset, "full", Ratings.Interactions(users: 60, perUser: 20));
        var added = await Scene.ImportAsync(Dataset, "more", Ratings.Interactions().Replace(",i", ",new"), ImportMode.INCREMENTAL);
        Assert.Null(added.FailureReason);
        Assert.Equal(ImportMode.INCREMENTAL, added.ImportMode);
        Assert.Equal((Ratings.Items, Ratings.Items), await CountItemsAsync("both"));
        await Scene.ImportAsync(Dataset, "only", Ratings.Interactions().Replace(",i", ",new"));
        Assert.Equal((0, Ratings.Items), await CountItemsAsync("only-new"));
    }

    [Fact]
    public async Task The_sixth_import_at_a_time_exceeds_the_limit()
    {
        var location = await Scene.UploadAsync("many.csv", Ratings.Interactions(users: 20_000, perUser: 25));
        for (var i = 0; i < 5; i++)
        {
            await Scene.BeginImportAsync(Dataset, $"import{i}", location);
        }

        var exception = await Assert.ThrowsAsync<LimitExceededException>(() => Scene.BeginImportAsync(Dataset, "import5", location));
        Assert.Equal("More than 5 resources with PENDING or IN_PROGRESS status.", exception.Message);
        var inUse = await Assert.ThrowsAsync<ResourceInUseException>(
            () => Client.DeleteDatasetAsync(new DeleteDatasetRequest { DatasetArn = Dataset }, Cancel));
        Assert.Contains("dataset-import-job/", inUse.Message);
    }

    [Fact]
    public async Task The_first_import_must_be_full() => await Assert.ThrowsAsync<InvalidInputException>(
        () => Scene.BeginImportAsync(Dataset, "early", $"s3://{Scene.Bucket}/ratings/interactions.csv", ImportMode.INCREMENTAL));

    [Fact]
    public async Task Items_and_users_are_imported_too()
    {
        var group = Scene.Arn("dataset-group/group");
        var items = await Scene.CreateDatasetAsync(group, "items", "Items", Ratings.ItemsSchema);
        Assert.Null((await Scene.ImportAsync(items, "items-1", Ratings.ItemRows())).FailureReason);
        Assert.Null((await Scene.ImportAsync(items, "items-2", "ITEM_ID,TITLE,GENRES\ni99,Late,\n", ImportMode.INCREMENTAL)).FailureReason);
        var users = await Scene.CreateDatasetAsync(group, "users", "Users", Ratings.UsersSchema);
        Assert.Null((await Scene.ImportAsync(users, "users-1", "USER_ID,AGE\nu1,30\n")).FailureReason);
        var bad = await Scene.ImportAsync(users, "users-2", "USER_ID,AGE\nu1,old\n");
        Assert.Contains("AGE", bad.FailureReason);
    }

    [Fact]
    public async Task Attribution_metrics_need_a_metric_attribution()
    {
        var request = new CreateDatasetImportJobRequest
        {
            JobName = "attributed",
            DatasetArn = Dataset,
            DataSource = new DataSource { DataLocation = $"s3://{Scene.Bucket}/ratings/interactions.csv" },
            PublishAttributionMetricsToS3 = true,
        };
        await Assert.ThrowsAsync<InvalidInputException>(() => Client.CreateDatasetImportJobAsync(request, Cancel));
    }

    protected override async Task<string> CreateAsync(string name)
    {
        var arn = await Scene.BeginImportAsync(Dataset, name, $"s3://{Scene.Bucket}/ratings/interactions.csv");
        await Scene.UntilAsync(() => Scene.DescribeImportAsync(arn), job => job.Status == "ACTIVE");
        return arn;
    }

    protected override async Task<string> DescribeAsync(string arn) => (await Scene.DescribeImportAsync(arn)).Status;

    protected override async Task<(List<string> Arns, string? NextToken)> ListAsync(int? maxResults, string? nextToken)
    {
        var request = new ListDatasetImportJobsRequest { DatasetArn = Dataset, MaxResults = maxResults, NextToken = nextToken };
        var response = await Client.ListDatasetImportJobsAsync(request, Cancel);
        return ([.. response.DatasetImportJobs.Select(job => job.DatasetImportJobArn)], response.NextToken);
    }

    private async Task<(int Old, int New)> CountItemsAsync(string name)
    {
        var campaign = await Scene.DeployAsync(await Scene.CreateTrainedVersionAsync(Scene.Arn("dataset-group/group"), name), name);
        var answer = await Scene.RecommendAsync(new GetRecommendationsRequest { CampaignArn = campaign, NumResults = 500 });
        var added = answer.ItemList.Count(item => item.ItemId.StartsWith("new", StringComparison.Ordinal));
        return (answer.ItemList.Count - added, added);
    }

    private async Task<Dictionary<string, double>> MetricsAsync(string solution)
    {
        var version = await Scene.CreateTrainedVersionAsync(Scene.Arn("dataset-group/group"), solution);
        return (await Client.GetSolutionMetricsAsync(new GetSolutionMetricsRequest { SolutionVersionArn = version }, Cancel)).Metrics;
    }
}
