using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Tests.Support;

namespace PersonalizeOps.Aws.Tests.Clients;

public class CancellationTests
{
    [Fact]
    public async Task A_call_that_waits_for_its_answer_can_be_stopped()
    {
        var arrived = new TaskCompletionSource();
        await using var server = new WireServer(async (_, stopped) =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.Infinite, stopped);
            return WireResponse.Json("{}");
        });
        using var client = Services.Personalize(server.Url);
        using var stop = new CancellationTokenSource();

        var call = client.ListSchemasAsync(new ListSchemasRequest(), stop.Token);
        await arrived.Task.WaitAsync(TestContext.Current.CancellationToken);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task A_cancelled_call_sends_nothing()
    {
        await using var server = new WireServer(_ => WireResponse.Json("{}"));
        using var client = Services.Personalize(server.Url);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.ListSchemasAsync(new ListSchemasRequest(), new CancellationToken(canceled: true)));

        Assert.Empty(server.Requests);
    }
}
