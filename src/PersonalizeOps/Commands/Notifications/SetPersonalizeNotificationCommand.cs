using System.Management.Automation;
using Amazon.S3.Model;
using PersonalizeOps.Cloud;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Connection;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Notifications;

/// <summary>
/// Lets a bucket start a workflow: uploads below a prefix call the workflow's function. Other rules of the bucket stay; a rule that would overlap with
/// one of them is refused. The function is told to let S3 call it.
/// </summary>
[Cmdlet(VerbsCommon.Set, "PersonalizeNotification", SupportsShouldProcess = true, DefaultParameterSetName = StackSet)]
[OutputType(typeof(PersonalizeNotification))]
public sealed class SetPersonalizeNotificationCommand : NotificationCmdlet
{
    private const string FunctionSet = "Function";
    private const string TopicSet = "Topic";

    /// <summary>A permission that was just given may take a moment to be seen by S3.</summary>
    private static readonly TimeSpan PermissionPause = TimeSpan.FromSeconds(2);

    private const int PermissionAttempts = 4;

    /// <summary>What uploads start: Train or Predict.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateSet("Train", "Predict")]
    public string Workflow { get; set; } = "";

    /// <summary>The function to call, when it is not that of a stack.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FunctionSet)]
    [ValidatePattern("^arn:[^:]+:lambda:", ErrorMessage = "'{0}' is not the ARN of a Lambda function.")]
    public string? FunctionArn { get; set; }

    /// <summary>
    /// An SNS topic to tell of results, in place of a function: of transformed files with Train, of parquet files with Predict. S3 tells no FIFO topics.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = TopicSet)]
    [ValidatePattern("^arn:[^:]+:sns:", ErrorMessage = "'{0}' is not the ARN of an SNS topic.")]
    public string? TopicArn { get; set; }

    /// <summary>The bucket. The default is that of the stack.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FunctionSet)]
    [Parameter(Mandatory = true, ParameterSetName = TopicSet)]
    [Parameter(ParameterSetName = StackSet)]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Bucket { get; set; }

    /// <summary>What the keys begin with. The default is the stack's input prefix, else that of the bundled templates.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Prefix { get; set; }

    /// <summary>What the keys end with. The default is .csv for Train and .json for Predict.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Suffix { get; set; }

    /// <summary>The events. The default is s3:ObjectCreated:*.</summary>
    [Parameter]
    [ArgumentCompletions(
        "s3:ObjectCreated:*", "s3:ObjectCreated:Put", "s3:ObjectCreated:CompleteMultipartUpload", "s3:ObjectCreated:Copy", "s3:ObjectCreated:Post")]
    [ValidatePattern(@"^s3:[A-Za-z]+(:[A-Za-z*]+)?$")]
    public string[] Event { get; set; } = ["s3:ObjectCreated:*"];

    /// <summary>Emits the rule.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync(CancellationToken cancellationToken) =>
        TryAsync(Stack ?? Bucket, () => SetAsync(cancellationToken));

    private async Task SetAsync(CancellationToken cancellationToken)
    {
        if (TopicArn?.EndsWith(".fifo", StringComparison.Ordinal) == true)
            throw new PersonalizeException("FifoTopic", ErrorCategory.InvalidArgument, $"S3 cannot tell the FIFO topic {TopicArn}.", TopicArn,
                "Use a standard topic, or let S3 send its events to EventBridge and a rule there to the FIFO topic.");
        var rule = RuleOf(await FindStackAsync(cancellationToken));
        var present = await Cloud.GetNotificationsAsync(rule.Bucket, cancellationToken);
        var rules = CloudApi.RulesOf(rule.Bucket, present);
        NotificationRules.Merge(rules, rule);
        var isNewPermission = await PermitAsync(rule, cancellationToken);
        var old = rules.FirstOrDefault(other => other.Id == rule.Id);
        if (old is not null && old.ToString() == rule.ToString())
            WriteVerbose($"Bucket {rule.Bucket} has the rule already: {rule}");
        else if (ShouldProcess(Difference(rules, old, rule), $"{Difference(rules, old, rule)}?", "Confirm"))
            await PutAsync(present, rule, isNewPermission, cancellationToken);
        else
            return;
        if (PassThru)
            WriteObject(rule);
    }

