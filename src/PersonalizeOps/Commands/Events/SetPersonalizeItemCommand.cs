using System.Management.Automation;
using Amazon.PersonalizeEvents.Model;
using PersonalizeOps.Commands.Base;

namespace PersonalizeOps.Commands.Events;

/// <summary>Adds items to the Items dataset of a group in real time, or replaces them, without an import.</summary>
[Cmdlet(VerbsCommon.Set, "PersonalizeItem", SupportsShouldProcess = true)]
public sealed class SetPersonalizeItemCommand() : SetRecordCmdlet("Items", "ITEM_ID")
{
    private protected override Task PutAsync(IReadOnlyList<(string Id, string Properties)> records, CancellationToken cancellationToken)
    {
        var request = new PutItemsRequest
        {
            DatasetArn = DatasetArn,
            Items = [.. records.Select(record => new Item { ItemId = record.Id, Properties = record.Properties })],
        };
        return Api.CallAsync(Connection.Events.PutItemsAsync, request, DatasetArn, cancellationToken);
    }
}
