using System.Management.Automation;
using Amazon.CloudFormation;
using Amazon.CloudFormation.Model;
using PersonalizeOps.Cloud;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

namespace PersonalizeOps.Connection;

/// <content>Stacks of CloudFormation.</content>
internal sealed partial class CloudApi
{
    private static readonly TimeSpan PreviewPause = TimeSpan.FromMilliseconds(500);

    /// <summary>All stacks that exist, of us or of others.</summary>
    public async Task<IReadOnlyList<PersonalizeStack>> ListStacksAsync(CancellationToken cancellationToken)
    {
        List<PersonalizeStack> all = [];
        var request = new DescribeStacksRequest();
        do
        {
            var page = await CallAsync(CloudFormation.DescribeStacksAsync, request, null, cancellationToken).ConfigureAwait(false);
            all.AddRange((page.Stacks ?? []).Select(ToRecord));
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
        return all;
    }

    /// <summary>A stack by name or ARN; null when there is none. A deleted one is found by its ARN only.</summary>
    public async Task<PersonalizeStack?> FindStackAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var response = await CallAsync(CloudFormation.DescribeStacksAsync, new DescribeStacksRequest { StackName = name }, name, cancellationToken)
                .ConfigureAwait(false);
            return response.Stacks is [var stack, ..] ? ToRecord(stack) : null;
        }
        catch (PersonalizeException error) when (error.ErrorCode == "ValidationError" && error.Message.Contains("does not exist", StringComparison.Ordinal))
        {
            return null;
        }
    }

    /// <exception cref="PersonalizeException">There is no such stack.</exception>
    public async Task<PersonalizeStack> GetStackAsync(string name, CancellationToken cancellationToken) =>
        await FindStackAsync(name, cancellationToken).ConfigureAwait(false)
        ?? throw new PersonalizeException("StackNotFound", ErrorCategory.ObjectNotFound, $"There is no stack {name}.", name,
            "Check the name and the region; Get-PersonalizeStack lists what exists.");

    /// <summary>The template that a stack was made of.</summary>
    public async Task<StackTemplate> GetTemplateAsync(string name, CancellationToken cancellationToken)
    {
        var request = new GetTemplateRequest { StackName = name };
        var response = await CallAsync(CloudFormation.GetTemplateAsync, request, name, cancellationToken).ConfigureAwait(false);
        return StackTemplate.Parse(response.TemplateBody, $"The template of stack {name}");
    }

    /// <summary>Begins to make a stack; gives its ARN.</summary>
    public async Task<string> CreateStackAsync(StackOrder order, bool protect, CancellationToken cancellationToken)
    {
        var request = new CreateStackRequest
        {
            StackName = order.Name,
            TemplateBody = order.TemplateUrl is null ? order.Template : null,
            TemplateURL = order.TemplateUrl,
            Parameters = order.Parameters,
            Tags = order.Tags,
            Capabilities = order.Capabilities,
            DisableRollback = order.DisableRollback,
            EnableTerminationProtection = protect,
        };
        return (await CallAsync(CloudFormation.CreateStackAsync, request, order.Name, cancellationToken).ConfigureAwait(false)).StackId;
    }

    /// <summary>Begins to update a stack; false when nothing is different.</summary>
    public async Task<bool> UpdateStackAsync(StackOrder order, CancellationToken cancellationToken)
    {
        var request = new UpdateStackRequest
        {
            StackName = order.Name,
            TemplateBody = order.TemplateUrl is null ? order.Template : null,
            TemplateURL = order.TemplateUrl,
            UsePreviousTemplate = order.Template is null ? true : null,
            Parameters = order.Parameters,
            Tags = order.Tags,
            Capabilities = order.Capabilities,
            DisableRollback = order.DisableRollback,
        };
        try
        {
            await CallAsync(CloudFormation.UpdateStackAsync, request, order.Name, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (PersonalizeException error) when (SaysNoChange(error.Message))
        {
            return false;
        }
    }

    public Task DeleteStackAsync(string arn, CancellationToken cancellationToken) =>
        CallAsync(CloudFormation.DeleteStackAsync, new DeleteStackRequest { StackName = arn }, arn, cancellationToken);

    /// <summary>
    /// What an order would change. The change set is deleted again, and with it the stack that CloudFormation holds ready for a new one; that happens
    /// also when the user does not wait for the answer.
    /// </summary>
    public async Task<IReadOnlyList<StackChange>> PreviewAsync(StackOrder order, bool isNew, CancellationToken cancellationToken)
    {
        var request = new CreateChangeSetRequest
        {
            StackName = order.Name,
            ChangeSetName = $"personalizeops-preview-{Guid.NewGuid():n}",
            ChangeSetType = isNew ? ChangeSetType.CREATE : ChangeSetType.UPDATE,
            TemplateBody = order.TemplateUrl is null ? order.Template : null,
            TemplateURL = order.TemplateUrl,
            UsePreviousTemplate = order.Template is null ? true : null,
            Parameters = order.Parameters,
            Tags = order.Tags,
            Capabilities = order.Capabilities,
        };
        CreateChangeSetResponse created;
        try
        {
            created = await CallAsync(CloudFormation.CreateChangeSetAsync, request, order.Name, cancellationToken).ConfigureAwait(false);
        }
        catch (PersonalizeException error) when (SaysNoChange(error.Message))
        {
            return [];
        }

        try
        {
            return await ReadChangesAsync(created.Id, order.Name, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // On the pool: after Ctrl+C this runs on the thread that stops the pipeline, which must not be held up.
            await Task.Run(() => DropPreviewAsync(created, order.Name, isNew), CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Reads the events that are new since the last reading, and gives them oldest first.</summary>
    public async Task<IReadOnlyList<StackEvent>> ReadEventsAsync(string arn, StackEventLog log, CancellationToken cancellationToken)
    {
        List<StackEvent> added = [];
        var request = new DescribeStackEventsRequest { StackName = arn };
        DescribeStackEventsResponse page;
        do
        {
            page = await CallAsync(CloudFormation.DescribeStackEventsAsync, request, arn, cancellationToken).ConfigureAwait(false);
            request.NextToken = page.NextToken;
        }
        while (log.Add(page.StackEvents ?? [], added) && !string.IsNullOrEmpty(page.NextToken));
        log.Append(added);
        return added;
    }

    /// <summary>The buckets of a stack that exist, by the names that the template gives them.</summary>
    public async Task<IReadOnlyList<(string LogicalId, string Bucket)>> StackBucketsAsync(string arn, CancellationToken cancellationToken)
    {
        var request = new DescribeStackResourcesRequest { StackName = arn };
        var response = await CallAsync(CloudFormation.DescribeStackResourcesAsync, request, arn, cancellationToken).ConfigureAwait(false);
        return [.. (response.StackResources ?? [])
            .Where(item => item.ResourceType == "AWS::S3::Bucket" && !string.IsNullOrEmpty(item.PhysicalResourceId))
            .Where(item => item.ResourceStatus != ResourceStatus.DELETE_COMPLETE)
            .Select(item => (item.LogicalResourceId, item.PhysicalResourceId))];
    }

    private static bool SaysNoChange(string? message) => message is not null
        && (message.Contains("No updates are to be performed", StringComparison.Ordinal)
            || message.Contains("didn't contain changes", StringComparison.Ordinal));

    private async Task<IReadOnlyList<StackChange>> ReadChangesAsync(string changeSet, string stack, CancellationToken cancellationToken)
    {
        List<StackChange> changes = [];
        var request = new DescribeChangeSetRequest { ChangeSetName = changeSet };
        do
        {
            var page = await CallAsync(CloudFormation.DescribeChangeSetAsync, request, stack, cancellationToken).ConfigureAwait(false);
            if (page.Status == ChangeSetStatus.FAILED)
                return SaysNoChange(page.StatusReason) ? [] : throw new PersonalizeException("CreateChangeSet.Failed", ErrorCategory.InvalidResult,
                    $"CloudFormation cannot work out the changes of stack {stack}: {page.StatusReason}", stack);
            if (page.Status != ChangeSetStatus.CREATE_COMPLETE)
            {
                await Task.Delay(PreviewPause, cancellationToken).ConfigureAwait(false);
                continue;
            }

            changes.AddRange((page.Changes ?? []).Select(change => ToRecord(change.ResourceChange, stack)));
            request.NextToken = page.NextToken;
            if (string.IsNullOrEmpty(request.NextToken))
                return changes;
        }
        while (true);
    }

    private async Task DropPreviewAsync(CreateChangeSetResponse preview, string stack, bool isNew)
    {
        var request = new DeleteChangeSetRequest { ChangeSetName = preview.Id };
        await CallAsync(CloudFormation.DeleteChangeSetAsync, request, stack, CancellationToken.None).ConfigureAwait(false);
        // Only the stack of this change set: what another made meanwhile has another status.
        if (isNew && await FindStackAsync(preview.StackId, CancellationToken.None).ConfigureAwait(false) is { Status: "REVIEW_IN_PROGRESS" } empty)
            await DeleteStackAsync(empty.Arn, CancellationToken.None).ConfigureAwait(false);
    }

    private static PersonalizeStack ToRecord(Stack stack) => new()
    {
        Name = stack.StackName,
        Arn = stack.StackId,
        Status = stack.StackStatus.Value,
        Workflow = CloudBundle.WorkflowOf((stack.Tags ?? []).Find(tag => tag.Key == CloudBundle.WorkflowTag)?.Value, stack.Description),
        Tags = (stack.Tags ?? []).ToDictionary(tag => tag.Key, tag => tag.Value ?? "", StringComparer.Ordinal),
        Outputs = (stack.Outputs ?? []).ToDictionary(output => output.OutputKey, output => output.OutputValue ?? "", StringComparer.OrdinalIgnoreCase),
        Parameters = (stack.Parameters ?? []).ToDictionary(item => item.ParameterKey, item => item.ParameterValue ?? "", StringComparer.OrdinalIgnoreCase),
        CreationDateTime = stack.CreationTime?.ToLocalTime(),
        LastUpdatedDateTime = stack.LastUpdatedTime?.ToLocalTime(),
        TerminationProtection = stack.EnableTerminationProtection ?? false,
    };

    private static StackChange ToRecord(ResourceChange change, string stack) => new()
    {
        Stack = stack,
        Action = change.Action?.Value ?? "",
        LogicalId = change.LogicalResourceId,
        Type = change.ResourceType,
        Replacement = change.Replacement?.Value,
        Detail = [.. (change.Details ?? []).Where(detail => detail.Target is not null)
            .Select(detail => detail.Target.Name is { Length: > 0 } name ? $"{detail.Target.Attribute?.Value}.{name}" : detail.Target.Attribute?.Value ?? "")
            .Distinct(StringComparer.Ordinal)],
    };
}
