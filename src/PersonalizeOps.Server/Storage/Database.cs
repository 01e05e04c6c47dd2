using Microsoft.Data.Sqlite;

namespace PersonalizeOps.Server.Storage;

/// <summary>The SQLite database of a state folder: one writer at a time, any number of readers beside it.</summary>
/// <remarks>WAL with <c>synchronous=FULL</c>: what <see cref="Write{T}"/> returned from survives a power cut.</remarks>
internal sealed class Database : IDisposable
{
    private readonly Lock _writing = new();
    private readonly string _connectionString;
    private readonly SqliteConnection _writer;
    private long _writes;

    private Database(string connectionString, SqliteConnection writer)
    {
        _connectionString = connectionString;
        _writer = writer;
    }

    /// <summary>Opens the database, making it or bringing it to the newest schema when needed.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <returns>The open database.</returns>
    /// <exception cref="StartException">The file is no database, or of a newer version.</exception>
    public static Database Open(string path)
    {
        var connectionString = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true }.ToString();
        var writer = new SqliteConnection(connectionString);
        try
        {
            writer.Open();
            Execute(writer, "PRAGMA journal_mode = WAL");
            Execute(writer, "PRAGMA synchronous = FULL");
            Migrations.Apply(writer, path);
            return new Database(connectionString, writer);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == SqliteNotADatabase)
        {
            writer.Dispose();
            throw new StartException($"{path} is not a state database.", exception);
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <summary>Gets a number that grows with every change: what was read while it was the same is still true.</summary>
    public long Writes => Volatile.Read(ref _writes);

    /// <summary>Reads in one consistent view of the state.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="work">The reading.</param>
    /// <returns>What <paramref name="work"/> returns.</returns>
    public T Read<T>(Func<StateSession, T> work)
    {
        using var connection = new SqliteConnection(_connectionString);
        connection.Open();
        using var transaction = connection.BeginTransaction(deferred: true);
        return work(new StateSession(connection, transaction));
    }

    /// <summary>Changes the state: all of it or, when <paramref name="work"/> throws, nothing. On return it is on the disk.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="work">The change; it must not call the database itself.</param>
    /// <returns>What <paramref name="work"/> returns.</returns>
    public T Write<T>(Func<StateSession, T> work)
    {
        lock (_writing)
        {
            using var transaction = _writer.BeginTransaction();
            var result = work(new StateSession(_writer, transaction));
            transaction.Commit();
            Interlocked.Increment(ref _writes);
            return result;
        }
    }

    /// <inheritdoc cref="Write{T}"/>
    public void Write(Action<StateSession> work) => Write(session =>
    {
        work(session);
        return 0;
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_writing)
        {
            _writer.Dispose();
            using var connection = new SqliteConnection(_connectionString);
            SqliteConnection.ClearPool(connection);
        }
    }

    private const int SqliteNotADatabase = 26;

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
