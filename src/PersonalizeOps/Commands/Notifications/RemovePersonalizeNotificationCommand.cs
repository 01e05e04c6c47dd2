using System.Management.Automation;
using PersonalizeOps.Cloud;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Connection;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Notifications;

/// <summary>
/// Removes rules that Set-PersonalizeNotification made, and the permission it gave where no other rule of the bucket needs it. Rules of others stay
/// as they are.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "PersonalizeNotification", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = BucketSet)]
public sealed class RemovePersonalizeNotificationCommand : NotificationCmdlet
{
    /// <summary>The bucket.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = BucketSet, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Bucket { get; set; }

    /// <summary>The ids of the rules. The default is all that Set-PersonalizeNotification made.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>Removes only rules of this workflow.</summary>
    [Parameter]
    [ValidateSet("Train", "Predict")]
    public string? Workflow { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync(CancellationToken cancellationToken) => TryAsync(Bucket ?? Stack, async () =>
    {
        var stack = await FindStackAsync(cancellationToken);
        var bucket = Bucket ?? stack!.Output("DataBucket");
        var present = await Cloud.GetNotificationsAsync(bucket, cancellationToken);
        var rules = CloudApi.RulesOf(bucket, present);
        RequireOurs(bucket, rules);
        var doomed = rules.Where(rule => IsMeant(rule, stack)).ToList();
        if (doomed.Count == 0 || !ShouldProcess(bucket, $"Remove the rules {string.Join("; ", doomed)}"))
            return;
        await Cloud.RemoveNotificationsAsync(present, bucket, doomed.ConvertAll(rule => rule.Id), cancellationToken);
        var stillCalled = rules.Except(doomed).Select(rule => rule.TargetArn).ToHashSet(StringComparer.Ordinal);
        var functions = doomed.Where(rule => rule.TargetType == "Function").Select(rule => rule.TargetArn).Distinct(StringComparer.Ordinal);
        foreach (var function in functions.Where(arn => !stillCalled.Contains(arn)))
            await Cloud.RemovePermissionAsync(function, bucket, cancellationToken);
    });

    private void RequireOurs(string bucket, IReadOnlyList<PersonalizeNotification> rules)
    {
        foreach (var id in Id ?? [])
        {
            if (!NotificationRules.IsOurs(id))
                throw new PersonalizeException("ForeignNotification", ErrorCategory.PermissionDenied,
                    $"The rule {id} of bucket {bucket} was not made by Set-PersonalizeNotification and stays.", id, "Remove it where it was made.");
            if (rules.All(rule => rule.Id != id))
                throw new PersonalizeException("NotificationNotFound", ErrorCategory.ObjectNotFound, $"Bucket {bucket} has no rule {id}.", id,
                    $"Get-PersonalizeNotification {bucket} lists them.");
        }
    }

    private bool IsMeant(PersonalizeNotification rule, PersonalizeStack? stack) =>
        NotificationRules.IsOurs(rule.Id)
        && (Id?.Contains(rule.Id, StringComparer.Ordinal) ?? true)
        && (Workflow is null || rule.Workflow == Workflow)
        && (stack is null || rule.Id.EndsWith($"-{stack.Name}", StringComparison.Ordinal));
}
