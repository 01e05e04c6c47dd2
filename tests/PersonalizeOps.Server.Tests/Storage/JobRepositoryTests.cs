using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Tests.Storage;

/// <summary>The queue of jobs.</summary>
public sealed class JobRepositoryTests : StorageTest
{
    [Fact]
    public void Jobs_leave_a_lane_in_the_order_they_came()
    {
        using var database = Open();
        database.Write(session =>
        {
            session.Jobs.Enqueue("import", "data", "a", "a");
            session.Jobs.Enqueue("train", "training", "b", "b");
            session.Jobs.Enqueue("import", "data", "c", "c");
        });
        Assert.Equal("a", Take(database, "data")!.ResourceArn);
        Assert.Equal("c", Take(database, "data")!.ResourceArn);
        Assert.Null(Take(database, "data"));
    }

    [Fact]
    public void Of_one_scope_one_job_runs_at_a_time_and_the_others_are_not_held_up()
    {
        using var database = Open();
        database.Write(session =>
        {
            session.Jobs.Enqueue("import", "data", "a1", "a");
            session.Jobs.Enqueue("import", "data", "a2", "a");
            session.Jobs.Enqueue("import", "data", "b", "b");
        });
        var first = Take(database, "data")!;
        Assert.Equal("a1", first.ResourceArn);
        Assert.Equal("b", Take(database, "data")!.ResourceArn);
        Assert.Null(Take(database, "data"));
        database.Write(session => session.Jobs.Finish(first.Id));
        Assert.Equal("a2", Take(database, "data")!.ResourceArn);
    }

    [Fact]
    public void An_interrupted_attempt_counts_and_a_returned_one_does_not()
    {
        using var database = Open();
        database.Write(session => session.Jobs.Enqueue("import", "data", "a", "a"));
        var job = Take(database, "data")!;
        Assert.Equal(1, job.Attempts);
        database.Write(session => session.Jobs.Return(job.Id));
        Assert.Equal(1, Take(database, "data")!.Attempts);
        Assert.Equal(1, database.Write(session => session.Jobs.ReturnInterrupted()));
        Assert.Equal(2, Take(database, "data")!.Attempts);
    }

    [Fact]
    public void Only_waiting_jobs_can_be_removed()
    {
        using var database = Open();
        database.Write(session => session.Jobs.Enqueue("train", "training", "a", "a"));
        Assert.Equal(1, database.Write(session => session.Jobs.RemoveWaiting("a")));
        database.Write(session => session.Jobs.Enqueue("train", "training", "a", "a"));
        _ = Take(database, "training");
        Assert.Equal(0, database.Write(session => session.Jobs.RemoveWaiting("a")));
    }

    private static JobRow? Take(Database database, string lane) => database.Write(session => session.Jobs.Take(lane));
}
