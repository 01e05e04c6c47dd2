using PersonalizeOps.Server.Protocol;
using PersonalizeOps.Server.Protocol.Steps;

namespace PersonalizeOps.Server;

/// <summary>The way of a request through the server, as one list to be read from top to bottom.</summary>
internal sealed class Pipeline(
    AssignRequestId assignRequestId,
    CloseUnsent closeUnsent,
    CheckHost checkHost,
    AnswerHealth answerHealth,
    AnswerAdmin answerAdmin,
    ResolveService resolveService,
    LimitSize limitSize,
    VerifySignature verifySignature,
    Dispatch dispatch,
    RenderError renderError,
    RequestLog log)
{
    private readonly IReadOnlyList<IStep> _steps =
    [
        assignRequestId,  // in the answer and in the log
        closeUnsent,      // whatever answers without the body
        checkHost,        // no page of another site reaches us through a name of its own
        answerHealth,     // without a signature: it tells nothing that a port scan would not
        answerAdmin,      // only with --admin
        resolveService,   // from what the request claims: rules of signing and form of errors depend on it
        limitSize,        // before a byte of the body is read
        verifySignature,  // from here on the claims are true; the body is checked while it is read
        dispatch,         // to the service, which writes the answer
    ];

    /// <summary>Adds the pipeline to a server's services.</summary>
    public static void AddTo(IServiceCollection services)
    {
        services.AddSingleton<AssignRequestId>();
        services.AddSingleton<CloseUnsent>();
        services.AddSingleton<CheckHost>();
        services.AddSingleton<AnswerHealth>();
        services.AddSingleton<AnswerAdmin>();
        services.AddSingleton<ResolveService>();
        services.AddSingleton<LimitSize>();
        services.AddSingleton<VerifySignature>();
        services.AddSingleton<Dispatch>();
        services.AddSingleton<RenderError>();
        services.AddSingleton<RequestLog>();
        services.AddSingleton<Pipeline>();
    }

    /// <summary>Answers a request. Nothing but the loss of the connection gets out of here.</summary>
    public async Task RunAsync(HttpContext http)
    {
        var call = new Call(http);
        var started = log.Start();
        try
        {
            foreach (var step in _steps)
            {
                await step.RunAsync(call, http.RequestAborted);
                if (call.IsAnswered)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            http.Abort();
        }
        catch (Exception exception)
        {
            await renderError.RunAsync(call, exception);
        }

        log.Write(call, started);
    }
}
