using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation DescribeSchema.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<DescribeSchemaResponse> DescribeSchemaAsync(
        DescribeSchemaRequest request,
        CallContext context,
        CancellationToken cancellationToken) => Task.FromResult(new DescribeSchemaResponse
        {
            Schema = Describe<DatasetSchema>(context, request.SchemaArn, ResourceKind.Schema),
        });
}
