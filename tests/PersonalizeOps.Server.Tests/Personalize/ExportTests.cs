using Amazon.Personalize;
using Amazon.Personalize.Model;
using Amazon.PersonalizeEvents.Model;

namespace PersonalizeOps.Server.Tests.Personalize;

public sealed class ExportTests : ResourceContract
{
    protected override string UnknownArn => Scene.Arn("dataset-export-job/none");

    private string Group { get; set; } = "";

    private string Interactions { get; set; } = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Group = await Scene.CreateImportedGroupAsync("group");
        Interactions = Scene.Arn("dataset/group/INTERACTIONS");
    }

    [Fact]
    public async Task An_export_writes_imported_or_streamed_rows_or_both()
    {
        var (_, trackingId) = await Scene.CreateTrackerAsync(Group, "tracker");
        await Scene.PutEventsAsync(trackingId, "new, user", ("fresh", 1_700_000_000));
        var bulk = await ExportAsync("bulk", IngestionMode.BULK);
        var put = await ExportAsync("put", IngestionMode.PUT);
        var all = await ExportAsync("all", IngestionMode.ALL);
        Assert.Equal(Ratings.Interactions().Split('\n').Order(), bulk.Split('\n').Order());
        Assert.Equal(Ratings.InteractionsHeader + "\"new, user\",fresh,1700000000,watch,\n", put);
        Assert.Equal((bulk + put[Ratings.InteractionsHeader.Length..]).Split('\n').Order(), all.Split('\n').Order());
        Assert.Equal(put, await ExportAsync("default", null));
        Assert.Equal("ACTIVE", (await Scene.ImportAsync(Interactions, "back", all)).Status);
    }

    [Fact]
    public async Task Of_items_with_one_id_the_streamed_one_is_exported()
    {
        var items = await Scene.CreateDatasetAsync(Group, "items", "Items", Ratings.ItemsSchema);
        await Scene.ImportAsync(items, "items", "ITEM_ID,TITLE,GENRES\na,A,Drama\nb,\"B, \"\"2\"\"\",\n");
        await Scene.Events.PutItemsAsync(
            new PutItemsRequest { DatasetArn = items, Items = [new Item { ItemId = "a", Properties = """{"title": "A2"}""" }] },
            Cancel);
        Assert.Equal("ITEM_ID,TITLE,GENRES\na,A2,\nb,\"B, \"\"2\"\"\",\n", await ExportAsync("items-all", IngestionMode.ALL, items));
        Assert.Equal("ITEM_ID,TITLE,GENRES\na,A2,\n", await ExportAsync("items-put", IngestionMode.PUT, items));
    }

    [Theory]
    [InlineData(20_000, 20_000)]
    [InlineData(20_001, 20_000)]
    [InlineData(19_999, 19_999)] // the face behind has two halves
    public async Task Prose_is_cut_however_it_comes(int letters, int kept)
    {
        const string Schema =
            """
            {"type":"record","name":"Items","namespace":"com.amazonaws.personalize.schema","fields":[{"name":"ITEM_ID","type":"string"},
            {"name":"STORY","type":["null","string"],"textual":true}],"version":"1.0"}
            """;
        var story = new string('x', letters) + "\U0001F600";
        var items = await Scene.CreateDatasetAsync(Group, "items", "Items", Schema);
        await Scene.ImportAsync(items, "items", $"ITEM_ID,STORY\na,{story}\n");
        await Scene.Events.PutItemsAsync(
            new PutItemsRequest { DatasetArn = items, Items = [new Item { ItemId = "b", Properties = $$"""{"story": "{{story}}"}""" }] },
            Cancel);
        var text = new string('x', kept);
        Assert.Equal($"ITEM_ID,STORY\na,{text}\nb,{text}\n", await ExportAsync("all", IngestionMode.ALL, items));
    }

    [Fact]
    public async Task Nowhere_to_write_is_refused_or_the_reason_of_a_failure()
    {
        var request = Request("export", IngestionMode.ALL, Interactions);
        request.JobOutput.S3DataDestination.Path = "s3://none/folder/";
        var arn = (await Client.CreateDatasetExportJobAsync(request, Cancel)).DatasetExportJobArn;
        var job = await Scene.UntilAsync(() => JobAsync(arn), job => job.Status is "ACTIVE" or "CREATE FAILED");
        Assert.Equal("CREATE FAILED", job.Status);
        Assert.Contains("s3://none/folder/", job.FailureReason);
        request.JobOutput.S3DataDestination.Path = "s3://x";
        await Assert.ThrowsAsync<Amazon.Personalize.Model.InvalidInputException>(() => Client.CreateDatasetExportJobAsync(request, Cancel));
    }

    protected override async Task<string> CreateAsync(string name) =>
        (await Client.CreateDatasetExportJobAsync(Request(name, null, Interactions), Cancel)).DatasetExportJobArn;

    protected override async Task<string> DescribeAsync(string arn) => (await JobAsync(arn)).Status;

    protected override async Task<(List<string> Arns, string? NextToken)> ListAsync(int? maxResults, string? nextToken)
    {
        var request = new ListDatasetExportJobsRequest { DatasetArn = Interactions, MaxResults = maxResults, NextToken = nextToken };
        var response = await Client.ListDatasetExportJobsAsync(request, Cancel);
        return ([.. response.DatasetExportJobs.Select(job => job.DatasetExportJobArn)], response.NextToken);
    }

    private static CreateDatasetExportJobRequest Request(string name, IngestionMode? mode, string dataset) => new()
    {
        JobName = name,
        DatasetArn = dataset,
        IngestionMode = mode,
        RoleArn = Scene.Role,
        JobOutput = new DatasetExportJobOutput { S3DataDestination = new S3DataConfig { Path = $"s3://{Scene.Bucket}/exports/" } },
    };

    private async Task<string> ExportAsync(string name, IngestionMode? mode, string? dataset = null)
    {
        var arn = (await Client.CreateDatasetExportJobAsync(Request(name, mode, dataset ?? Interactions), Cancel)).DatasetExportJobArn;
        var job = await Scene.UntilAsync(() => JobAsync(arn), job => job.Status is "ACTIVE" or "CREATE FAILED");
        Assert.Null(job.FailureReason);
        return await Scene.ReadAsync($"exports/{name}.csv");
    }

    private async Task<DatasetExportJob> JobAsync(string arn) =>
        (await Client.DescribeDatasetExportJobAsync(new DescribeDatasetExportJobRequest { DatasetExportJobArn = arn }, Cancel)).DatasetExportJob;
}
