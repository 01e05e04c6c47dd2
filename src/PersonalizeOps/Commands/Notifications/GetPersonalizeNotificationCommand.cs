using System.Management.Automation;
using PersonalizeOps.Cloud;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Connection;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Notifications;

/// <summary>Shows the rules by which a bucket starts the workflows; with -All also rules of others.</summary>
[Cmdlet(VerbsCommon.Get, "PersonalizeNotification", DefaultParameterSetName = BucketSet)]
[OutputType(typeof(PersonalizeNotification))]
public sealed class GetPersonalizeNotificationCommand : NotificationCmdlet
{
    /// <summary>The bucket.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = BucketSet, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Bucket { get; set; }

    /// <summary>Shows also the rules that these cmdlets did not set.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync(CancellationToken cancellationToken) => TryAsync(Bucket ?? Stack, async () =>
    {
        var bucket = Bucket ?? (await FindStackAsync(cancellationToken))!.Output("DataBucket");
        foreach (var rule in CloudApi.RulesOf(bucket, await Cloud.GetNotificationsAsync(bucket, cancellationToken)))
        {
            if (All || NotificationRules.IsOurs(rule.Id))
                WriteObject(rule);
        }
    });
}
