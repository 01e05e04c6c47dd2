using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation DescribeDataDeletionJob.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<DescribeDataDeletionJobResponse> DescribeDataDeletionJobAsync(
        DescribeDataDeletionJobRequest request,
        CallContext context,
        CancellationToken cancellationToken) => Task.FromResult(new DescribeDataDeletionJobResponse
        {
            DataDeletionJob = Describe<DataDeletionJob>(context, request.DataDeletionJobArn, ResourceKind.DataDeletionJob),
        });
}