    private PersonalizeNotification RuleOf(PersonalizeStack? stack)
    {
        if (stack?.Workflow is { } workflow && workflow != Workflow)
            throw new PersonalizeException("WrongWorkflow", ErrorCategory.InvalidArgument, $"Stack {stack.Name} is of the workflow {workflow}, not {Workflow}.",
                stack.Name, $"Pass -Workflow {workflow}.");
        var defaults = NotificationDefaults.Of(Workflow, TopicArn is not null);
        var target = TopicArn ?? FunctionArn ?? stack!.Output("TriggerFunctionArn");
        var prefix = Prefix ?? (stack is null ? defaults.Prefix : stack.Output(Workflow == "Train" ? "InputPrefix" : "BatchInputPrefix"));
        var suffix = Suffix ?? defaults.Suffix;
        if (stack is not null)
            RequireNoLoop(stack, prefix, suffix);
        return new PersonalizeNotification
        {
            Bucket = Bucket ?? stack!.Output("DataBucket"),
            Id = $"{NotificationRules.IdPrefix}{Workflow}-{stack?.Name ?? target[(target.LastIndexOf(':') + 1)..]}",
            Workflow = Workflow,
            Event = Event,
            Prefix = prefix,
            Suffix = suffix,
            TargetType = TopicArn is null ? "Function" : "Topic",
            TargetArn = target,
        };
    }

    /// <summary>A workflow that is started by what it writes never ends, and each round costs.</summary>
    private void RequireNoLoop(PersonalizeStack stack, string prefix, string suffix)
    {
        var written = Workflow == "Train" ? stack.Parameters.GetValueOrDefault("OutputPrefix") : stack.Outputs.GetValueOrDefault("BatchOutputPrefix");
        string[] endings = Workflow == "Train" ? [".csv"] : [".out", ".parquet", ".json"];
        if (written?.StartsWith(prefix, StringComparison.Ordinal) == true && endings.Any(ending => ending.EndsWith(suffix, StringComparison.Ordinal)))
            throw new PersonalizeException("NotificationLoop", ErrorCategory.InvalidArgument,
                $"Keys {prefix}*{suffix} include what the workflow itself writes below {written}: it would start itself again and again.", stack.Name,
                "Choose a -Prefix that does not hold the output, or another -Suffix.");
    }

    private async Task<bool> PermitAsync(PersonalizeNotification rule, CancellationToken cancellationToken)
    {
        if (rule.TargetType != "Function" || await Cloud.HasPermissionAsync(rule.TargetArn, rule.Bucket, cancellationToken)
            || !ShouldProcess(rule.TargetArn, $"Let S3 call it for bucket {rule.Bucket}"))
            return false;
        await Cloud.AddPermissionAsync(rule.TargetArn, rule.Bucket, cancellationToken);
        return true;
    }

    private async Task PutAsync(GetBucketNotificationResponse present, PersonalizeNotification rule, bool isNewPermission, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Cloud.PutNotificationAsync(present, rule, cancellationToken);
                return;
            }
            catch (PersonalizeException error) when (isNewPermission && attempt < PermissionAttempts
                && error.Message.Contains("Unable to validate", StringComparison.OrdinalIgnoreCase))
            {
                await Task.Delay(PermissionPause, cancellationToken);
            }
        }
    }

    private static string Difference(IReadOnlyList<PersonalizeNotification> rules, PersonalizeNotification? old, PersonalizeNotification rule)
    {
        IEnumerable<string> lines = rules.Select(other => $"{(other == old ? '-' : ' ')} {other}").Append($"+ {rule}");
        return $"Notifications of bucket {rule.Bucket}:{Environment.NewLine}{string.Join(Environment.NewLine, lines.Select(line => $"  {line}"))}";
    }
}
