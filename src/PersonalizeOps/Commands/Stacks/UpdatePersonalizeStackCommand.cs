using System.Management.Automation;
using PersonalizeOps.Cloud;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Stacks;

/// <summary>
/// Brings a stack in step with its template and with new parameters; parameters that are not given keep their values. A stack that needs no change is
/// left alone. With -WhatIf what CloudFormation would do is emitted.
/// </summary>
[Cmdlet(VerbsData.Update, "PersonalizeStack", SupportsShouldProcess = true)]
[OutputType(typeof(PersonalizeStack), typeof(StackChange))]
public sealed class UpdatePersonalizeStackCommand : DeployStackCmdlet
{
    /// <summary>The stacks, as names or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(StackNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>
    /// A template of your own. The default is the bundled template of the stack's workflow as this module has it; else the stack's own stays.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TemplatePath { get; set; }

    /// <summary>Emits the stack after the update, with -Wait after its end.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var name in Name)
            await TryAsync(name, () => UpdateAsync(name, cancellationToken));
    }

    private async Task UpdateAsync(string name, CancellationToken cancellationToken)
    {
        var present = await Cloud.GetStackAsync(name, cancellationToken);
        RequireUpdatable(present);
        var sent = TemplatePath is not null ? ReadTemplate(TemplatePath)
            : CloudBundle.Workflows.Contains(present.Workflow, StringComparer.Ordinal) ? CloudBundle.Template(present.Workflow!)
            : null;
        var template = sent ?? await Cloud.GetTemplateAsync(present.Name, cancellationToken);
        var (order, upload) = await PrepareAsync(present.Name, template, isSent: sent is not null, present, TagsOf(present), cancellationToken);
        if (!await ConfirmAsync("UpdateStack", order, isNew: false, cancellationToken))
            return;
        await UploadAsync(upload, cancellationToken);
        var changes = await Cloud.UpdateStackAsync(order, cancellationToken);
        if (!changes)
            WriteVerbose($"Stack {present.Name} needs no update.");
        if (changes && Wait)
            await FollowAsync(present.Arn, present.Name, template.ResourceCount, present, cancellationToken);
        if (PassThru)
            WriteObject(await Cloud.GetStackAsync(present.Arn, cancellationToken));
    }

    private Dictionary<string, string>? TagsOf(PersonalizeStack present)
    {
        // The service replaces all tags when it is given any, and keeps all when it is given none.
        if (Tag is null)
            return null;
        Dictionary<string, string> tags = new(present.Tags);
        foreach (var (key, value) in GivenTags())
            tags[key] = value;
        return tags;
    }

    private static void RequireUpdatable(PersonalizeStack stack)
    {
        if (stack.Status is "ROLLBACK_COMPLETE" or "ROLLBACK_FAILED" or "CREATE_FAILED" or "DELETE_FAILED" or "REVIEW_IN_PROGRESS")
            throw new PersonalizeException("StackNotUpdatable", ErrorCategory.InvalidOperation,
                $"Stack {stack.Name} is {stack.Status}, which CloudFormation does not update.", stack.Name,
                $"Remove-PersonalizeStack {stack.Name} -Wait, then New-PersonalizeStack.");
        if (stack.Status.EndsWith("_IN_PROGRESS", StringComparison.Ordinal))
            throw new PersonalizeException("StackBusy", ErrorCategory.ResourceBusy, $"Stack {stack.Name} is {stack.Status}.", stack.Name,
                $"Wait with Get-PersonalizeStack {stack.Name} -Wait, then try again.");
    }
}
