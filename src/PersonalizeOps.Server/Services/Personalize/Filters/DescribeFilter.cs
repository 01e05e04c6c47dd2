using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation DescribeFilter.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<DescribeFilterResponse> DescribeFilterAsync(
        DescribeFilterRequest request,
        CallContext context,
        CancellationToken cancellationToken) => Task.FromResult(new DescribeFilterResponse
        {
            Filter = Describe<Filter>(context, request.FilterArn, ResourceKind.Filter),
        });
}
