using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Data;
using PersonalizeOps.Server.Jobs;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation CreateDataset.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<CreateDatasetResponse> CreateDatasetAsync(
        CreateDatasetRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        if (!DatasetTypes.TryParse(request.DatasetType, out var type))
        {
            throw Errors.InvalidInput($"The dataset type {request.DatasetType} is none of Interactions, Items, Users, Actions, Action_Interactions.");
        }

        PersonalizeArn.Require(request.DatasetGroupArn, ResourceKind.DatasetGroup);
        var groupName = request.DatasetGroupArn[(request.DatasetGroupArn.LastIndexOf('/') + 1)..];
        var arn = PersonalizeArn.Make(context, $"dataset/{groupName}/{type.ToApi().ToUpperInvariant()}");
        var dataset = new Dataset
        {
            Name = request.Name,
            DatasetArn = arn,
            DatasetGroupArn = request.DatasetGroupArn,
            DatasetType = type.ToApi().ToUpperInvariant(),
            SchemaArn = request.SchemaArn,
            TrackingId = type == DatasetType.ActionInteractions ? Guid.NewGuid().ToString() : null,
        };
        var resource = new NewResource<Dataset>(ResourceKind.Dataset, arn, request.Name, ResourceStatus.CreatePending, dataset);
        Change(session =>
        {
            var schema = Find(session, context, request.SchemaArn, ResourceKind.Schema);
            var group = FindActive(session, context, request.DatasetGroupArn, ResourceKind.DatasetGroup);
            CheckSchema(schema, group, type);
            Insert(session, context, resource, request.Tags, request.SchemaArn, request.DatasetGroupArn);
            if (dataset.TrackingId is not null)
            {
                session.Tracking.Set(dataset.TrackingId, arn);
            }

            JobQueue.Enqueue(session, JobKind.Activate, arn);
        });
        return Task.FromResult(new CreateDatasetResponse { DatasetArn = arn });
    }

    private static void CheckSchema(ResourceRow schemaRow, ResourceRow groupRow, DatasetType type)
    {
        var schema = ResourceDocument.Read<Amazon.Personalize.Model.DatasetSchema>(schemaRow);
        var group = ResourceDocument.Read<DatasetGroup>(groupRow);
        if (group.Domain is not null && type is (DatasetType.Actions or DatasetType.ActionInteractions))
        {
            throw Errors.InvalidInput($"Datasets of type {type.ToApi()} are for dataset groups without a domain; {group.DatasetGroupArn} has one.");
        }

        if (schema.Domain != group.Domain)
        {
            throw Errors.InvalidInput(
                $"The domain of the schema ({schema.Domain?.Value ?? "none"}) is not that of the group ({group.Domain?.Value ?? "none"}).");
        }

        try
        {
            Data.DatasetSchema.Parse(schema.Schema).Validate(type);
        }
        catch (SchemaException exception)
        {
            throw Errors.InvalidInput($"The schema {schema.SchemaArn} does not suit a dataset of type {type.ToApi()}: {exception.Message}");
        }
    }
}
