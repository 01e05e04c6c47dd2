using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Tests.Storage;

public sealed class GroupCommitTests : StorageTest
{
    [Fact]
    public async Task One_change_that_fails_takes_no_other_with_it()
    {
        using var database = Open();
        var commits = new GroupCommit(database);
        var writes = Enumerable.Range(0, 200).Select(i => commits.WriteAsync(session =>
        {
            session.Execute("INSERT INTO job (kind, lane, resource_arn, scope) VALUES ($i, 'none', 'arn', 'scope')", ("$i", $"{i}"));
            if (i % 10 == 0)
            {
                throw new InvalidDataException($"{i}");
            }
        })).ToList();
        for (var i = 0; i < writes.Count; i++)
        {
            if (i % 10 == 0)
            {
                Assert.Equal($"{i}", (await Assert.ThrowsAsync<InvalidDataException>(() => writes[i])).Message);
            }
            else
            {
                await writes[i];
            }
        }

        Assert.Equal(180, database.Read(session => session.Scalar("SELECT count(*) FROM job")));
    }
}
