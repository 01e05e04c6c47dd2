using Amazon.Personalize;

namespace PersonalizeOps.Server.Tests.Personalize;

/// <summary>Tests with a server each.</summary>
public abstract class SceneTest : IAsyncLifetime
{
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected Scene Scene { get; private set; } = null!;

    protected AmazonPersonalizeClient Client => Scene.Personalize;

    public virtual async ValueTask InitializeAsync() => await StartAsync(Scene.StartAsync);

    protected async Task StartAsync(Func<Task<Scene>> start) => Scene = await start();

    public async ValueTask DisposeAsync()
    {
        await Scene.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
