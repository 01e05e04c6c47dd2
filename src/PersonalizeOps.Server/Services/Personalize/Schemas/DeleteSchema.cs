using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation DeleteSchema.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<DeleteSchemaResponse> DeleteSchemaAsync(
        DeleteSchemaRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        Change(session =>
        {
            var schema = Find(session, context, request.SchemaArn, ResourceKind.Schema);
            RequireUnused(session, schema, ResourceKind.Dataset);
            session.Resources.Delete(schema.Arn);
        });
        return Task.FromResult(new DeleteSchemaResponse());
    }
}
