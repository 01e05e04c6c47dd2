using Microsoft.Data.Sqlite;

namespace PersonalizeOps.Server.Storage;

/// <summary>Telling a full disk from other failures.</summary>
internal static class StorageFull
{
    /// <summary>What callers and failure reasons say.</summary>
    public const string Message = "No space is left on the disk of the state folder. What was stored before is unchanged; free some space and try again.";

    private const int SqliteFull = 13;
    private const int UnixNoSpace = 28;
    private const int UnixQuota = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>Tells whether an exception, or what caused it, says that the disk is full.</summary>
    public static bool Is(Exception? exception) => exception switch
    {
        null => false,
        SqliteException { SqliteErrorCode: SqliteFull } => true,
        IOException { HResult: UnixNoSpace or UnixQuota or WindowsDiskFull } => true,
        _ => Is(exception.InnerException),
    };
}
