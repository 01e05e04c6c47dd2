using Amazon.Personalize.Model;

namespace PersonalizeOps.Server.Tests.Personalize;

public sealed class DatasetTests : DeletableContract
{
    protected override string UnknownArn => Scene.Arn("dataset/none/INTERACTIONS");

    protected override string OtherKindsArn => Scene.Arn("dataset-group/none");

    [Fact]
    public async Task The_arn_of_a_dataset_names_group_and_type()
    {
        var arn = await CreateAsync("ratings");
        Assert.Equal(Scene.Arn("dataset/group-of-ratings/INTERACTIONS"), arn);
        var dataset = await Scene.DescribeDatasetAsync(arn);
        Assert.Equal(("ratings", "INTERACTIONS", "ACTIVE"), (dataset.Name, dataset.DatasetType, dataset.Status));
        Assert.Null(dataset.LatestDatasetUpdate);
    }

    [Fact]
    public async Task A_second_dataset_of_a_type_in_a_group_exists_already()
    {
        var group = await Scene.CreateGroupAsync("group");
        await Scene.CreateDatasetAsync(group, "first", "Interactions", Ratings.InteractionsSchema);
        await Assert.ThrowsAsync<ResourceAlreadyExistsException>(
            () => Scene.CreateDatasetAsync(group, "second", "INTERACTIONS", Ratings.InteractionsSchema));
    }

    [Theory]
    [InlineData("Items", "Items")]
    [InlineData("Films", "Films")]
    [InlineData("Actions", "Actions")]
    public async Task A_type_that_does_not_suit_is_invalid_input(string type, string named)
    {
        var group = await Scene.CreateGroupAsync("group");
        var exception = await Assert.ThrowsAsync<InvalidInputException>(
            () => Scene.CreateDatasetAsync(group, "ratings", type, Ratings.InteractionsSchema));
        Assert.Contains(named, exception.Message);
    }

    [Fact]
    public async Task A_schema_or_group_that_does_not_exist_is_not_found()
    {
        var request = new CreateDatasetRequest
        {
            Name = "ratings",
            DatasetType = "Interactions",
            SchemaArn = Scene.Arn("schema/none"),
            DatasetGroupArn = await Scene.CreateGroupAsync("group"),
        };
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => Client.CreateDatasetAsync(request, Cancel));
        request.SchemaArn = await Scene.CreateSchemaAsync("schema", Ratings.InteractionsSchema);
        request.DatasetGroupArn = Scene.Arn("dataset-group/none");
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => Client.CreateDatasetAsync(request, Cancel));
    }

    [Fact]
    public async Task An_update_swaps_the_schema_and_keeps_the_fields()
    {
        var group = await Scene.CreateGroupAsync("group");
        var arn = await Scene.CreateDatasetAsync(group, "items", "Items", Ratings.ItemsSchema);
        var wider = Ratings.ItemsSchema.Replace("{\"name\":\"TITLE\"", "{\"name\":\"YEAR\",\"type\":[\"null\",\"int\"]},{\"name\":\"TITLE\"");
        var schema = await Scene.CreateSchemaAsync("wider", wider);
        await Client.UpdateDatasetAsync(new UpdateDatasetRequest { DatasetArn = arn, SchemaArn = schema }, Cancel);
        var dataset = await Scene.UntilAsync(() => Scene.DescribeDatasetAsync(arn), dataset => dataset.LatestDatasetUpdate?.Status == "ACTIVE");
        Assert.Equal((schema, "ACTIVE"), (dataset.SchemaArn, dataset.Status));

        var back = new UpdateDatasetRequest { DatasetArn = arn, SchemaArn = Scene.Arn("schema/items-schema") };
        Assert.Contains("YEAR", (await Assert.ThrowsAsync<InvalidInputException>(() => Client.UpdateDatasetAsync(back, Cancel))).Message);
    }

    [Fact]
    public async Task A_list_can_be_of_one_group()
    {
        var arn = await CreateAsync("a");
        await CreateAsync("b");
        var request = new ListDatasetsRequest { DatasetGroupArn = Scene.Arn("dataset-group/group-of-a") };
        Assert.Equal([arn], (await Client.ListDatasetsAsync(request, Cancel)).Datasets.Select(dataset => dataset.DatasetArn));
        request.DatasetGroupArn = arn;
        await Assert.ThrowsAsync<InvalidInputException>(() => Client.ListDatasetsAsync(request, Cancel));
    }

    protected override async Task<string> CreateAsync(string name)
    {
        var groupArn = Scene.Arn($"dataset-group/group-of-{name}");
        var groups = (await Client.ListDatasetGroupsAsync(new ListDatasetGroupsRequest(), Cancel)).DatasetGroups;
        if (char.IsAsciiLetter(name[0]) && name.Length < 20 && !name.Contains(' ') && !groups.Exists(group => group.DatasetGroupArn == groupArn))
        {
            await Scene.CreateGroupAsync($"group-of-{name}");
            await Scene.CreateSchemaAsync($"schema-of-{name}", Ratings.InteractionsSchema);
        }

        var request = new CreateDatasetRequest
        {
            Name = name,
            DatasetType = "Interactions",
            SchemaArn = Scene.Arn($"schema/schema-of-{name}"),
            DatasetGroupArn = groupArn,
        };
        var arn = (await Client.CreateDatasetAsync(request, Cancel)).DatasetArn;
        await Scene.UntilAsync(() => Scene.DescribeDatasetAsync(arn), dataset => dataset.Status == "ACTIVE");
        return arn;
    }

    protected override async Task<string> DescribeAsync(string arn) => (await Scene.DescribeDatasetAsync(arn)).Status;

    protected override async Task<(List<string> Arns, string? NextToken)> ListAsync(int? maxResults, string? nextToken)
    {
        var response = await Client.ListDatasetsAsync(new ListDatasetsRequest { MaxResults = maxResults, NextToken = nextToken }, Cancel);
        return ([.. response.Datasets.Select(dataset => dataset.DatasetArn)], response.NextToken);
    }

    protected override Task DeleteAsync(string arn) => Client.DeleteDatasetAsync(new DeleteDatasetRequest { DatasetArn = arn }, Cancel);

    protected override async Task<string> CreateUsedAsync(string name)
    {
        var group = await Scene.CreateImportedGroupAsync(name);
        await Scene.DeployAsync(await Scene.CreateTrainedVersionAsync(group, "solution"), "campaign");
        return Scene.Arn($"dataset/{name}/INTERACTIONS");
    }
}
