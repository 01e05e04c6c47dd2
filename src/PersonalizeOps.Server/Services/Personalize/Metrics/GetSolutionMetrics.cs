using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation GetSolutionMetrics.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<GetSolutionMetricsResponse> GetSolutionMetricsAsync(
        GetSolutionMetricsRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var metrics = database.Read(session =>
        {
            var version = FindActive(session, context, request.SolutionVersionArn, ResourceKind.SolutionVersion);
            return session.Models.Find(version.Arn)!.Metrics!;
        });
        return Task.FromResult(new GetSolutionMetricsResponse
        {
            SolutionVersionArn = request.SolutionVersionArn,
            Metrics = metrics.OrderBy(metric => metric.Key, StringComparer.Ordinal).ToDictionary(),
        });
    }
}
