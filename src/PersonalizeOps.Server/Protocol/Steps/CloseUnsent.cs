namespace PersonalizeOps.Server.Protocol.Steps;

/// <summary>Ends the connection with an answer that was given without the body which a client holds back until it is asked for.</summary>
/// <remarks>
/// Such a client does not send the body any more, and the beginning of its next request would be taken for it: boto3 got
/// SignatureDoesNotMatch for the request that followed a refused upload. Source: RFC 9110, 10.1.1.
/// </remarks>
internal sealed class CloseUnsent : IStep
{
    /// <inheritdoc/>
    public Task RunAsync(Call call, CancellationToken cancellationToken)
    {
        if (call.Header("Expect") is not null && call.BodyLength != 0)
        {
            var body = new NotedBodyStream(call.Body);
            var response = call.Http.Response;
            call.Body = body;
            response.OnStarting(() =>
            {
                if (!body.IsAskedFor)
                {
                    response.Headers.Connection = "close";
                }

                return Task.CompletedTask;
            });
        }

        return Task.CompletedTask;
    }
}
