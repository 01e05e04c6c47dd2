namespace PersonalizeOps.Server.Protocol.Steps;

/// <summary>Gives the request its id, and the answer the headers that every answer has.</summary>
internal sealed class AssignRequestId : IStep
{
    /// <inheritdoc/>
    public Task RunAsync(Call call, CancellationToken cancellationToken)
    {
        call.RequestId = Guid.NewGuid().ToString();
        var headers = call.Http.Response.Headers;
        headers.Server = Product.Header;
        headers["x-amzn-RequestId"] = call.RequestId;
        headers["x-amz-request-id"] = call.RequestId;
        return Task.CompletedTask;
    }
}
