using Amazon.Personalize.Model;
using Amazon.PersonalizeEvents.Model;
using Amazon.PersonalizeRuntime.Model;
using InvalidInputException = Amazon.Personalize.Model.InvalidInputException;
using MetricAttribution = Amazon.Personalize.Model.MetricAttribution;
using ResourceInUseException = Amazon.Personalize.Model.ResourceInUseException;

namespace PersonalizeOps.Server.Tests.Personalize;

public sealed class MetricAttributionTests : ResourceContract
{
    private const string Schema =
        """
        {"type":"record","name":"Interactions","namespace":"com.amazonaws.personalize.schema","fields":[
        {"name":"USER_ID","type":"string"},{"name":"ITEM_ID","type":"string"},{"name":"TIMESTAMP","type":"long"},
        {"name":"EVENT_TYPE","type":"string"},{"name":"EVENT_VALUE","type":["float","null"]},
        {"name":"EVENT_ATTRIBUTION_SOURCE","type":["string","null"]}],"version":"1.0"}
        """;

    private const string PricedItems =
        """
        {"type":"record","name":"Items","namespace":"com.amazonaws.personalize.schema","fields":[
        {"name":"ITEM_ID","type":"string"},{"name":"PRICE","type":"float"},{"name":"GENRES","type":["null","string"],"categorical":true}],"version":"1.0"}
        """;

    protected override string UnknownArn => Scene.Arn("metric-attribution/none");

