using PersonalizeOps.Server.Admin;

namespace PersonalizeOps.Server.Protocol.Steps;

/// <summary>Hands the request to the front of its service.</summary>
/// <param name="fronts">The fronts.</param>
/// <param name="faults">Faults to be met.</param>
internal sealed class Dispatch(IEnumerable<IServiceFront> fronts, FaultBook faults) : IStep
{
    private readonly IReadOnlyList<IServiceFront> _fronts = [.. fronts];

    /// <inheritdoc/>
    public async Task RunAsync(Call call, CancellationToken cancellationToken)
    {
        var front = _fronts.FirstOrDefault(front => front.Serves(call.Target));
        if (front is null)
        {
            throw Errors.NotImplemented(call.Target.Service, await OperationAsync(call, cancellationToken));
        }

        faults.Meet(call.Target);
        await front.AnswerAsync(call, cancellationToken);
    }

    private static async Task<string> OperationAsync(Call call, CancellationToken cancellationToken)
    {
        if (call.Target is not { Format: WireFormat.Query, Operation: "" })
        {
            return call.Target.Operation;
        }

        var form = await QueryForm.ReadAsync(call, cancellationToken);
        return form.GetValueOrDefault("Action", "(without a name)");
    }
}
