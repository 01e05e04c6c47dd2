using Amazon.Personalize.Model;

namespace PersonalizeOps.Server.Tests.Personalize;

public sealed class RegionTests : SceneTest
{
    [Fact]
    public async Task A_region_sees_its_own_resources_only()
    {
        var arn = await Scene.CreateGroupAsync("movies");
        using var other = Scene.PersonalizeIn("eu-west-1");
        Assert.Empty((await other.ListDatasetGroupsAsync(new ListDatasetGroupsRequest(), Cancel)).DatasetGroups ?? []);
        var describe = new DescribeDatasetGroupRequest { DatasetGroupArn = arn };
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => other.DescribeDatasetGroupAsync(describe, Cancel));
        var same = (await other.CreateDatasetGroupAsync(new CreateDatasetGroupRequest { Name = "movies" }, Cancel)).DatasetGroupArn;
        Assert.Equal(arn.Replace("us-east-1", "eu-west-1"), same);
    }
}
