using Amazon.PersonalizeRuntime.Model;
using PersonalizeOps.Server.Tests.Jobs;
using PersonalizeOps.Server.Tests.Personalize;

namespace PersonalizeOps.Server.Tests.Events;

/// <summary>A server that is killed after it answered.</summary>
public sealed class EventDurabilityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task What_was_answered_is_there_after_a_kill()
    {
        string campaign;
        var answered = 0;
        await using (var first = await ChildServer.StartAsync(_folder.PathOf("state")))
        {
            await first.Scene.S3.PutBucketAsync(Scene.Bucket, TestContext.Current.CancellationToken);
            var group = await first.Scene.CreateImportedGroupAsync("group");
            var (_, trackingId) = await first.Scene.CreateTrackerAsync(group, "tracker");
            campaign = await first.Scene.DeployAsync(await first.Scene.CreateTrainedVersionAsync(group, "solution", Scene.UserPersonalization), "campaign", Scene.Unexploring(Scene.UserPersonalization));
            for (; answered < 40; answered++)
            {
                await first.Scene.PutEventsAsync(trackingId, $"n{answered}", Enumerable.Range(0, 4).Select(i => ($"i{i}", 1_700_000_000L + i)));
            }

            await first.KillAsync();
        }

        await using var second = await ChildServer.StartAsync(_folder.PathOf("state"));
        for (var user = 0; user < answered; user++)
        {
            var answer = await second.Scene.RecommendAsync(new GetRecommendationsRequest { CampaignArn = campaign, UserId = $"n{user}", NumResults = 10 });
            Assert.All(answer.ItemList, item => Assert.True(int.Parse(item.ItemId[1..]) < 30));
        }
    }

    public void Dispose() => _folder.Dispose();
}
