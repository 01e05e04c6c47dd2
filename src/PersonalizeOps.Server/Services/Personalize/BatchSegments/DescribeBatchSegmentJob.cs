using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation DescribeBatchSegmentJob.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<DescribeBatchSegmentJobResponse> DescribeBatchSegmentJobAsync(
        DescribeBatchSegmentJobRequest request,
        CallContext context,
        CancellationToken cancellationToken) => Task.FromResult(new DescribeBatchSegmentJobResponse
        {
            BatchSegmentJob = Describe<BatchSegmentJob>(context, request.BatchSegmentJobArn, ResourceKind.BatchSegmentJob),
        });
}
