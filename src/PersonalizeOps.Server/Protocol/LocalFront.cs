using System.Text.Json.Serialization.Metadata;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Services.Local;

namespace PersonalizeOps.Server.Protocol;

/// <summary>What the local server tells beyond AWS: JSON posted to <c>/local/…</c>, signed for Personalize.</summary>
/// <param name="service">The service.</param>
/// <param name="options">The options.</param>
internal sealed class LocalFront(LocalService service, ServerOptions options) : IServiceFront
{
    private const string Service = "personalize-local";
    private const string Prefix = "/local/";

    /// <inheritdoc/>
    public ServiceTarget? Recognise(Call call, string? scope) =>
        scope == "personalize" && call.Line.RawPath.StartsWith(Prefix, StringComparison.Ordinal) && call.Http.Request.Method == "POST"
            ? new ServiceTarget(Service, WireFormat.RestJson, call.Line.RawPath[Prefix.Length..])
            : null;

    /// <inheritdoc/>
    public bool Serves(ServiceTarget target) => target.Service == Service;

    /// <inheritdoc/>
    public Task AnswerAsync(Call call, CancellationToken cancellationToken)
    {
        var context = new CallContext(call.Region, options.AccountId, call.RequestId);
        return call.Target.Operation switch
        {
            "explanations" => AnswerAsync(
                call, LocalJson.Default.ExplainRequest, request => service.Explain(request, context), LocalJson.Default.ExplainResponse, cancellationToken),
            "trials" => AnswerAsync(
                call, LocalJson.Default.TrialsRequest, request => service.Trials(request, context), LocalJson.Default.TrialsResponse, cancellationToken),
            var other => throw Errors.UnknownOperation(other),
        };
    }

    private static async Task AnswerAsync<TRequest, TResponse>(
        Call call,
        JsonTypeInfo<TRequest> input,
        Func<TRequest, TResponse> answer,
        JsonTypeInfo<TResponse> output,
        CancellationToken cancellationToken)
    {
        // SigV4 has read the body already; it is short and in memory.
        var request = await JsonBody.ReadAsync(call.Body, input, cancellationToken);
        await JsonBody.WriteAsync(call.Http.Response, answer(request), output, cancellationToken);
    }
}
