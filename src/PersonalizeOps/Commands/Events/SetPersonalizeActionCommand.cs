using System.Management.Automation;
using Amazon.PersonalizeEvents.Model;
using PersonalizeOps.Commands.Base;

namespace PersonalizeOps.Commands.Events;

/// <summary>Adds actions to the Actions dataset of a group in real time, or replaces them, without an import.</summary>
[Cmdlet(VerbsCommon.Set, "PersonalizeAction", SupportsShouldProcess = true)]
public sealed class SetPersonalizeActionCommand() : SetRecordCmdlet("Actions", "ACTION_ID")
{
    private protected override Task PutAsync(IReadOnlyList<(string Id, string Properties)> records, CancellationToken cancellationToken)
    {
        var request = new PutActionsRequest
        {
            DatasetArn = DatasetArn,
            Actions = [.. records.Select(record => new Amazon.PersonalizeEvents.Model.Action { ActionId = record.Id, Properties = record.Properties })],
        };
        return Api.CallAsync(Connection.Events.PutActionsAsync, request, DatasetArn, cancellationToken);
    }
}
