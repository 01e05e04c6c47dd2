using System.Reflection;
using Microsoft.Data.Sqlite;

namespace PersonalizeOps.Server.Storage;

/// <summary>Brings a database to the newest schema: the embedded <c>Migrations/NNNN_*.sql</c>, each once and in order.</summary>
/// <remarks>The number of the last one applied is SQLite's <c>user_version</c>.</remarks>
internal static class Migrations
{
    /// <summary>Applies what is missing.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="path">The database's file, for messages.</param>
    /// <exception cref="StartException">The database has migrations that this program does not know.</exception>
    public static void Apply(SqliteConnection connection, string path)
    {
        var scripts = Scripts();
        var version = Version(connection);
        if (version > scripts.Count)
        {
            throw new StartException(
                $"{path} was written by a newer version (schema {version}; this one knows {scripts.Count}). Use that, or another folder.");
        }

        for (var number = version + 1; number <= scripts.Count; number++)
        {
            using var transaction = connection.BeginTransaction();
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = $"{scripts[number - 1]}\nPRAGMA user_version = {number};";
            command.ExecuteNonQuery();
            transaction.Commit();
        }
    }

    private static int Version(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt32(command.ExecuteScalar());
    }

    private static List<string> Scripts()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.Contains(".Migrations.") && name.EndsWith(".sql"))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return reader.ReadToEnd();
            })];
    }
}
