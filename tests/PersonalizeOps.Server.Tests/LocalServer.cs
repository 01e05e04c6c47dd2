using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace PersonalizeOps.Server.Tests;

/// <summary>A fresh server in this process, on a port of the system's choice, with a state folder of its own.</summary>
public sealed class LocalServer : IAsyncDisposable
{
    private readonly TemporaryFolder? _folder;
    private bool _disposed;

    private LocalServer(PersonalizeLocal server, FakeTimeProvider? time, TemporaryFolder? folder, string stateFolder) =>
        (Server, FakeTime, _folder, StateFolder) = (server, time, folder, stateFolder);

    public PersonalizeLocal Server { get; }

    public string StateFolder { get; }

    /// <summary>The clock that <see cref="StartAsync"/> was asked for; begins at the real time, since clients sign with theirs.</summary>
    public FakeTimeProvider Time => FakeTime ?? throw new InvalidOperationException("The server runs on the system's clock.");

    public Uri Endpoint => Server.Endpoint;

    public BasicAWSCredentials Credentials => new(Server.AccessKeyId, Server.SecretAccessKey);

    private FakeTimeProvider? FakeTime { get; }

    /// <param name="stateFolder">A folder that outlives the server; null for one of its own.</param>
    /// <param name="fakeTime">Whether the server runs on <see cref="Time"/>.</param>
    /// <param name="configure">Changes the options.</param>
    public static async Task<LocalServer> StartAsync(string? stateFolder = null, bool fakeTime = false, Func<ServerOptions, ServerOptions>? configure = null)
    {
        var folder = stateFolder is null ? new TemporaryFolder() : null;
        var state = stateFolder ?? folder!.PathOf("state");
        var options = new ServerOptions { StateFolder = state, LogLevel = LogLevel.Error };
        var time = fakeTime ? new FakeTimeProvider(TimeProvider.System.GetUtcNow()) : null;
        var server = await PersonalizeLocal.CreateAsync(configure?.Invoke(options) ?? options, time ?? TimeProvider.System);
        await server.StartAsync(TestContext.Current.CancellationToken);
        return new LocalServer(server, time, folder, state);
    }

    public AmazonS3Client S3(Action<AmazonS3Config>? configure = null)
    {
        var config = new AmazonS3Config { ServiceURL = Endpoint.ToString(), AuthenticationRegion = "us-east-1", ForcePathStyle = true, MaxErrorRetry = 0 };
        configure?.Invoke(config);
        return new AmazonS3Client(Credentials, config);
    }

    public AmazonSecurityTokenServiceClient Sts(AWSCredentials? credentials = null) => new(
        credentials ?? Credentials,
        new AmazonSecurityTokenServiceConfig { ServiceURL = Endpoint.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });

    public async ValueTask DisposeAsync()
    {
        // A scene ends with its server, which the test may end as well.
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await Server.DisposeAsync();
        _folder?.Dispose();
    }
}
