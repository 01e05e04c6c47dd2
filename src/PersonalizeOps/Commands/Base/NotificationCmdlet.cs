using System.Management.Automation;
using PersonalizeOps.Completion;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Base;

/// <summary>A cmdlet about the notifications of a bucket, which is named or is that of a stack.</summary>
public abstract class NotificationCmdlet : CloudCmdlet
{
    private protected const string BucketSet = "Bucket";
    private protected const string StackSet = "Stack";

    /// <summary>The stack, as name or object; its output DataBucket names the bucket.</summary>
    [Parameter(Mandatory = true, ParameterSetName = StackSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(StackNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Stack { get; set; }

    private protected async Task<PersonalizeStack?> FindStackAsync(CancellationToken cancellationToken) =>
        Stack is null ? null : await Cloud.GetStackAsync(Stack, cancellationToken);
}
