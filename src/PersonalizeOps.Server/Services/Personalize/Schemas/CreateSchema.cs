using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Data;
using PersonalizeOps.Server.Storage;
using DatasetSchema = Amazon.Personalize.Model.DatasetSchema;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation CreateSchema.</content>
internal sealed partial class PersonalizeService
{
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
            CheckNumber(session, new ResourceQuery(context.AccountId, context.Region, ResourceKind.Schema), quotas.Schemas);
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
