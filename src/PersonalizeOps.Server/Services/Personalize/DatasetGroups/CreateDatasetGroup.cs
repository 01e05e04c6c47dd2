using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Jobs;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation CreateDatasetGroup.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<CreateDatasetGroupResponse> CreateDatasetGroupAsync(
        CreateDatasetGroupRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        if (request.RoleArn is null != request.KmsKeyArn is null)
        {
            throw Errors.InvalidInput("roleArn and kmsKeyArn must be given together or not at all.");
        }

        var arn = PersonalizeArn.Make(context, $"dataset-group/{request.Name}");
        var group = new DatasetGroup
        {
            Name = request.Name,
            DatasetGroupArn = arn,
            RoleArn = request.RoleArn,
            KmsKeyArn = request.KmsKeyArn,
            Domain = request.Domain,
        };
        var resource = new NewResource<DatasetGroup>(ResourceKind.DatasetGroup, arn, request.Name, ResourceStatus.CreatePending, group);
        Change(session =>
        {
            Insert(session, context, resource, request.Tags);
            CheckNumber(session, new ResourceQuery(context.AccountId, context.Region, ResourceKind.DatasetGroup), quotas.DatasetGroups);
            JobQueue.Enqueue(session, JobKind.Activate, arn);
        });
        return Task.FromResult(new CreateDatasetGroupResponse { DatasetGroupArn = arn, Domain = request.Domain });
    }
}
