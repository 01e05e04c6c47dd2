using Amazon.Personalize.Model;
using Amazon.PersonalizeEvents.Model;
using Amazon.PersonalizeRuntime.Model;

namespace PersonalizeOps.Server.Tests.Personalize;

public sealed class DataDeletionTests : ResourceContract
{
    protected override string UnknownArn => Scene.Arn("data-deletion-job/none");

    private string Group { get; set; } = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Group = await Scene.CreateImportedGroupAsync("group");
        await Scene.UploadAsync("users.csv", "USER_ID\nu3\nnewcomer\nnobody\n");
    }

    [Fact]
    public async Task A_deleted_user_leaves_every_dataset_and_models_in_service()
    {
        var users = await Scene.CreateDatasetAsync(Group, "users", "Users", Ratings.UsersSchema);
        await Scene.ImportAsync(users, "users", "USER_ID,AGE\nu3,30\nu5,40\n");
        await Scene.Events.PutUsersAsync(new PutUsersRequest { DatasetArn = users, Users = [new User { UserId = "newcomer", Properties = """{"age":50}""" }] }, Cancel);
        var (_, trackingId) = await Scene.CreateTrackerAsync(Group, "tracker");
        await Scene.PutEventsAsync(trackingId, "newcomer", ("i1", 1_700_000_000), ("i2", 1_700_000_001));
        var campaign = await Scene.DeployAsync(await Scene.CreateTrainedVersionAsync(Group, "solution", Scene.UserPersonalization), "campaign", Scene.Unexploring(Scene.UserPersonalization));
        Assert.NotEqual(await ItemsAsync(campaign, "stranger"), await ItemsAsync(campaign, "u3"));

        var job = await RunAsync("deletion", "users.csv");
        Assert.Equal(("COMPLETED", 20 + 2 + 2), (job.Status, job.NumDeleted));
        Assert.Equal(await ItemsAsync(campaign, "stranger"), await ItemsAsync(campaign, "u3"));
        Assert.Equal(await ItemsAsync(campaign, "stranger"), await ItemsAsync(campaign, "newcomer"));
        Assert.NotEqual(await ItemsAsync(campaign, "stranger"), await ItemsAsync(campaign, "u5"));

        // What the user does from now on counts again, also for a model trained from now on.
        await Scene.PutEventsAsync(trackingId, "u3", Enumerable.Range(30, 8).Select(i => ($"i{i}", 1_700_000_100L + i)));
        Assert.NotEqual(await ItemsAsync(campaign, "stranger"), await ItemsAsync(campaign, "u3"));
        Assert.Equal(0, (await RunAsync("other", "others.csv", "USER_ID\nnobody\n")).NumDeleted);
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_is_the_reason_of_the_failure()
    {
        var missing = await RunAsync("missing", "none.csv");
        Assert.Equal("FAILED", missing.Status);
        Assert.Contains("Invalid Data location", missing.FailureReason);
        var wrong = await RunAsync("wrong", "wrong.csv", "ID\nu3\n");
        Assert.Equal("FAILED", wrong.Status);
        Assert.Contains("USER_ID", wrong.FailureReason);
        await Assert.ThrowsAsync<Amazon.Personalize.Model.InvalidInputException>(() => CreateAsync("bad", "https://bucket/users.csv"));
    }

    protected override Task<string> CreateAsync(string name) => CreateAsync(name, $"s3://{Scene.Bucket}/users.csv");

    protected override async Task<string> DescribeAsync(string arn) => (await JobAsync(arn)).Status;

    protected override async Task<(List<string> Arns, string? NextToken)> ListAsync(int? maxResults, string? nextToken)
    {
        var request = new ListDataDeletionJobsRequest { DatasetGroupArn = Group, MaxResults = maxResults, NextToken = nextToken };
        var response = await Client.ListDataDeletionJobsAsync(request, Cancel);
        return ([.. response.DataDeletionJobs.Select(job => job.DataDeletionJobArn)], response.NextToken);
    }

    private async Task<string> CreateAsync(string name, string location) => (await Client.CreateDataDeletionJobAsync(
        new CreateDataDeletionJobRequest
        {
            JobName = name,
            DatasetGroupArn = Group,
            DataSource = new DataSource { DataLocation = location },
            RoleArn = Scene.Role,
        },
        Cancel)).DataDeletionJobArn;

    private async Task<DataDeletionJob> RunAsync(string name, string key, string? content = null)
    {
        if (content is not null)
        {
            await Scene.UploadAsync(key, content);
        }

        var arn = await CreateAsync(name, $"s3://{Scene.Bucket}/{key}");
        return await Scene.UntilAsync(() => JobAsync(arn), job => job.Status is "COMPLETED" or "FAILED");
    }

    private async Task<DataDeletionJob> JobAsync(string arn) =>
        (await Client.DescribeDataDeletionJobAsync(new DescribeDataDeletionJobRequest { DataDeletionJobArn = arn }, Cancel)).DataDeletionJob;

    private async Task<string> ItemsAsync(string campaign, string user)
    {
        var answer = await Scene.RecommendAsync(new GetRecommendationsRequest { CampaignArn = campaign, UserId = user, NumResults = 10 });
        return string.Join(' ', answer.ItemList.Select(item => item.ItemId));
    }
}
