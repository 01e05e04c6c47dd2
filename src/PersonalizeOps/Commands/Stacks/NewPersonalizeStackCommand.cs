using System.Management.Automation;
using PersonalizeOps.Cloud;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Stacks;

/// <summary>
/// Makes a CloudFormation stack of a bundled workflow or of a template of one's own. With -WhatIf nothing is made or uploaded, and what
/// CloudFormation would do is emitted.
/// </summary>
[Cmdlet(VerbsCommon.New, "PersonalizeStack", SupportsShouldProcess = true, DefaultParameterSetName = WorkflowSet)]
[OutputType(typeof(PersonalizeStack), typeof(StackChange))]
public sealed class NewPersonalizeStackCommand : DeployStackCmdlet
{
    private const string WorkflowSet = "Workflow";
    private const string TemplateSet = "Template";

    /// <summary>The dataset group has the stack's name, and the longest name made of it must still be one of Personalize.</summary>
    private const int MaxTrainName = 63 - 13;

    /// <summary>The name of the stack: letters, digits and hyphens, beginning with a letter. A training stack names its dataset group after it.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidatePattern("^[a-zA-Z][a-zA-Z0-9-]{0,127}$",
        ErrorMessage = "'{0}' is no name of a stack: letters, digits and hyphens, beginning with a letter, 128 at most.")]
    public string Name { get; set; } = "";

    /// <summary>The bundled template: Train, Predict or Notebook.</summary>
    [Parameter(Mandatory = true, ParameterSetName = WorkflowSet)]
    [ValidateSet("Train", "Predict", "Notebook")]
    public string? Workflow { get; set; }

    /// <summary>
    /// A template of your own, in YAML or JSON. If it takes parameters of the bundled templates, such as CodeBucketName and FunctionsKey, they are
    /// filled as there.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = TemplateSet)]
    [ValidateNotNullOrEmpty]
    public string? TemplatePath { get; set; }

    /// <summary>Lets nobody remove the stack until the protection is taken off.</summary>
    [Parameter]
    public SwitchParameter EnableTerminationProtection { get; set; }

    /// <inheritdoc/>
    protected override Task EndAsync(CancellationToken cancellationToken) => TryAsync(Name, () => CreateAsync(cancellationToken));

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        if (Workflow == "Train" && Name.Length > MaxTrainName)
            throw new PersonalizeException("NameTooLong", ErrorCategory.InvalidArgument,
                $"{Name} has {Name.Length} characters; the name of a training stack may have {MaxTrainName}, since its resources are named after it.", Name);
        var template = TemplatePath is null ? CloudBundle.Template(Workflow!) : ReadTemplate(TemplatePath);
        var tags = GivenTags();
        tags[CloudBundle.WorkflowTag] = Workflow ?? "Custom";
        var (order, upload) = await PrepareAsync(Name, template, isSent: true, null, tags, cancellationToken);
        if (!await ConfirmAsync("CreateStack", order, isNew: true, cancellationToken))
            return;
        await UploadAsync(upload, cancellationToken);
        var arn = await Cloud.CreateStackAsync(order, EnableTerminationProtection, cancellationToken);
        var stack = Wait ? await FollowAsync(arn, Name, template.ResourceCount, null, cancellationToken) : null;
        WriteObject(stack ?? await Cloud.GetStackAsync(arn, cancellationToken));
    }
}
