using System.Management.Automation;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Stacks;

/// <summary>Removes stacks with what they made. Buckets that the template retains stay, with what they hold, unless -EmptyBucket is given.</summary>
[Cmdlet(VerbsCommon.Remove, "PersonalizeStack", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemovePersonalizeStackCommand : StackCmdlet
{
    /// <summary>The stacks, as names, ARNs or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Arn")]
    [ArgumentCompleter(typeof(StackNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>
    /// Deletes all objects and old versions in the buckets of the stack first, and then also the buckets that the template retains, for which it
    /// waits until the stack is gone. Nothing brings the objects back.
    /// </summary>
    [Parameter]
    public SwitchParameter EmptyBucket { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var name in Name)
            await TryAsync(name, () => RemoveAsync(name, cancellationToken));
    }

    private async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        var stack = await Cloud.GetStackAsync(name, cancellationToken);
        if (stack.TerminationProtection)
            throw new PersonalizeException("TerminationProtected", ErrorCategory.InvalidOperation, $"Stack {stack.Name} is protected from removal.", stack.Name,
                $"Take the protection off: aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name {stack.Name}");
        var buckets = await BucketsAsync(stack, cancellationToken);
        if (!EmptyBucket)
            await RequireEmptyAsync(stack, buckets, cancellationToken);
        if (!ShouldProcess(Question(stack, buckets), $"{Question(stack, buckets)}?", "Confirm"))
            return;
        if (EmptyBucket)
            foreach (var (_, bucket, _) in buckets)
                await EmptyAsync(bucket, cancellationToken);
        await Cloud.DeleteStackAsync(stack.Arn, cancellationToken);
        var kept = buckets.Where(bucket => bucket.IsRetained).Select(bucket => bucket.Bucket).ToList();
        if (Wait || (EmptyBucket && kept.Count > 0))
            await FollowAsync(stack.Arn, stack.Name, 0, stack, cancellationToken);
        foreach (var bucket in kept)
            await FinishBucketAsync(bucket, cancellationToken);
    }

    private string Question(PersonalizeStack stack, IReadOnlyList<(string LogicalId, string Bucket, bool IsRetained)> buckets)
    {
        var emptied = EmptyBucket && buckets.Count > 0 ? $", and everything in {string.Join(", ", buckets.Select(bucket => bucket.Bucket))}" : "";
        return $"Remove the stack {stack.Name} with its resources{emptied}";
    }

    private async Task<IReadOnlyList<(string LogicalId, string Bucket, bool IsRetained)>> BucketsAsync(
        PersonalizeStack stack, CancellationToken cancellationToken)
    {
        var buckets = await Cloud.StackBucketsAsync(stack.Arn, cancellationToken);
        if (buckets.Count == 0)
            return [];
        var template = await Cloud.GetTemplateAsync(stack.Arn, cancellationToken);
        return [.. buckets.Select(bucket => (bucket.LogicalId, bucket.Bucket, template.RetainedResources.Contains(bucket.LogicalId)))];
    }

    /// <summary>CloudFormation deletes the other resources first and fails at the bucket last: better to say so before.</summary>
    private async Task RequireEmptyAsync(
        PersonalizeStack stack, IReadOnlyList<(string LogicalId, string Bucket, bool IsRetained)> buckets, CancellationToken cancellationToken)
    {
        foreach (var (logicalId, bucket, isRetained) in buckets)
        {
            if (!isRetained && await Cloud.BucketExistsAsync(bucket, cancellationToken) && !await Cloud.IsEmptyAsync(bucket, cancellationToken))
                throw new PersonalizeException("BucketNotEmpty", ErrorCategory.InvalidOperation,
                    $"The bucket {bucket} ({logicalId} of stack {stack.Name}) is not empty, so CloudFormation could not delete it.", bucket,
                    "Empty it, or pass -EmptyBucket to delete everything in it.");
        }
    }

    private async Task EmptyAsync(string bucket, CancellationToken cancellationToken)
    {
        if (!await Cloud.BucketExistsAsync(bucket, cancellationToken))
            return;
        var record = new ProgressRecord(2000, $"Emptying {bucket}", "Looking");
        var progress = new Progress<long>(count =>
        {
            record.StatusDescription = $"{count:n0} objects and versions";
            WriteProgress(record);
        });
        var deleted = await Cloud.EmptyBucketAsync(bucket, progress, cancellationToken);
        record.RecordType = ProgressRecordType.Completed;
        WriteProgress(record);
        WriteVerbose($"Deleted {deleted:n0} objects and versions in {bucket}");
    }

    private async Task FinishBucketAsync(string bucket, CancellationToken cancellationToken)
    {
        if (!await Cloud.BucketExistsAsync(bucket, cancellationToken))
            return;
        if (EmptyBucket)
            await Cloud.DeleteBucketAsync(bucket, cancellationToken);
        else
            WriteWarning($"The bucket {bucket} stays with what it holds; its template retains it.");
    }
}
