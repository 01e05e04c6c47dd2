using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation DescribeDatasetImportJob.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<DescribeDatasetImportJobResponse> DescribeDatasetImportJobAsync(
        DescribeDatasetImportJobRequest request,
        CallContext context,
        CancellationToken cancellationToken) => Task.FromResult(new DescribeDatasetImportJobResponse
        {
            DatasetImportJob = Describe<DatasetImportJob>(context, request.DatasetImportJobArn, ResourceKind.DatasetImportJob),
        });
}
