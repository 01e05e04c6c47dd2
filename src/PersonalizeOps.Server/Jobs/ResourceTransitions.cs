using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs;

/// <summary>Steps of a resource from one status to the next.</summary>
internal sealed class ResourceTransitions(Database database, TimeProvider time)
{
    /// <summary>Moves a resource into a status and gives it as it is then.</summary>
    /// <param name="arn">The resource.</param>
    /// <param name="status">The status.</param>
    /// <returns>The resource.</returns>
    public ResourceRow Enter(string arn, string status) => database.Write(session => Enter(session, arn, status));

    /// <summary>Moves a resource into a status, as part of a change of state.</summary>
    /// <param name="session">The change.</param>
    /// <param name="arn">The resource.</param>
    /// <param name="status">The status.</param>
    /// <param name="reason">Why it failed; null for any other status.</param>
    /// <returns>The resource.</returns>
    public ResourceRow Enter(StateSession session, string arn, string status, string? reason = null) =>
        Store(session, Find(session, arn) with { Status = status, FailureReason = reason });

    /// <summary>Changes the document of a resource, as part of a change of state; its status stays.</summary>
    /// <typeparam name="T">The resource's structure.</typeparam>
    /// <param name="session">The change of state.</param>
    /// <param name="arn">The resource.</param>
    /// <param name="change">The change to the document; gets the time.</param>
    /// <returns>The resource.</returns>
    public ResourceRow Change<T>(StateSession session, string arn, Action<T, DateTime> change)
        where T : class
    {
        var now = time.GetUtcNow();
        return Store(session, Find(session, arn).With<T>(value => change(value, now.UtcDateTime)));
    }

    /// <summary>Finds a resource that must be there.</summary>
    /// <param name="session">The state.</param>
    /// <param name="arn">The resource.</param>
    /// <returns>The resource.</returns>
    /// <exception cref="InvalidOperationException">It is not there: a job outlived its resource.</exception>
    public static ResourceRow Find(StateSession session, string arn) =>
        session.Resources.Find(arn) ?? throw new InvalidOperationException($"The resource {arn} is gone.");

    private ResourceRow Store(StateSession session, ResourceRow row)
    {
        row = row with { Updated = time.GetUtcNow() };
        session.Resources.Update(row);
        return row;
    }
}
