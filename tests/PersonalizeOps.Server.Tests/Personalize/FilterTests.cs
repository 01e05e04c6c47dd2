using Amazon.Personalize.Model;

namespace PersonalizeOps.Server.Tests.Personalize;

public sealed class FilterTests : DeletableContract
{
    private const string Expression = "INCLUDE ItemID WHERE Items.GENRES IN ($GENRES)";

    protected override string UnknownArn => Scene.Arn("filter/none");

    private string Group { get; set; } = "";

    private string Items { get; set; } = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Group = await Scene.CreateGroupAsync("group");
        Items = await Scene.CreateDatasetAsync(Group, "items", "Items", WideSchema(12));
    }

    [Fact]
    public async Task A_filter_is_described_and_listed_as_it_was_made()
    {
        var arn = await CreateAsync("genres");
        Assert.Equal(Scene.Arn("filter/genres"), arn);
        var filter = (await Client.DescribeFilterAsync(new DescribeFilterRequest { FilterArn = arn }, Cancel)).Filter;
        Assert.Equal(("genres", Group, Expression, "ACTIVE"), (filter.Name, filter.DatasetGroupArn, filter.FilterExpression, filter.Status));
        Assert.Null(filter.FailureReason);
        var other = await Scene.CreateGroupAsync("other");
        Assert.Empty((await Client.ListFiltersAsync(new ListFiltersRequest { DatasetGroupArn = other }, Cancel)).Filters ?? []);
        var all = (await Client.ListFiltersAsync(new ListFiltersRequest(), Cancel)).Filters;
        Assert.Equal((arn, Group), (all.Single().FilterArn, all.Single().DatasetGroupArn));
    }

    [Theory]
    [InlineData("INCLUDE ItemID WHERE Items.GENRES", "Could not create filter. Invalid Expression: expected IN", "position 34")]
    [InlineData("INCLUDE ItemID WHERE Items.COLOUR IN (\"red\")", "no field COLOUR", "position 22")]
    [InlineData("INCLUDE ItemID WHERE Items.ADULT IN (\"true\")", "Invalid Expression", "boolean")]
    [InlineData("INCLUDE ItemID WHERE Items.F1 IN (\"x\")", "holds numbers")]
    [InlineData("INCLUDE ItemID WHERE Items.GENRES NOT IN ($x)", "Invalid input symbol: $x. Placeholders are not allowed with NOT_IN operator")]
    [InlineData("INCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"x\")", "has no Interactions dataset")]
    [InlineData("INCLUDE ItemID WHERE Items.F1 = 1 IF CurrentUser.AGE > 1", "has no Users dataset")]
    public async Task An_expression_that_cannot_be_is_invalid_input(string expression, params string[] named)
    {
        var exception = await Assert.ThrowsAsync<InvalidInputException>(() => BeginAsync("bad", expression));
        Assert.All(named, text => Assert.Contains(text, exception.Message));
        Assert.Empty((await ListAsync(null, null)).Arns);
    }

    [Fact]
    public async Task An_expression_of_2501_characters_or_eleven_fields_is_too_long()
    {
        await Assert.ThrowsAsync<InvalidInputException>(() => BeginAsync("long", Expression + new string(' ', 2501 - Expression.Length)));
        await BeginAsync("ten", OverFields(1, 10));
        Assert.Contains("11", (await Assert.ThrowsAsync<InvalidInputException>(() => BeginAsync("eleven", OverFields(1, 11)))).Message);
    }

    [Fact]
    public async Task The_thirty_first_filter_and_the_twenty_first_field_exceed_the_limit()
    {
        var users = WideSchema(12).Replace("\"Items\"", "\"Users\"").Replace("ITEM_ID", "USER_ID");
        await Scene.CreateDatasetAsync(Group, "users", "Users", users);
        await BeginAsync("fields1", OverFields(1, 10));
        await BeginAsync("fields2", OverFields(1, 10).Replace("Items", "Users").Replace("ItemID", "UserID"));
        Assert.Contains("20", (await Assert.ThrowsAsync<LimitExceededException>(() => BeginAsync("more", "INCLUDE ItemID WHERE Items.F11 = 1"))).Message);
        for (var i = 2; i < 30; i++)
        {
            await BeginAsync($"filter{i}", "INCLUDE ItemID WHERE Items.F1 = 1");
        }

        Assert.Contains("30", (await Assert.ThrowsAsync<LimitExceededException>(() => BeginAsync("one-more", "INCLUDE ItemID WHERE Items.F1 = 1"))).Message);
    }

    [Fact]
    public async Task A_dataset_is_not_deleted_while_its_group_has_filters()
    {
        var arn = await CreateAsync("filter");
        var delete = new DeleteDatasetRequest { DatasetArn = Items };
        Assert.Contains(arn, (await Assert.ThrowsAsync<ResourceInUseException>(() => Client.DeleteDatasetAsync(delete, Cancel))).Message);
        await DeleteAsync(arn);
        await UntilGoneAsync(arn);
        await Client.DeleteDatasetAsync(delete, Cancel);
    }

    [Fact]
    public async Task Tags_come_with_the_filter()
    {
        var request = new CreateFilterRequest { Name = "tagged", DatasetGroupArn = Group, FilterExpression = Expression, Tags = [new Tag { TagKey = "team", TagValue = "a" }] };
        var arn = (await Client.CreateFilterAsync(request, Cancel)).FilterArn;
        var tags = (await Client.ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceArn = arn }, Cancel)).Tags;
        Assert.Equal(("team", "a"), (tags.Single().TagKey, tags.Single().TagValue));
        request.Name = "lost";
        request.DatasetGroupArn = Scene.Arn("dataset-group/none");
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => Client.CreateFilterAsync(request, Cancel));
    }

    protected override async Task<string> CreateAsync(string name)
    {
        var arn = await BeginAsync(name, Expression);
        await Scene.UntilAsync(() => DescribeAsync(arn), status => status == "ACTIVE");
        return arn;
    }

    protected override async Task<string> DescribeAsync(string arn) =>
        (await Client.DescribeFilterAsync(new DescribeFilterRequest { FilterArn = arn }, Cancel)).Filter.Status;

    protected override async Task<(List<string> Arns, string? NextToken)> ListAsync(int? maxResults, string? nextToken)
    {
        var request = new ListFiltersRequest { DatasetGroupArn = Group, MaxResults = maxResults, NextToken = nextToken };
        var response = await Client.ListFiltersAsync(request, Cancel);
        return ([.. (response.Filters ?? []).Select(filter => filter.FilterArn)], response.NextToken);
    }

    protected override async Task DeleteAsync(string arn) => await Client.DeleteFilterAsync(new DeleteFilterRequest { FilterArn = arn }, Cancel);

    protected override async Task<string> CreateUsedAsync(string name)
    {
        var interactions = await Scene.CreateDatasetAsync(Group, "interactions", "Interactions", Ratings.InteractionsSchema);
        Assert.Null((await Scene.ImportAsync(interactions, "import", Ratings.Interactions())).FailureReason);
        var version = await Scene.CreateTrainedVersionAsync(Group, "solution", Scene.UserPersonalization);
        var arn = await CreateAsync(name);
        var lines = string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{{\"userId\":\"u{i % 80}\"}}\n"));
        var job = new CreateBatchInferenceJobRequest
        {
            JobName = "long",
            SolutionVersionArn = version,
            FilterArn = arn,
            RoleArn = Scene.Role,
            JobInput = new BatchInferenceJobInput { S3DataSource = new S3DataConfig { Path = await Scene.UploadAsync("lines.json", lines) } },
            JobOutput = new BatchInferenceJobOutput { S3DataDestination = new S3DataConfig { Path = $"s3://{Scene.Bucket}/out/" } },
        };
        await Client.CreateBatchInferenceJobAsync(job, Cancel);
        return arn;
    }

    private static string OverFields(int first, int last) =>
        "INCLUDE ItemID WHERE " + string.Join(" OR ", Enumerable.Range(first, last - first + 1).Select(i => $"Items.F{i} = 1"));

    private static string WideSchema(int fields) =>
        """{"type":"record","name":"Items","namespace":"com.amazonaws.personalize.schema","fields":[{"name":"ITEM_ID","type":"string"},"""
        + """{"name":"GENRES","type":["null","string"],"categorical":true},{"name":"ADULT","type":["null","boolean"]}"""
        + string.Concat(Enumerable.Range(1, fields).Select(i => $",{{\"name\":\"F{i}\",\"type\":[\"null\",\"float\"]}}"))
        + """],"version":"1.0"}""";

    private async Task<string> BeginAsync(string name, string expression)
    {
        var request = new CreateFilterRequest { Name = name, DatasetGroupArn = Group, FilterExpression = expression };
        return (await Client.CreateFilterAsync(request, Cancel)).FilterArn;
    }
}
