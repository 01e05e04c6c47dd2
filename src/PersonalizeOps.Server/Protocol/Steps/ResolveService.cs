using PersonalizeOps.Server.Protocol.Signing;

namespace PersonalizeOps.Server.Protocol.Steps;

/// <summary>Tells the service from the claimed credential scope, then from <c>X-Amz-Target</c>, then from the form or the path.</summary>
/// <param name="fronts">The protocols served here.</param>
internal sealed class ResolveService(IEnumerable<IServiceFront> fronts) : IStep
{
    private readonly IReadOnlyList<IServiceFront> _fronts = [.. fronts];

    /// <inheritdoc/>
    public Task RunAsync(Call call, CancellationToken cancellationToken)
    {
        call.Target = Guess(call, scope: null);
        call.Claim = SignatureClaim.Read(call);
        if (call.Claim is not null)
        {
            call.Target = Guess(call, call.Claim.Service);
        }

        return Task.CompletedTask;
    }

    private static ServiceTarget Foreign(Call call, string? scope)
    {
        if (call.Header("X-Amz-Target") is { } target)
        {
            var dot = target.LastIndexOf('.');
            return new ServiceTarget(scope ?? (dot < 0 ? "unknown" : target[..dot]), WireFormat.Json, target[(dot + 1)..]);
        }

        if (IsForm(call))
        {
            return new ServiceTarget(scope ?? "unknown", WireFormat.Query, call.Line.Find("Action") ?? "");
        }

        var operation = $"{call.Http.Request.Method} {call.Line.RawPath}";
        return scope is null or "s3" ? new ServiceTarget("s3", WireFormat.RestXml, operation) : new ServiceTarget(scope, WireFormat.RestJson, operation);
    }

    private static bool IsForm(Call call) =>
        call.Http.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true
        || (call.Http.Request.Method == "GET" && call.Line.Find("Action") is not null && call.Line.Find("Version") is not null);

    private ServiceTarget Guess(Call call, string? scope)
    {
        foreach (var front in _fronts)
        {
            if (front.Recognise(call, scope) is { } target)
            {
                return target;
            }
        }

        return Foreign(call, scope);
    }
}
