using Amazon.Personalize.Model;

namespace PersonalizeOps.Server.Tests.Personalize;

public sealed class DatasetGroupTests : DeletableContract
{
    protected override string UnknownArn => Scene.Arn("dataset-group/none");

    [Fact]
    public async Task A_dataset_group_becomes_active()
    {
        var arn = (await Client.CreateDatasetGroupAsync(new CreateDatasetGroupRequest { Name = "movies" }, Cancel)).DatasetGroupArn;
        Assert.Equal(Scene.Arn("dataset-group/movies"), arn);
        var seen = new List<string>();
        var group = await Scene.UntilAsync(() => Scene.DescribeGroupAsync(arn), group =>
        {
            seen.Add(group.Status);
            return group.Status == "ACTIVE";
        });
        Assert.Equal(seen.OrderBy(status => Array.IndexOf(["CREATE PENDING", "CREATE IN_PROGRESS", "ACTIVE"], status)), seen);
        Assert.Equal("movies", group.Name);
        Assert.True(group.LastUpdatedDateTime >= group.CreationDateTime);
    }

    [Fact]
    public async Task The_sixth_dataset_group_exceeds_the_limit()
    {
        for (var i = 0; i < 5; i++)
        {
            await CreateAsync($"group{i}");
        }

        await Assert.ThrowsAsync<LimitExceededException>(() => CreateAsync("group5"));
        Assert.Equal(5, (await ListAsync(null, null)).Arns.Count);
    }

    [Fact]
    public async Task A_role_without_a_key_is_invalid_input()
    {
        var request = new CreateDatasetGroupRequest { Name = "secret", RoleArn = Scene.Role };
        await Assert.ThrowsAsync<InvalidInputException>(() => Client.CreateDatasetGroupAsync(request, Cancel));
    }

    protected override Task<string> CreateAsync(string name) => Scene.CreateGroupAsync(name);

    protected override async Task<string> DescribeAsync(string arn) => (await Scene.DescribeGroupAsync(arn)).Status;

    protected override async Task<(List<string> Arns, string? NextToken)> ListAsync(int? maxResults, string? nextToken)
    {
        var response = await Client.ListDatasetGroupsAsync(new ListDatasetGroupsRequest { MaxResults = maxResults, NextToken = nextToken }, Cancel);
        return ([.. response.DatasetGroups.Select(group => group.DatasetGroupArn)], response.NextToken);
    }

    protected override Task DeleteAsync(string arn) =>
        Client.DeleteDatasetGroupAsync(new DeleteDatasetGroupRequest { DatasetGroupArn = arn }, Cancel);

    protected override async Task<string> CreateUsedAsync(string name)
    {
        var arn = await CreateAsync(name);
        await Scene.CreateSolutionAsync(arn, "solution");
        return arn;
    }
}
