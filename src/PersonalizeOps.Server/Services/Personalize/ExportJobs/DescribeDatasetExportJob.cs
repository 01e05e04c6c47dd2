using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation DescribeDatasetExportJob.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<DescribeDatasetExportJobResponse> DescribeDatasetExportJobAsync(
        DescribeDatasetExportJobRequest request,
        CallContext context,
        CancellationToken cancellationToken) => Task.FromResult(new DescribeDatasetExportJobResponse
        {
            DatasetExportJob = Describe<DatasetExportJob>(context, request.DatasetExportJobArn, ResourceKind.DatasetExportJob),
        });
}
