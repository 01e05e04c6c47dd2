using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Jobs;
using PersonalizeOps.Server.Jobs.Imports;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation CreateDataDeletionJob.</content>
internal sealed partial class PersonalizeService
{
    private static readonly string[] DeletionInMotion = [ResourceStatus.Pending, ResourceStatus.InProgress];

    /// <inheritdoc/>
    public override Task<CreateDataDeletionJobResponse> CreateDataDeletionJobAsync(
        CreateDataDeletionJobRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        if (!S3Location.TryParse(request.DataSource.DataLocation ?? "", out _))
        {
            throw Errors.InvalidInput(
                $"Invalid Data location: {request.DataSource.DataLocation}. Give an object or a folder, such as s3://bucket/folder/users.csv.");
        }

        var arn = PersonalizeArn.Make(context, $"data-deletion-job/{request.JobName}");
        var job = new DataDeletionJob
        {
            JobName = request.JobName,
            DataDeletionJobArn = arn,
            DatasetGroupArn = request.DatasetGroupArn,
            DataSource = request.DataSource,
            RoleArn = request.RoleArn,
        };
        var resource = new NewResource<DataDeletionJob>(ResourceKind.DataDeletionJob, arn, request.JobName, ResourceStatus.Pending, job);
        Change(session =>
        {
            var group = FindActive(session, context, request.DatasetGroupArn, ResourceKind.DatasetGroup);
            RequireNoImports(session, group);
            Insert(session, context, resource, request.Tags, request.DatasetGroupArn);
            var jobs = new ResourceQuery(context.AccountId, context.Region, ResourceKind.DataDeletionJob, request.DatasetGroupArn);
            CheckInMotion(session, jobs, quotas.PendingDeletionsPerGroup, DeletionInMotion);
            JobQueue.Enqueue(session, JobKind.DeleteUsers, arn, request.DatasetGroupArn);
        });
        return Task.FromResult(new CreateDataDeletionJobResponse { DataDeletionJobArn = arn });
    }

    // An import that has read the old rows would bring deleted users back.
    private static void RequireNoImports(StateSession session, ResourceRow group)
    {
        foreach (var dataset in session.Resources.All(new ResourceQuery(group.AccountId, group.Region, ResourceKind.Dataset, group.Arn)))
        {
            RequireUnused(session, dataset, ResourceKind.DatasetImportJob, ResourceStatus.BeingCreated);
        }
    }
}
