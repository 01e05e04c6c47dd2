using Amazon.Personalize;
using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Jobs;
using PersonalizeOps.Server.Jobs.Imports;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation CreateDatasetImportJob.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<CreateDatasetImportJobResponse> CreateDatasetImportJobAsync(
        CreateDatasetImportJobRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        CheckImport(request);
        var arn = PersonalizeArn.Make(context, $"dataset-import-job/{request.JobName}");
        var mode = request.ImportMode ?? ImportMode.FULL;
        var job = new DatasetImportJob
        {
            JobName = request.JobName,
            DatasetImportJobArn = arn,
            DatasetArn = request.DatasetArn,
            DataSource = request.DataSource,
            RoleArn = request.RoleArn,
            ImportMode = mode,
            PublishAttributionMetricsToS3 = request.PublishAttributionMetricsToS3,
        };
        var resource = new NewResource<DatasetImportJob>(
            ResourceKind.DatasetImportJob,
            arn,
            request.JobName,
            ResourceStatus.CreatePending,
            job);
        Change(session =>
        {
            var dataset = FindActive(session, context, request.DatasetArn, ResourceKind.Dataset);
            RequireNoDatasetUpdate(dataset);
            CheckImportMode(session, dataset, mode);
            var group = Find(session, context, ResourceDocument.Read<Dataset>(dataset).DatasetGroupArn, ResourceKind.DatasetGroup);
            RequireUnused(session, group, ResourceKind.DataDeletionJob, DeletionInMotion);
            if (request.PublishAttributionMetricsToS3 == true)
            {
                RequireReportPlace(session, dataset, group);
            }

            Insert(session, context, resource, request.Tags, request.DatasetArn);
            var imports = new ResourceQuery(context.AccountId, context.Region, ResourceKind.DatasetImportJob);
            CheckInMotion(session, imports, quotas.PendingImports);
            JobQueue.Enqueue(session, JobKind.Import, arn, request.DatasetArn);
        });
        return Task.FromResult(new CreateDatasetImportJobResponse { DatasetImportJobArn = arn });
    }

    private static void CheckImport(CreateDatasetImportJobRequest request)
    {
        if (!S3Location.TryParse(request.DataSource.DataLocation ?? "", out _))
        {
            throw Errors.InvalidInput(
                $"Invalid Data location: {request.DataSource.DataLocation}. Give an object or a folder, such as s3://bucket/folder/file.csv.");
        }
    }

    private static void RequireReportPlace(StateSession session, ResourceRow dataset, ResourceRow group)
    {
        if (!dataset.Arn.EndsWith("/INTERACTIONS", StringComparison.Ordinal))
        {
            throw Errors.InvalidInput("publishAttributionMetricsToS3 is for imports of interactions.");
        }

        var query = new ResourceQuery(group.AccountId, group.Region, ResourceKind.MetricAttribution, group.Arn);
        var attribution = session.Resources.Latest(query, ResourceStatus.Active)
            ?? throw Errors.InvalidInput($"publishAttributionMetricsToS3 needs an ACTIVE metric attribution, which {group.Arn} does not have.");
        if (ResourceDocument.Read<MetricAttribution>(attribution).MetricsOutputConfig.S3DataDestination is null)
        {
            throw Errors.InvalidInput($"publishAttributionMetricsToS3 needs an s3DataDestination, which {attribution.Arn} does not have.");
        }
    }

    private static void CheckImportMode(StateSession session, ResourceRow dataset, ImportMode mode)
    {
        var pending = new ResourceQuery(dataset.AccountId, dataset.Region, ResourceKind.DatasetImportJob, dataset.Arn);
        if (mode == ImportMode.INCREMENTAL
            && session.DatasetContents.Find(dataset.Arn) is null
            && session.Resources.Count(pending, ResourceStatus.BeingCreated) == 0)
        {
            throw Errors.InvalidInput("The first import of a dataset must have the import mode FULL.");
        }
    }
}
