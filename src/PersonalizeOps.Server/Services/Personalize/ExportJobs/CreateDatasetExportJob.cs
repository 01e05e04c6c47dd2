using Amazon.Personalize;
using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Data;
using PersonalizeOps.Server.Jobs;
using PersonalizeOps.Server.Jobs.Imports;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation CreateDatasetExportJob.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<CreateDatasetExportJobResponse> CreateDatasetExportJobAsync(
        CreateDatasetExportJobRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var path = request.JobOutput.S3DataDestination.Path;
        if (!S3Location.TryParse(path, out _))
        {
            throw Errors.InvalidInput($"Invalid S3 output path: {path}. Give a folder, such as s3://bucket/folder/.");
        }

        var arn = PersonalizeArn.Make(context, $"dataset-export-job/{request.JobName}");
        var job = new DatasetExportJob
        {
            JobName = request.JobName,
            DatasetExportJobArn = arn,
            DatasetArn = request.DatasetArn,
            IngestionMode = request.IngestionMode ?? IngestionMode.PUT,
            RoleArn = request.RoleArn,
            JobOutput = request.JobOutput,
        };
        var resource = new NewResource<DatasetExportJob>(
            ResourceKind.DatasetExportJob,
            arn,
            request.JobName,
            ResourceStatus.CreatePending,
            job);
        Change(session =>
        {
            var dataset = FindActive(session, context, request.DatasetArn, ResourceKind.Dataset);
            RequireExportable(dataset);
            RequireNoDatasetUpdate(dataset);
            Insert(session, context, resource, request.Tags, request.DatasetArn);
            var exports = new ResourceQuery(context.AccountId, context.Region, ResourceKind.DatasetExportJob);
            CheckInMotion(session, exports, quotas.PendingExports);

            // In turn with imports, which move the file that is read.
            JobQueue.Enqueue(session, JobKind.Export, arn, request.DatasetArn);
        });
        return Task.FromResult(new CreateDatasetExportJobResponse { DatasetExportJobArn = arn });
    }

    private static void RequireExportable(ResourceRow dataset)
    {
        var type = DatasetTypes.Parse(ResourceDocument.Read<Dataset>(dataset).DatasetType);
        if (type is DatasetType.Actions or DatasetType.ActionInteractions)
        {
            throw Errors.InvalidInput($"The dataset {dataset.Arn} is of type {type.ToApi()}, which cannot be exported.");
        }
    }
}
