using System.Text.Json;

namespace PersonalizeOps.Server.Storage;

/// <summary>The folder of one server's state, held for it alone while this object lives.</summary>
/// <remarks>Layout: <c>state.db</c>, <c>objects/</c>, <c>datasets/</c>, <c>models/</c>, <c>tmp/</c> (emptied at start),
/// <c>credentials.json</c>, <c>server.json</c> and <c>admin-token</c> while running, <c>server.lock</c>, and the
/// <c>server.log</c> of whoever starts it. Folder 0700, credentials 0600.</remarks>
internal sealed class StateFolder : IDisposable
{
    /// <summary>The name of the file of the access key and its secret.</summary>
    public const string CredentialsFile = "credentials.json";

    private const string AdminTokenFile = "admin-token";
    private const string ServerFileName = "server.json";
    private const string LockFile = "server.lock";
    private const string LogFile = "server.log";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    private StateFolder(string root, FileStream heldLock)
    {
        Root = root;
        _lock = heldLock;
    }

    /// <summary>Gets the full path of the folder.</summary>
    public string Root { get; }

    /// <summary>Gets the path of the database of resources and jobs.</summary>
    public string Database => Path.Combine(Root, "state.db");

    /// <summary>Gets the folder of S3's objects and their index.</summary>
    public string Objects => Path.Combine(Root, "objects");

    /// <summary>Gets the folder of imported datasets.</summary>
    public string Datasets => Path.Combine(Root, "datasets");

    /// <summary>Gets the folder of trained models.</summary>
    public string Models => Path.Combine(Root, "models");

    /// <summary>Gets the folder for files in the making; on the same file system as the others, so that a rename moves them.</summary>
    public string Temporary => Path.Combine(Root, "tmp");

    /// <summary>Gets the path of the access key and its secret.</summary>
    public string Credentials => Path.Combine(Root, CredentialsFile);

    /// <summary>Gets the path of the admin endpoint's token.</summary>
    public string AdminToken => Path.Combine(Root, AdminTokenFile);

    /// <summary>Gets the path of the file that says where the running server listens.</summary>
    public string ServerFile => Path.Combine(Root, ServerFileName);

    /// <summary>Makes the folder where it is missing, takes its lock and empties <c>tmp/</c>.</summary>
    /// <param name="path">The folder.</param>
    /// <returns>The folder, locked until it is disposed.</returns>
    /// <exception cref="StartException">Another server holds it, it cannot be written, or it holds foreign files.</exception>
    public static StateFolder Open(string path)
    {
        var root = Path.GetFullPath(path);
        try
        {
            MakePrivate(root);
            var folder = new StateFolder(root, TakeLock(root));
            folder.MakeRooms();
            return folder;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The state folder '{root}' cannot be made or written: {exception.Message}", exception);
        }
    }

    /// <summary>Tells whether a server or a command holds a folder.</summary>
    /// <param name="path">The folder, which need not exist.</param>
    /// <exception cref="StartException">It is another user's.</exception>
    public static bool IsInUse(string path)
    {
        var file = Path.Combine(path, LockFile);
        if (!File.Exists(file))
        {
            return false;
        }

        try
        {
            using var taken = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new StartException($"The state folder '{path}' is another user's: {exception.Message}", exception);
        }
    }

    /// <summary>Reads where the server of a folder listens.</summary>
    /// <param name="path">The folder.</param>
    /// <returns>The content of <c>server.json</c>, or null without one.</returns>
    public static ServerFile? ReadServerFile(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(path, ServerFileName)), StateJson.Default.ServerFile);
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Tells whether a name in the folder is the server's own on this machine, which no archive carries and no reset removes.</summary>
    public static bool IsOfThisMachine(string name) => name is CredentialsFile or AdminTokenFile or ServerFileName or LockFile or LogFile;

    /// <summary>Removes everything but credentials, lock and log.</summary>
    public void Empty()
    {
        foreach (var entry in new DirectoryInfo(Root).EnumerateFileSystemInfos().Where(entry => !IsOfThisMachine(entry.Name)).ToList())
        {
            if (entry is DirectoryInfo room)
            {
                room.Delete(recursive: true);
            }
            else
            {
                entry.Delete();
            }
        }
    }

    /// <summary>Says in <c>server.json</c> where this process listens.</summary>
    /// <param name="endpoint">The address.</param>
    public void WriteServerFile(Uri endpoint)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(new ServerFile(Environment.ProcessId, endpoint.ToString().TrimEnd('/')), StateJson.Default.ServerFile);
        DurableFile.Write(ServerFile, Temporary, content);
    }

    /// <summary>Removes <c>server.json</c> and the admin endpoint's token.</summary>
    public void RemoveServerFile()
    {
        File.Delete(ServerFile);
        File.Delete(AdminToken);
    }

    /// <summary>Gives a path under <c>tmp/</c> that no other call gets.</summary>
    /// <returns>The path; no file is made.</returns>
    public string NewTemporaryPath() => Path.Combine(Temporary, Guid.NewGuid().ToString("N"));

    /// <summary>Lets the folder go.</summary>
    public void Dispose() => _lock.Dispose();

    private static void MakePrivate(string root)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(root);
            return;
        }

        if (!Directory.Exists(root))
        {
            Directory.CreateDirectory(root, OwnerOnly);
            return;
        }

        // Tightening somebody's shared folder because it was named by mistake would do harm.
        // Whoever starts the server may already have opened its log there.
        var ours = File.Exists(Path.Combine(root, LockFile))
            || Directory.EnumerateFileSystemEntries(root).All(entry => Path.GetFileName(entry) == LogFile);
        if (!ours)
        {
            throw new StartException($"The state folder '{root}' holds files that are not this server's; name an empty or a new folder.");
        }

        File.SetUnixFileMode(root, OwnerOnly);
    }

    private static FileStream TakeLock(string root)
    {
        var path = Path.Combine(root, LockFile);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (File.Exists(path) && exception is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new StartException($"The state folder '{root}' is in use by another server.", exception);
        }
    }

    private void MakeRooms()
    {
        if (Directory.Exists(Temporary))
        {
            Directory.Delete(Temporary, recursive: true);
        }

        foreach (var folder in new[] { Objects, Datasets, Models, Temporary })
        {
            Directory.CreateDirectory(folder);
        }

        RemoveServerFile();
    }
}
