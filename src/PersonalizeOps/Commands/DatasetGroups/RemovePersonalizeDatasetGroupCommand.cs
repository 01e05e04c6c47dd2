using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Connection;

namespace PersonalizeOps.Commands.DatasetGroups;

/// <summary>
/// Removes a dataset group; with -Recurse all it holds, in the order that the service demands: campaigns, recommenders and event trackers, then
/// solutions and filters, datasets, the group. It waits for each; run again after an interruption it goes on with what is left. Import and
/// batch jobs cannot be deleted and stay in the lists, and so do the files on S3.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "PersonalizeDatasetGroup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemovePersonalizeDatasetGroupCommand : PollingCmdlet
{
    /// <summary>The dataset group, as name, ARN or object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Arn", "DatasetGroupArn")]
    [ResourceCompleter(ResourceKind.DatasetGroup)]
    public ResourceIdentity[] Name { get; set; } = [];

    /// <summary>Removes all that the group holds as well. Without it a group that holds something is refused.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>Removes the schemas of its datasets too, unless other datasets use them.</summary>
    [Parameter]
    public SwitchParameter IncludeSchema { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var name in Name)
            await TryAsync(name.Text, () => RemoveAsync(name.ArnOf(ResourceKind.DatasetGroup, Connection), cancellationToken));
    }

    private async Task RemoveAsync(string groupArn, CancellationToken cancellationToken)
    {
        var group = await Api.GetDatasetGroupAsync(groupArn, cancellationToken);
        var stages = Recurse
            ? await Api.PlanRemovalAsync(group.Arn, IncludeSchema, cancellationToken)
            : [[Api.RemoveDatasetGroup(group.Arn)]];
        var plan = string.Join(", then ", stages.Select(stage => string.Join(", ", stage)));
        if (!ShouldProcess($"Remove {plan}.", $"Remove {plan}?", "This cannot be undone"))
            return;
        foreach (var stage in stages)
            await Task.WhenAll(stage.Select(step => RemoveAsync(step, cancellationToken)));
    }

    private async Task RemoveAsync(RemovalStep step, CancellationToken cancellationToken)
    {
        var asked = false;
        await PollAsync($"Removing {step}", "run the command again", async token =>
        {
            var status = await step.StatusAsync(token);
            if (status is null || asked || status.StartsWith("DELETE", StringComparison.Ordinal) || InMotion(status))
                return status;
            await step.DeleteAsync(token);
            asked = true;
            return "DELETE PENDING";
        }, cancellationToken);
    }
}
