using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation DeleteMetricAttribution.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<DeleteMetricAttributionResponse> DeleteMetricAttributionAsync(
        DeleteMetricAttributionRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        Change(session => BeginDelete(session, Find(session, context, request.MetricAttributionArn, ResourceKind.MetricAttribution)));
        return Task.FromResult(new DeleteMetricAttributionResponse());
    }
}
