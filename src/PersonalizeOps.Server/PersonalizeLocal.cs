using System.Net;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Console;
using PersonalizeOps.Server.Admin;
using PersonalizeOps.Server.Protocol;
using PersonalizeOps.Server.Services.Personalize;
using PersonalizeOps.Server.Services.S3;
using PersonalizeOps.Server.Storage;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server;

/// <summary>A local server in this process: all services on one port, its state in one folder.</summary>
public sealed class PersonalizeLocal : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly StateFolder _folder;
    private readonly ObjectStore _objects;
    private readonly ServerOptions _options;

    private PersonalizeLocal(WebApplication application, StateFolder folder, ObjectStore objects, AccessKey key, ServerOptions options)
    {
        (_application, _folder, _objects, _options) = (application, folder, objects, options);
        (AccessKeyId, SecretAccessKey) = key;
    }

    /// <summary>Gets where the server listens, such as <c>http://127.0.0.1:4570/</c>; set by <see cref="StartAsync"/>.</summary>
    public Uri Endpoint { get; private set; } = new("http://127.0.0.1:0/");

    /// <summary>Gets the access key id that requests must be signed with.</summary>
    public string AccessKeyId { get; }

    /// <summary>Gets the secret of <see cref="AccessKeyId"/>.</summary>
    public string SecretAccessKey { get; }

    /// <summary>Gets the server's services.</summary>
    internal IServiceProvider Services => _application.Services;

    /// <summary>Takes the state folder and makes a server that does not listen yet.</summary>
    /// <param name="options">The options.</param>
    /// <param name="time">The clock of all services.</param>
    /// <returns>The server; dispose it to let the state folder go.</returns>
    /// <exception cref="StartException">The state folder cannot be used, or the options contradict each other.</exception>
    public static Task<PersonalizeLocal> CreateAsync(ServerOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        var clock = new ServerClock(time);
        var folder = StateFolder.Open(options.StateFolder);
        ObjectStore? objects = null;
        try
        {
            var key = AccessKey.Obtain(options, folder);
            objects = new ObjectStore(folder, clock);
            return Task.FromResult(new PersonalizeLocal(Build(options, clock, folder, objects, key), folder, objects, key, options));
        }
        catch (Exception exception)
        {
            objects?.Dispose();
            folder.Dispose();
            if (exception is SqliteException or IOException or UnauthorizedAccessException)
            {
                throw Unusable(folder, exception);
            }

            throw;
        }
    }

    /// <summary>Listens, and says so in <c>server.json</c>.</summary>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <exception cref="StartException">The address cannot be listened on.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await _application.StartAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is SqliteException || StorageFull.Is(exception))
        {
            throw Unusable(_folder, exception);
        }
        catch (IOException exception)
        {
            throw new StartException($"The server cannot listen on {_options.Host}:{_options.Port}: {Innermost(exception).Message}.", exception);
        }

        var addresses = _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Endpoint = new Uri(addresses.First());
        _folder.WriteServerFile(Endpoint);
    }

    /// <summary>Removes <c>server.json</c>, lets running requests end and stops listening.</summary>
    /// <param name="cancellationToken">Ends running requests at once.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        _folder.RemoveServerFile();
        await _application.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _application.DisposeAsync();
        _objects.Dispose();
        _folder.Dispose();
    }

    private static StartException Unusable(StateFolder folder, Exception exception) => new(
        StorageFull.Is(exception)
            ? StorageFull.Message
            : $"The state in '{folder.Root}' is damaged or cannot be read: {exception.Message.TrimEnd('.')}. Use another folder, such as one with an archive of this state.",
        exception);

    private static WebApplication Build(ServerOptions options, ServerClock clock, StateFolder folder, ObjectStore objects, AccessKey key)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "personalize-local" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, options));
        Log(builder.Logging, options);
        builder.Services.AddSingleton<IHostLifetime, CallerLifetime>();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<FaultBook>();
        builder.Services.AddSingleton<AdminToken>();
        builder.Services.AddSingleton<AdminEndpoint>();
        builder.Services.AddSingleton(options.Quotas);
        builder.Services.AddSingleton(folder);
        builder.Services.AddSingleton(objects);
        builder.Services.AddSingleton(key);
        builder.Services.AddSingleton<S3Operations>();
        builder.Services.AddSingleton<IServiceFront, S3Front>();
        builder.Services.AddSingleton<IServiceFront, StsFront>();
        builder.Services.AddSingleton<IServiceFront, LocalFront>();
        builder.Services.AddPersonalize();
        JsonFronts.AddTo(builder.Services, options);
        Pipeline.AddTo(builder.Services);

        var application = builder.Build();
        application.Run(application.Services.GetRequiredService<Pipeline>().RunAsync);
        return application;
    }

    private static void Listen(KestrelServerOptions kestrel, ServerOptions options)
    {
        kestrel.AddServerHeader = false;

        // As requests are read, so that headers kept with objects come back as they were.
        kestrel.ResponseHeaderEncodingSelector = _ => Encoding.UTF8;
        kestrel.Limits.MaxRequestHeadersTotalSize = options.MaxHeaderBytes;
        kestrel.Limits.MaxConcurrentConnections = options.MaxConnections;
        kestrel.Limits.MaxRequestBufferSize = 4 * 1024 * 1024;
        kestrel.Limits.MaxResponseBufferSize = 1024 * 1024;
        if (options.Host == "localhost")
        {
            // "localhost" cannot have a port of the system's choice for both address families at once.
            kestrel.Listen(IPAddress.Loopback, options.Port);
        }
        else if (IPAddress.TryParse(options.Host, out var address))
        {
            kestrel.Listen(address, options.Port);
        }
        else
        {
            kestrel.Listen(Resolve(options.Host), options.Port);
        }
    }

    private static IPAddress Resolve(string host)
    {
        try
        {
            return Dns.GetHostAddresses(host)[0];
        }
        catch (System.Net.Sockets.SocketException exception)
        {
            throw new StartException($"The host '{host}' cannot be resolved: {exception.Message}.", exception);
        }
    }

    private static void Log(ILoggingBuilder logging, ServerOptions options)
    {
        const string Timestamp = "yyyy-MM-ddTHH:mm:ss.fffZ ";
        var level = options.LogLevel;
        logging.SetMinimumLevel(level);
        logging.AddFilter("Microsoft", level > LogLevel.Warning ? level : LogLevel.Warning);
        // A port in use is told by StartException; the host would log it a second time with its stack.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        if (options.LogJson)
        {
            logging.AddJsonConsole(console => (console.TimestampFormat, console.UseUtcTimestamp) = (Timestamp.TrimEnd(), true));
        }
        else
        {
            logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat, console.UseUtcTimestamp) = (true, Timestamp, true));
        }

        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    private static Exception Innermost(Exception exception) => exception.InnerException is { } inner ? Innermost(inner) : exception;
}
