using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Data;
using PersonalizeOps.Server.Storage;
using DatasetSchema = Amazon.Personalize.Model.DatasetSchema;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation CreateSchema.</content>
internal sealed partial class PersonalizeService
{
    private const int SchemaQuota = 500;

    /// <inheritdoc/>
    public override Task<CreateSchemaResponse> CreateSchemaAsync(
        CreateSchemaRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        CheckSchema(request);
        var arn = PersonalizeArn.Make(context, $"schema/{request.Name}");
        var schema = new DatasetSchema { Name = request.Name, SchemaArn = arn, Schema = request.Schema, Domain = request.Domain };
        var resource = new NewResource<DatasetSchema>(ResourceKind.Schema, arn, request.Name, ResourceStatus.Active, schema);
        Change(session =>
        {
            Insert(session, context, resource, null);
            if (session.Resources.Count(new ResourceQuery(context.AccountId, context.Region, ResourceKind.Schema)) > SchemaQuota)
            {
                throw Errors.LimitExceeded($"There are {SchemaQuota} schemas already. Please delete some and try again.");
            }
        });
        return Task.FromResult(new CreateSchemaResponse { SchemaArn = arn });
    }

    private static void CheckSchema(CreateSchemaRequest request)
    {
        try
        {
            var schema = Data.DatasetSchema.Parse(request.Schema);
            if (!DatasetTypes.TryParse(schema.Name, out var type))
            {
                throw Errors.InvalidInput(
                    $"The schema is named '{schema.Name}'; name it as its dataset: Interactions, Items, Users, Actions or ActionInteractions.");
            }

            schema.Validate(type);
            DomainFields.Check(schema, type, request.Domain?.Value);
        }
        catch (SchemaException exception)
        {
            throw Errors.InvalidInput($"The schema is not valid: {exception.Message}");
        }
    }
}
