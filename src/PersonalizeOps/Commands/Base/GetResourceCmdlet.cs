using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Completion;
using PersonalizeOps.Connection;

namespace PersonalizeOps.Commands.Base;

/// <summary>
/// Shows resources of one kind: all, those whose name matches a pattern, the named ones, or those of a resource that holds them. A name that does
/// not exist is an error about that name; a pattern that nothing matches gives nothing.
/// </summary>
public abstract class GetResourceCmdlet : PersonalizeCmdlet
{
    private readonly ResourceFamily _family;

    private protected GetResourceCmdlet(ResourceKind kind) => _family = ResourceFamilies.Of(kind);

    /// <summary>
    /// The resources, as names (with wildcards), ARNs or objects. An object of a kind that holds such resources stands for all that it holds.
    /// Without this parameter all are shown.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Arn")]
    [SupportsWildcards]
    [OwnKindCompleter]
    public ResourceIdentity[]? Name { get; set; }

    private protected ResourceKind Kind => _family.Kind;

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var name in Name ?? [new ResourceIdentity("*")])
        {
            await TryAsync(name.Text, async () =>
            {
                if (name.IsPattern)
                    await WriteMatchesAsync(name.Text, await WithinAsync(cancellationToken), cancellationToken);
                else if (ParentOf(name) is { } parent)
                    await WriteMatchesAsync("*", parent, cancellationToken);
                else
                    WriteObject(await _family.DescribeAsync(Api, await Api.ResolveAsync(name, Kind, cancellationToken), cancellationToken));
            });
        }
    }

    /// <summary>The ARN of what a list is narrowed to, or null for all.</summary>
    private protected virtual Task<string?> WithinAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    /// <summary>Lists; most kinds ask the service and no more.</summary>
    private protected virtual Task<IReadOnlyList<ResourceSummary>> ListAsync(string? parent, CancellationToken cancellationToken) =>
        _family.ListAsync(Api, parent, cancellationToken);

    /// <summary>The ARN of a piped object that holds such resources. A text is never taken so: an ARN of another kind is a mistake.</summary>
    private string? ParentOf(ResourceIdentity identity) => !identity.IsObject || identity.StatedArn(Kind) is not null
        ? null
        : _family.Parents.Select(identity.StatedArn).FirstOrDefault(arn => arn is not null);

    private async Task WriteMatchesAsync(string name, string? parent, CancellationToken cancellationToken)
    {
        var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
        var arns = (await ListAsync(parent, cancellationToken)).Where(item => pattern.IsMatch(item.Name)).Select(item => item.Arn).ToList();
        await foreach (var record in PersonalizeApi.DescribeAllAsync(arns, (arn, token) => _family.DescribeAsync(Api, arn, token), cancellationToken))
            WriteObject(record);
    }
}
