namespace PersonalizeOps.Server.Protocol;

/// <summary>One line per request: id, service, operation, status, duration. Neither headers nor bodies, so no secret gets into it.</summary>
/// <param name="time">Measures durations.</param>
/// <param name="log">The log; refused requests at Information, others at Debug.</param>
internal sealed partial class RequestLog(TimeProvider time, ILogger<RequestLog> log)
{
    /// <summary>Begins a measurement.</summary>
    public long Start() => time.GetTimestamp();

    /// <summary>Writes the line of a request that was answered.</summary>
    /// <param name="call">The request.</param>
    /// <param name="started">What <see cref="Start"/> gave.</param>
    public void Write(Call call, long started)
    {
        var status = call.Http.Response.StatusCode;
        var level = status < 400 ? LogLevel.Debug : LogLevel.Information;
        if (log.IsEnabled(level))
        {
            // A path may be a key, which is the user's; the operation says enough.
            var operation = call.Target.Operation.Split(' ')[0];
            LogAnswered(level, call.RequestId, call.Target.Service, operation, status, time.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    [LoggerMessage("Request {RequestId}: {Service} {Operation} answered {Status} in {Milliseconds:0.0} ms.")]
    private partial void LogAnswered(LogLevel level, string requestId, string service, string operation, int status, double milliseconds);
}
