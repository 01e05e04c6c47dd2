using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation DescribeBatchInferenceJob.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<DescribeBatchInferenceJobResponse> DescribeBatchInferenceJobAsync(
        DescribeBatchInferenceJobRequest request,
        CallContext context,
        CancellationToken cancellationToken) => Task.FromResult(new DescribeBatchInferenceJobResponse
        {
            BatchInferenceJob = Describe<BatchInferenceJob>(context, request.BatchInferenceJobArn, ResourceKind.BatchInferenceJob),
        });
}
