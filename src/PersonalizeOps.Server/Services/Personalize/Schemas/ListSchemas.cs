using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation ListSchemas.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<ListSchemasResponse> ListSchemasAsync(
        ListSchemasRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var call = new ListCall("ListSchemas", ResourceKind.Schema, request.MaxResults, request.NextToken);
        var (items, nextToken) = List<DatasetSchemaSummary>(context, call);
        return Task.FromResult(new ListSchemasResponse { Schemas = items, NextToken = nextToken });
    }
}
