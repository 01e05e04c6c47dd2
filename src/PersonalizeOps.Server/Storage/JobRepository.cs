using Microsoft.Data.Sqlite;

namespace PersonalizeOps.Server.Storage;

/// <summary>The queue of jobs.</summary>
internal sealed class JobRepository(StateSession session)
{
    private const string Columns = "id, kind, lane, resource_arn, scope, attempts";

    /// <summary>Puts a job at the end of the queue.</summary>
    /// <param name="kind">What to do.</param>
    /// <param name="lane">Which workers do it.</param>
    /// <param name="resourceArn">The resource to work on.</param>
    /// <param name="scope">What no two jobs may work on at a time.</param>
    public void Enqueue(string kind, string lane, string resourceArn, string scope) => session.Execute(
        "INSERT INTO job (kind, lane, resource_arn, scope) VALUES ($kind, $lane, $arn, $scope)",
        ("$kind", kind),
        ("$lane", lane),
        ("$arn", resourceArn),
        ("$scope", scope));

    /// <summary>Takes the first waiting job of a lane whose scope is free, and marks it as running.</summary>
    /// <param name="lane">The lane.</param>
    /// <returns>The job, or null when there is none.</returns>
    public JobRow? Take(string lane) => session.Query(
        $"""
        UPDATE job SET running = 1, attempts = attempts + 1 WHERE id = (
            SELECT id FROM job j WHERE lane = $lane AND running = 0
            AND NOT EXISTS (SELECT 1 FROM job o WHERE o.scope = j.scope AND (o.running = 1 OR o.id < j.id))
            ORDER BY id LIMIT 1)
        RETURNING {Columns}
        """,
        Read,
        ("$lane", lane)).SingleOrDefault();

    /// <summary>Takes a finished job out of the queue.</summary>
    /// <param name="id">The job.</param>
    public void Finish(long id) => session.Execute("DELETE FROM job WHERE id = $id", ("$id", id));

    /// <summary>Puts back a job that was stopped before its end; the attempt does not count.</summary>
    /// <param name="id">The job.</param>
    public void Return(long id) => session.Execute("UPDATE job SET running = 0, attempts = attempts - 1 WHERE id = $id", ("$id", id));

    /// <summary>Puts back what was running when the last process ended; the attempts count.</summary>
    /// <returns>How many jobs.</returns>
    public int ReturnInterrupted() => session.Execute("UPDATE job SET running = 0 WHERE running = 1");

    /// <summary>Takes the jobs of a resource that have not begun out of the queue.</summary>
    /// <param name="resourceArn">The resource.</param>
    /// <returns>How many jobs.</returns>
    public int RemoveWaiting(string resourceArn) =>
        session.Execute("DELETE FROM job WHERE resource_arn = $arn AND running = 0", ("$arn", resourceArn));

    /// <summary>Tells whether a resource has a job, waiting or running.</summary>
    /// <param name="resourceArn">The resource.</param>
    /// <returns>True when it has.</returns>
    public bool Has(string resourceArn) => session.Scalar("SELECT count(*) FROM job WHERE resource_arn = $arn", ("$arn", resourceArn)) > 0;

    private static JobRow Read(SqliteDataReader reader) => new(
        reader.GetInt64(0),
        reader.GetString(1),
        reader.GetString(2),
        reader.GetString(3),
        reader.GetString(4),
        reader.GetInt32(5));
}
