using Amazon.PersonalizeEvents.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Data;

namespace PersonalizeOps.Server.Services.PersonalizeEvents;

/// <content>The operation PutItems: a record takes the place of the one with its id.</content>
internal sealed partial class PersonalizeEventsService
{
    /// <inheritdoc/>
    public override async Task<PutItemsResponse> PutItemsAsync(
        PutItemsRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var target = FindDataset(context, request.DatasetArn, DatasetType.Items);
        await PutAsync(target, [.. request.Items.Select(record => (record.ItemId, record.Properties))]);
        return new PutItemsResponse();
    }
}
