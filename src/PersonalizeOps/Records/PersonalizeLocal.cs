namespace PersonalizeOps.Records;

/// <summary>A running local server.</summary>
public sealed record PersonalizeLocal
{
    /// <summary>The folder that holds its state: resources, objects, models, credentials and log.</summary>
    public required string StatePath { get; init; }

    /// <summary>The endpoint of all its services, <c>http://127.0.0.1:PORT</c>.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The id of its process.</summary>
    public required int ProcessId { get; init; }

    /// <summary>The file with its log.</summary>
    public required string LogPath { get; init; }

    /// <summary>The file with the access key pair it accepts.</summary>
    public required string CredentialsPath { get; init; }
}
