namespace PersonalizeOps.Server;

/// <summary>What a local server is started with.</summary>
public sealed record ServerOptions
{
    /// <summary>Gets the folder that holds everything the server knows; made with mode 0700 when it is missing.</summary>
    public required string StateFolder { get; init; }

    /// <summary>Gets the address or name to listen on. Anything but a loopback address opens the server to the network.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Gets the port to listen on; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Gets the access key id that requests must be signed with; null takes the state folder's own, made once.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>Gets the secret of <see cref="AccessKeyId"/>; set both or neither.</summary>
    public string? SecretAccessKey { get; init; }

    /// <summary>Gets the account that owns all resources.</summary>
    public string AccountId { get; init; } = "000000000000";

    /// <summary>Gets the largest body, in bytes, of a request whose body is read as a whole (JSON, Query, XML); 4 MiB.</summary>
    public int MaxDocumentBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Gets the largest body, in bytes, of one PutObject or UploadPart; 5 GiB as in S3.</summary>
    public long MaxObjectBytes { get; init; } = 5L * 1024 * 1024 * 1024;

    /// <summary>Gets the largest sum of a request's header lines, in bytes; 32 KiB.</summary>
    public int MaxHeaderBytes { get; init; } = 32 * 1024;

    /// <summary>Gets the most connections at a time; further ones are closed at once. 1,000.</summary>
    public int MaxConnections { get; init; } = 1000;

    /// <summary>Gets the memory, in bytes, that one training may need by the estimate made before it; null for three quarters of the machine's.</summary>
    public long? TrainingMemoryBytes { get; init; }

    /// <summary>Gets how fast the pending states of resources pass.</summary>
    public ServerSpeed Speed { get; init; }

    /// <summary>Gets a value indicating whether <c>/_admin/</c> answers, by which tests move the clock and inject faults.</summary>
    public bool Admin { get; init; }

    /// <summary>Gets how many resources there may be.</summary>
    public Quotas Quotas { get; init; } = new();

    /// <summary>Gets the least important messages that are logged to standard error.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>Gets a value indicating whether each log line is a JSON object with the message's fields; otherwise it is text.</summary>
    public bool LogJson { get; init; }
}
