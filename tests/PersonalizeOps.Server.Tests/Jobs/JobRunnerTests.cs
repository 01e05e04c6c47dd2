using Microsoft.Extensions.Logging.Abstractions;
using PersonalizeOps.Server.Admin;
using PersonalizeOps.Server.Jobs;
using PersonalizeOps.Server.Storage;
using PersonalizeOps.Server.Tests.Storage;

namespace PersonalizeOps.Server.Tests.Jobs;

/// <summary>The runner, with work that the test steers.</summary>
public sealed class JobRunnerTests : StorageTest
{
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_ends_with_its_result()
    {
        using var database = OpenWithJob();
        var handler = new SteeredHandler();
        await using (var _ = await StartAsync(database, handler))
        {
            handler.Outcome.SetResult();
            await handler.Ended.Task.WaitAsync(_cancel);
        }

        Assert.Equal("published", handler.End);
        Assert.Null(database.Write(session => session.Jobs.Take(JobLane.Quick)));
    }

    [Fact]
    public async Task A_failure_ends_with_its_reason()
    {
        using var database = OpenWithJob();
        var handler = new SteeredHandler();
        await using var runner = await StartAsync(database, handler);
        handler.Outcome.SetException(new JobFailedException("no such file"));
        await handler.Ended.Task.WaitAsync(_cancel);
        Assert.Equal("no such file", handler.End);
    }

    [Fact]
    public async Task An_unexpected_error_fails_the_job_and_the_worker_goes_on()
    {
        using var database = OpenWithJob();
        var handler = new SteeredHandler();
        using var queue = new JobQueue();
        await using var runner = await StartAsync(database, handler, queue);
        handler.Outcome.SetException(new DivideByZeroException());
        await handler.Ended.Task.WaitAsync(_cancel);
        Assert.StartsWith("An unexpected error ended the job", handler.End);

        handler.Reset();
        handler.Outcome.SetResult();
        database.Write(session => JobQueue.Enqueue(session, handler.Kind, Arn("solution/a")));
        queue.Wake();
        await handler.Ended.Task.WaitAsync(_cancel);
        Assert.Equal("published", handler.End);
    }

    [Fact]
    public async Task Stopping_the_server_cancels_the_work_and_the_next_start_resumes_it()
    {
        using var database = OpenWithJob();
        var handler = new SteeredHandler();
        var runner = await StartAsync(database, handler);
        await handler.Begun.Task.WaitAsync(_cancel);
        await runner.StopAsync(_cancel);
        await runner.DisposeAsync();
        Assert.Null(handler.End);

        handler.Reset();
        handler.Outcome.SetResult();
        await using var next = await StartAsync(database, handler);
        await handler.Ended.Task.WaitAsync(_cancel);
        Assert.Equal("published", handler.End);
    }

    [Fact]
    public async Task A_stopped_job_ends_as_stopped()
    {
        using var database = OpenWithJob();
        var handler = new SteeredHandler();
        using var queue = new JobQueue();
        await using var runner = await StartAsync(database, handler, queue);
        await handler.Begun.Task.WaitAsync(_cancel);
        queue.Stop(Arn("solution/a"));
        await handler.Ended.Task.WaitAsync(_cancel);
        Assert.Equal("The job was stopped.", handler.End);
    }

    [Fact]
    public async Task A_job_that_ends_the_process_again_and_again_fails()
    {
        using var database = OpenWithJob();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            database.Write(session =>
            {
                session.Jobs.Take(JobLane.Quick);
                session.Jobs.ReturnInterrupted();
            });
        }

        var handler = new SteeredHandler();
        await using var runner = await StartAsync(database, handler);
        await handler.Ended.Task.WaitAsync(_cancel);
        Assert.Contains("ended abruptly 3 times", handler.End);
        Assert.False(handler.Begun.Task.IsCompleted);
    }

    private Database OpenWithJob()
    {
        var database = Open();
        database.Write(session =>
        {
            session.Resources.TryInsert(Resource("solution/a", ResourceStatus.CreatePending));
            JobQueue.Enqueue(session, JobKind.Activate, Arn("solution/a"));
        });
        return database;
    }

    private async Task<JobRunner> StartAsync(Database database, SteeredHandler handler, JobQueue? queue = null)
    {
        using var folder = StateFolder.Open(System.IO.Path.GetDirectoryName(Path)! + "/state");
        var runner = new JobRunner(
            database,
            queue ?? new JobQueue(),
            new StateSweeper(database, folder),
            [handler],
            new JobPace(new ServerOptions { StateFolder = "" }),
            new FaultBook(),
            TimeProvider.System,
            NullLogger<JobRunner>.Instance);
        await runner.StartAsync(_cancel);
        return runner;
    }

    private sealed class SteeredHandler : IJobHandler
    {
        public string Kind => JobKind.Activate;

        public TaskCompletionSource Begun { get; private set; } = NewSource();

        public TaskCompletionSource Outcome { get; private set; } = NewSource();

        public TaskCompletionSource Ended { get; private set; } = NewSource();

        public string? End { get; private set; }

        public void Reset() => (Begun, Outcome, Ended, End) = (NewSource(), NewSource(), NewSource(), null);

        public async Task<JobResult> RunAsync(JobRow job, CancellationToken cancellationToken)
        {
            Begun.SetResult();
            await Outcome.Task.WaitAsync(cancellationToken);
            return new JobResult(_ => Finish("published"));
        }

        public void Fail(StateSession session, JobRow job, string reason) => Finish(reason);

        // What waits must not go on inside the runner's transaction.
        private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

        private void Finish(string end)
        {
            End = end;
            Ended.SetResult();
        }
    }
}
