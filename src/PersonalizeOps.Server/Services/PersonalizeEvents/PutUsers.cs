using Amazon.PersonalizeEvents.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Data;

namespace PersonalizeOps.Server.Services.PersonalizeEvents;

/// <content>The operation PutUsers: a record takes the place of the one with its id.</content>
internal sealed partial class PersonalizeEventsService
{
    /// <inheritdoc/>
    public override async Task<PutUsersResponse> PutUsersAsync(
        PutUsersRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var target = FindDataset(context, request.DatasetArn, DatasetType.Users);
        await PutAsync(target, [.. request.Users.Select(record => (record.UserId, record.Properties))]);
        return new PutUsersResponse();
    }
}
