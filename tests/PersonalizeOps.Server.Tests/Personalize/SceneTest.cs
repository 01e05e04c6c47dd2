using Amazon.Personalize;

namespace PersonalizeOps.Server.Tests.Personalize;

/// <summary>Tests with a server each.</summary>
public abstract class SceneTest : IAsyncLifetime
{
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected Scene Scene { get; private set; } = null!;

    protected AmazonPersonalizeClient Client => Scene.Personalize;

    public virtual async ValueTask InitializeAsync() => Scene = await Scene.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Scene.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
