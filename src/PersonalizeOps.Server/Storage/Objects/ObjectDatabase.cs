using Microsoft.Data.Sqlite;

namespace PersonalizeOps.Server.Storage.Objects;

/// <summary>The index of buckets, objects and uploads: SQLite in WAL mode, each commit flushed to the disk.</summary>
internal sealed class ObjectDatabase : IDisposable
{
    private const string MigrationPrefix = "PersonalizeOps.Server.Storage.ObjectMigrations.";

    private readonly string _connectionString;
    private readonly Lock _writer = new();

    /// <summary>Initializes a new instance of the <see cref="ObjectDatabase"/> class and brings the schema up to date.</summary>
    /// <param name="path">The database's file.</param>
    public ObjectDatabase(string path)
    {
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, DefaultTimeout = 60 }.ToString();
        Migrate();
    }

    /// <summary>Runs queries on one consistent view of the index: an object found has its own parts, whatever is written meanwhile.</summary>
    public T Read<T>(Func<SqliteConnection, T> query)
    {
        using var connection = Open();
        using var transaction = connection.BeginTransaction(deferred: true);
        return query(connection);
    }

    /// <summary>Runs a change; it is durable when this returns and has not happened when the change throws.</summary>
    public T Write<T>(Func<SqliteConnection, T> change)
    {
        // SQLite has one writer at a time anyway, and waits for it by polling.
        lock (_writer)
        {
            using var connection = Open();
            using var transaction = connection.BeginTransaction();
            var result = change(connection);
            transaction.Commit();
            return result;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private static IEnumerable<(int Version, string Name)> Migrations() =>
        from name in typeof(ObjectDatabase).Assembly.GetManifestResourceNames()
        where name.StartsWith(MigrationPrefix, StringComparison.Ordinal)
        let version = int.Parse(name.AsSpan(MigrationPrefix.Length, 4))
        orderby version
        select (version, name);

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        connection.Execute("PRAGMA synchronous = FULL");
        return connection;
    }

    private void Migrate()
    {
        using (var connection = Open())
        {
            connection.Execute("PRAGMA journal_mode = WAL");
        }

        Write(connection =>
        {
            var current = Convert.ToInt32(connection.Scalar("PRAGMA user_version"));
            var known = Migrations().ToList();
            if (current > known[^1].Version)
            {
                throw new StartException("The state folder was written by a newer version of this server.");
            }

            foreach (var (version, name) in known.Where(migration => migration.Version > current))
            {
                using var script = new StreamReader(typeof(ObjectDatabase).Assembly.GetManifestResourceStream(name)!);
                connection.Execute(script.ReadToEnd());
                connection.Execute($"PRAGMA user_version = {version}");
            }

            return 0;
        });
    }
}
