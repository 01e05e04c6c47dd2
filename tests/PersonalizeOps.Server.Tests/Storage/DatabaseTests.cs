using Microsoft.Data.Sqlite;

namespace PersonalizeOps.Server.Tests.Storage;

/// <summary>The state database as a whole.</summary>
public sealed class DatabaseTests : StorageTest
{
    [Fact]
    public void State_is_there_after_reopening()
    {
        using (var first = Open())
        {
            first.Write(session => session.Resources.TryInsert(Resource("campaign/a")));
        }

        using var second = Open();
        Assert.NotNull(second.Read(session => session.Resources.Find(Arn("campaign/a"))));
    }

    [Fact]
    public void A_change_that_throws_leaves_nothing()
    {
        using var database = Open();
        Assert.Throws<InvalidOperationException>(() => database.Write(session =>
        {
            session.Resources.TryInsert(Resource("campaign/a"));
            throw new InvalidOperationException();
        }));
        Assert.Null(database.Read(session => session.Resources.Find(Arn("campaign/a"))));
    }

    [Fact]
    public void A_commit_is_flushed_to_the_disk()
    {
        using var database = Open();
        var (journal, synchronous) = database.Write(session => (
            session.Query("PRAGMA journal_mode", reader => reader.GetString(0)).Single(),
            session.Scalar("PRAGMA synchronous")));
        Assert.Equal("wal", journal);
        Assert.Equal(2, synchronous);
    }

    [Fact]
    public void A_database_of_a_newer_version_is_refused()
    {
        using (Open())
        {
        }

        using (var connection = new SqliteConnection($"Data Source={Path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 1000";
            command.ExecuteNonQuery();
        }

        var exception = Assert.Throws<StartException>(Open);
        Assert.Contains("newer version", exception.Message);
    }

    [Fact]
    public void A_foreign_file_is_refused()
    {
        File.WriteAllText(Path, "This is a text that is long enough to be looked at as the header of a database, and is none.");
        Assert.Contains("is not a state database", Assert.Throws<StartException>(Open).Message);
    }
}
