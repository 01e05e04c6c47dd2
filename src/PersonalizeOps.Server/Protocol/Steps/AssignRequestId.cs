namespace PersonalizeOps.Server.Protocol.Steps;

/// <summary>Gives the request its id, and the answer the headers that every answer has.</summary>
internal sealed class AssignRequestId : IStep
{
    private static readonly string Product =
        "PersonalizeOps/" + typeof(AssignRequestId).Assembly.GetName().Version!.ToString(3);

    /// <inheritdoc/>
    public Task RunAsync(Call call, CancellationToken cancellationToken)
    {
        call.RequestId = Guid.NewGuid().ToString();
        var headers = call.Http.Response.Headers;
        headers.Server = Product;
        headers["x-amzn-RequestId"] = call.RequestId;
        headers["x-amz-request-id"] = call.RequestId;
        return Task.CompletedTask;
    }
}
