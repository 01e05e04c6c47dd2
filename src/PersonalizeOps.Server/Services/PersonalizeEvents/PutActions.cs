using Amazon.PersonalizeEvents.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Data;

namespace PersonalizeOps.Server.Services.PersonalizeEvents;

/// <content>The operation PutActions: a record takes the place of the one with its id.</content>
internal sealed partial class PersonalizeEventsService
{
    /// <inheritdoc/>
    public override async Task<PutActionsResponse> PutActionsAsync(
        PutActionsRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var target = FindDataset(context, request.DatasetArn, DatasetType.Actions);
        await PutAsync(target, [.. request.Actions.Select(record => (record.ActionId, record.Properties))]);
        return new PutActionsResponse();
    }
}
