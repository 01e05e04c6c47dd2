using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation DescribeDataset.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<DescribeDatasetResponse> DescribeDatasetAsync(
        DescribeDatasetRequest request,
        CallContext context,
        CancellationToken cancellationToken) => Task.FromResult(new DescribeDatasetResponse
        {
            Dataset = Describe<Dataset>(context, request.DatasetArn, ResourceKind.Dataset),
        });
}
