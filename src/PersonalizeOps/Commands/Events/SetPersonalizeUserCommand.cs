using System.Management.Automation;
using Amazon.PersonalizeEvents.Model;
using PersonalizeOps.Commands.Base;

namespace PersonalizeOps.Commands.Events;

/// <summary>Adds users to the Users dataset of a group in real time, or replaces them, without an import.</summary>
[Cmdlet(VerbsCommon.Set, "PersonalizeUser", SupportsShouldProcess = true)]
public sealed class SetPersonalizeUserCommand() : SetRecordCmdlet("Users", "USER_ID")
{
    private protected override Task PutAsync(IReadOnlyList<(string Id, string Properties)> records, CancellationToken cancellationToken)
    {
        var request = new PutUsersRequest
        {
            DatasetArn = DatasetArn,
            Users = [.. records.Select(record => new User { UserId = record.Id, Properties = record.Properties })],
        };
        return Api.CallAsync(Connection.Events.PutUsersAsync, request, DatasetArn, cancellationToken);
    }
}
