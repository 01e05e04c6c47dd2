using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs;

/// <summary>Does the jobs of one kind.</summary>
internal interface IJobHandler
{
    /// <summary>Gets the kind, one of <see cref="JobKind"/>.</summary>
    string Kind { get; }

    /// <summary>Does the work from its beginning, also when an earlier attempt was interrupted.</summary>
    /// <param name="job">The job.</param>
    /// <param name="cancellationToken">Ends the work within a second: the server stops or a user stopped the job.</param>
    /// <returns>What makes the result visible; it is written together with the end of the job.</returns>
    /// <exception cref="JobFailedException">The work cannot be done; the message is the failure reason.</exception>
    Task<JobResult> RunAsync(JobRow job, CancellationToken cancellationToken);

    /// <summary>Writes down that the work could not be done.</summary>
    /// <param name="session">The change of state that also ends the job.</param>
    /// <param name="job">The job.</param>
    /// <param name="reason">The failure reason.</param>
    void Fail(StateSession session, JobRow job, string reason);

    /// <summary>Writes down that a user stopped the work.</summary>
    /// <param name="session">The change of state that also ends the job.</param>
    /// <param name="job">The job.</param>
    void Stopped(StateSession session, JobRow job) => Fail(session, job, "The job was stopped.");
}
