using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Tests.Storage;

/// <summary>A database in a folder of its own.</summary>
public abstract class StorageTest : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("personalizeops-storage-");

    protected string Path => System.IO.Path.Combine(_folder.FullName, "state.db");

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    internal static string Arn(string tail) => $"arn:aws:personalize:us-east-1:000000000000:{tail}";

    internal static ResourceRow Resource(string tail, string status = ResourceStatus.Active) => new(
        Arn(tail),
        tail[..tail.IndexOf('/')],
        "000000000000",
        "us-east-1",
        tail[(tail.IndexOf('/') + 1)..],
        status,
        null,
        DateTimeOffset.UnixEpoch,
        DateTimeOffset.UnixEpoch,
        "{}");

    internal static ResourceQuery Query(string kind, string? target = null) => new("000000000000", "us-east-1", kind, target);

    internal Database Open() => Database.Open(Path);
}