    [Fact]
    public async Task Metrics_are_added_removed_and_listed_page_by_page()
    {
        var arn = await CreateAsync("shop");
        var metrics = Enumerable.Range(0, 4).Select(i => Metric($"m{i}", "watch", "SAMPLECOUNT()")).ToList();
        await UpdateAsync(arn, request => request.AddMetrics = metrics);
        Assert.Equal(["count", "m0", "m1", "m2", "m3"], await NamesAsync(arn));
        await UpdateAsync(arn, request => request.RemoveMetrics = ["m1", "count"]);
        Assert.Equal(["m0", "m2", "m3"], await NamesAsync(arn));
        await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => UpdateAsync(arn, request => request.AddMetrics = [metrics[0]]));
        await Assert.ThrowsAsync<InvalidInputException>(() => UpdateAsync(arn, request => request.RemoveMetrics = ["none"]));
        await Assert.ThrowsAsync<InvalidInputException>(
            () => UpdateAsync(arn, request => request.AddMetrics = [.. Enumerable.Range(10, 8).Select(i => Metric($"m{i}", "watch", "SAMPLECOUNT()"))]));
        Assert.Equal(["m0", "m2", "m3"], await NamesAsync(arn));
    }

    [Theory]
    [InlineData("AVERAGE(Items.PRICE)")]
    [InlineData("SUM(Users.AGE)")]
    [InlineData("SUM(Items.PRICE)")]
    [InlineData("SUM(Interactions.EVENT_TYPE)")]
    [InlineData("SUM(Interactions.NONE)")]
    [InlineData("SAMPLECOUNT(Items.PRICE)")]
    public async Task An_expression_that_cannot_be_computed_is_refused(string expression)
    {
        var arn = await CreateAsync("shop");
        var metric = Metric("sum", "watch", expression);
        var exception = await Assert.ThrowsAsync<InvalidInputException>(() => UpdateAsync(arn, request => request.AddMetrics = [metric]));
        Assert.Contains(expression, exception.Message);
    }

    [Fact]
    public async Task An_import_reports_its_rows_by_source()
    {
        var arn = await CreateAsync("shop");
        var items = await Scene.CreateDatasetAsync(Scene.Arn("dataset-group/group-of-shop"), "priced", "Items", PricedItems);
        await Scene.ImportAsync(items, "priced", "ITEM_ID,PRICE,GENRES\ni1,2.5,\ni2,10,\n");
        await UpdateAsync(arn, request => request.AddMetrics = [Metric("revenue", "buy", "SUM(Items.PRICE)"), Metric("value", "buy", "sum(Interactions.EVENT_VALUE)")]);
        var rows = Ratings.Interactions().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => row + ",");
        string[] own =
        [
            "a,i1,1700000100,buy,1,list",
            "b,i2,1700000200,buy,2,list",
            "b,i2,1700001000,buy,3,list",
            "c,i1,1700000100,buy,4,\"other, list\"",
            "c,i3,1700000100,buy,5,",
            "d,i1,1700000100,watch,6,list",
        ];
        var csv = "USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE,EVENT_ATTRIBUTION_SOURCE\n" + string.Join('\n', [.. rows, .. own]) + "\n";
        var import = await Client.CreateDatasetImportJobAsync(
            new CreateDatasetImportJobRequest
            {
                JobName = "reported",
                DatasetArn = Scene.Arn("dataset/group-of-shop/INTERACTIONS"),
                DataSource = new DataSource { DataLocation = await Scene.UploadAsync("reported.csv", csv) },
                RoleArn = Scene.Role,
                PublishAttributionMetricsToS3 = true,
            },
            Cancel);
        var job = await Scene.UntilAsync(() => Scene.DescribeImportAsync(import.DatasetImportJobArn), job => job.Status is "ACTIVE" or "CREATE FAILED");
        Assert.Null(job.FailureReason);
        Assert.Equal(
            """
            METRIC_NAME,EVENT_TYPE,VALUE,MATH_FUNCTION,EVENT_ATTRIBUTION_SOURCE,TIMESTAMP
            count,watch,1.0,samplecount,list,1700000100
            revenue,buy,12.5,sum,list,1700000100
            revenue,buy,10.0,sum,list,1700001000
            revenue,buy,2.5,sum,"other, list",1700000100
            value,buy,3.0,sum,list,1700000100
            value,buy,3.0,sum,list,1700001000
            value,buy,4.0,sum,"other, list",1700000100

            """.Replace("\r", ""),
            await ReportAsync("BulkImport"));
    }

    [Fact]
    public async Task Metrics_need_a_metric_attribution_to_be_published()
    {
        var group = await Scene.CreateImportedGroupAsync("plain");
        var request = new CreateDatasetImportJobRequest
        {
            JobName = "reported",
            DatasetArn = Scene.Arn("dataset/plain/INTERACTIONS"),
            DataSource = new DataSource { DataLocation = $"s3://{Scene.Bucket}/imports/plain-import.csv" },
            RoleArn = Scene.Role,
            PublishAttributionMetricsToS3 = true,
        };
        var exception = await Assert.ThrowsAsync<InvalidInputException>(() => Client.CreateDatasetImportJobAsync(request, Cancel));
        Assert.Contains(group, exception.Message);
    }

    [Fact]
    public async Task Streamed_events_are_reported_every_quarter_of_an_hour_also_by_campaign()
    {
        await using var scene = await Scene.StartWithClockAsync();
        var group = await scene.CreateImportedGroupAsync("group");
        var campaign = await scene.DeployAsync(await scene.CreateTrainedVersionAsync(group, "solution"), "campaign");
        var (_, trackingId) = await scene.CreateTrackerAsync(group, "tracker");
        await CreateAsync(scene, group, "attribution");
        var answer = await scene.RecommendAsync(new GetRecommendationsRequest { CampaignArn = campaign });
        var request = new PutEventsRequest { TrackingId = trackingId, SessionId = "s", UserId = "u", EventList = [Event("i1"), Event("i2"), Event("i3")] };
        request.EventList[0].RecommendationId = answer.RecommendationId;
        request.EventList[1].RecommendationId = answer.RecommendationId;
        request.EventList[1].MetricAttribution = new Amazon.PersonalizeEvents.Model.MetricAttribution { EventAttributionSource = "mine" };
        await scene.Events.PutEventsAsync(request, Cancel);

        scene.Advance(TimeSpan.FromMinutes(15));
        var report = await Scene.UntilAsync(() => FindAsync(scene, "PutEvents"), key => key is not null);
        Assert.Equal(
            $"""
            METRIC_NAME,EVENT_TYPE,VALUE,MATH_FUNCTION,EVENT_ATTRIBUTION_SOURCE,TIMESTAMP
            count,watch,1.0,samplecount,{campaign},1700000100
            count,watch,1.0,samplecount,mine,1700000100

            """.Replace("\r", ""),
            await scene.ReadAsync(report!));
    }

    [Fact]
    public async Task A_metric_attribution_keeps_the_datasets_it_measures()
    {
        var arn = await CreateAsync("shop");
        var request = new DeleteDatasetRequest { DatasetArn = Scene.Arn("dataset/group-of-shop/INTERACTIONS") };
        await Assert.ThrowsAsync<ResourceInUseException>(() => Client.DeleteDatasetAsync(request, Cancel));
        await Client.DeleteMetricAttributionAsync(new DeleteMetricAttributionRequest { MetricAttributionArn = arn }, Cancel);
        await Scene.UntilAsync(async () => (await ListAsync(null, null)).Arns, arns => arns.Count == 0);
        await Client.DeleteDatasetAsync(request, Cancel);
    }

    [Fact]
    public async Task A_metric_attribution_lets_go_of_the_items_with_the_last_metric_of_them()
    {
        var arn = await CreateAsync("shop");
        var items = await Scene.CreateDatasetAsync(Scene.Arn("dataset-group/group-of-shop"), "items-of-shop", "Items", PricedItems);
        var request = new DeleteDatasetRequest { DatasetArn = items };
        await UpdateAsync(arn, request => request.AddMetrics = [Metric("worth", "buy", "SUM(Items.PRICE)"), Metric("view", "view", "SUM(Items.PRICE)")]);
        await UpdateAsync(arn, request => request.RemoveMetrics = ["worth"]);
        await Assert.ThrowsAsync<ResourceInUseException>(() => Client.DeleteDatasetAsync(request, Cancel));
        await UpdateAsync(arn, request => request.RemoveMetrics = ["view"]);
        await Client.DeleteDatasetAsync(request, Cancel);
        var interactions = new DeleteDatasetRequest { DatasetArn = Scene.Arn("dataset/group-of-shop/INTERACTIONS") };
        await Assert.ThrowsAsync<ResourceInUseException>(() => Client.DeleteDatasetAsync(interactions, Cancel));
    }

    protected override async Task<string> CreateAsync(string name)
    {
        var group = Scene.Arn($"dataset-group/group-of-{name}");
        var groups = (await Client.ListDatasetGroupsAsync(new ListDatasetGroupsRequest(), Cancel)).DatasetGroups;
        if (name.Length < 20 && name.All(char.IsAsciiLetterOrDigit) && !groups.Exists(known => known.DatasetGroupArn == group))
        {
            await Scene.CreateGroupAsync($"group-of-{name}");
            await Scene.CreateDatasetAsync(group, $"interactions-of-{name}", "Interactions", Schema);
        }

        return await CreateAsync(Scene, group, name);
    }

    protected override async Task<string> DescribeAsync(string arn) => (await AttributionAsync(Scene, arn)).Status;

    protected override async Task<(List<string> Arns, string? NextToken)> ListAsync(int? maxResults, string? nextToken)
    {
        var request = new ListMetricAttributionsRequest { MaxResults = maxResults, NextToken = nextToken };
        var response = await Client.ListMetricAttributionsAsync(request, Cancel);
        return ([.. response.MetricAttributions.Select(attribution => attribution.MetricAttributionArn)], response.NextToken);
    }

    private static async Task<string> CreateAsync(Scene scene, string group, string name)
    {
        var request = new CreateMetricAttributionRequest
        {
            Name = name,
            DatasetGroupArn = group,
            Metrics = [Metric("count", "watch", "SAMPLECOUNT()")],
            MetricsOutputConfig = new MetricAttributionOutput
            {
                RoleArn = Scene.Role,
                S3DataDestination = new S3DataConfig { Path = $"s3://{Scene.Bucket}/metrics/" },
            },
        };
        var arn = (await scene.Personalize.CreateMetricAttributionAsync(request, Cancel)).MetricAttributionArn;
        await Scene.UntilAsync(() => AttributionAsync(scene, arn), attribution => attribution.Status == "ACTIVE");
        return arn;
    }

    private static async Task<MetricAttribution> AttributionAsync(Scene scene, string arn) =>
        (await scene.Personalize.DescribeMetricAttributionAsync(new DescribeMetricAttributionRequest { MetricAttributionArn = arn }, Cancel)).MetricAttribution;

    private static MetricAttribute Metric(string name, string eventType, string expression) =>
        new() { MetricName = name, EventType = eventType, Expression = expression };

    private static Event Event(string item) => new() { ItemId = item, EventType = "watch", SentAt = DateTime.UnixEpoch.AddSeconds(1_700_000_100) };

    private static async Task<string?> FindAsync(Scene scene, string method)
    {
        var listed = await scene.S3.ListObjectsV2Async(new Amazon.S3.Model.ListObjectsV2Request { BucketName = Scene.Bucket, Prefix = "metrics/" }, Cancel);
        return listed.S3Objects?.Select(info => info.Key).FirstOrDefault(key => key.StartsWith($"metrics/AggregatedAttributionMetrics - {method} - ", StringComparison.Ordinal));
    }

    private Task<UpdateMetricAttributionResponse> UpdateAsync(string arn, Action<UpdateMetricAttributionRequest> change)
    {
        var request = new UpdateMetricAttributionRequest { MetricAttributionArn = arn };
        change(request);
        return Client.UpdateMetricAttributionAsync(request, Cancel);
    }

    private async Task<List<string>> NamesAsync(string arn)
    {
        var names = new List<string>();
        string? token = null;
        do
        {
            var request = new ListMetricAttributionMetricsRequest { MetricAttributionArn = arn, MaxResults = 2, NextToken = token };
            var page = await Client.ListMetricAttributionMetricsAsync(request, Cancel);
            names.AddRange(page.Metrics.Select(metric => metric.MetricName));
            token = page.NextToken;
        }
        while (token is not null);
        return names;
    }

    private async Task<string> ReportAsync(string method) => await Scene.ReadAsync((await FindAsync(Scene, method))!);
}
