using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Data;
using PersonalizeOps.Server.Jobs;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation UpdateDataset.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<UpdateDatasetResponse> UpdateDatasetAsync(
        UpdateDatasetRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        Change(session =>
        {
            var row = FindActive(session, context, request.DatasetArn, ResourceKind.Dataset);
            RequireNoDatasetUpdate(row);
            RequireUnused(session, row, ResourceKind.DatasetImportJob, ResourceStatus.BeingCreated);
            var dataset = ResourceDocument.Read<Dataset>(row);
            var schema = Find(session, context, request.SchemaArn, ResourceKind.Schema);
            var group = Find(session, context, dataset.DatasetGroupArn, ResourceKind.DatasetGroup);
            CheckSchema(schema, group, DatasetTypes.Parse(dataset.DatasetType));
            CheckKeepsFields(Find(session, context, dataset.SchemaArn, ResourceKind.Schema), schema);
            BeginDatasetUpdate(session, row, request.SchemaArn);
        });
        return Task.FromResult(new UpdateDatasetResponse { DatasetArn = request.DatasetArn });
    }

    private static void RequireNoDatasetUpdate(ResourceRow row)
    {
        if (ResourceDocument.Read<Dataset>(row).LatestDatasetUpdate is { } update && ResourceStatus.InMotion(update.Status))
        {
            throw Errors.ResourceInUse($"{row.Arn} is being updated.");
        }
    }

    // Rows of earlier imports stay, so they must make sense under the new schema.
    private static void CheckKeepsFields(ResourceRow oldRow, ResourceRow newRow)
    {
        var fields = Data.DatasetSchema.Parse(ResourceDocument.Read<Amazon.Personalize.Model.DatasetSchema>(newRow).Schema).Fields;
        foreach (var old in Data.DatasetSchema.Parse(ResourceDocument.Read<Amazon.Personalize.Model.DatasetSchema>(oldRow).Schema).Fields)
        {
            if (!fields.Any(field => field.Name == old.Name && field.Type == old.Type))
            {
                throw Errors.InvalidInput($"The new schema must keep the field {old.Name} with its type.");
            }
        }
    }

    private void BeginDatasetUpdate(StateSession session, ResourceRow row, string schemaArn)
    {
        var now = time.GetUtcNow();
        var update = new DatasetUpdateSummary
        {
            SchemaArn = schemaArn,
            Status = ResourceStatus.CreatePending,
            CreationDateTime = now.UtcDateTime,
            LastUpdatedDateTime = now.UtcDateTime,
        };
        session.Resources.Update(row.With<Dataset>(dataset => dataset.LatestDatasetUpdate = update) with { Updated = now });
        session.Resources.SetReferences(row.Arn, [.. session.Resources.References(row.Arn), schemaArn]);
        JobQueue.Enqueue(session, JobKind.UpdateDataset, row.Arn);
    }
}
