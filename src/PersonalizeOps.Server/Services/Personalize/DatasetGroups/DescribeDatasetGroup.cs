using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation DescribeDatasetGroup.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<DescribeDatasetGroupResponse> DescribeDatasetGroupAsync(
        DescribeDatasetGroupRequest request,
        CallContext context,
        CancellationToken cancellationToken) => Task.FromResult(new DescribeDatasetGroupResponse
        {
            DatasetGroup = Describe<DatasetGroup>(context, request.DatasetGroupArn, ResourceKind.DatasetGroup),
        });
}
