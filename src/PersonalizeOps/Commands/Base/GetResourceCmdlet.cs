using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Completion;
using PersonalizeOps.Connection;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

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
    [ValidateNotNull]
    [OwnKindCompleter]
    public ResourceIdentity[]? Name { get; set; }

    private protected ResourceKind Kind => _family.Kind;

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var name in Name ?? [new ResourceIdentity("*")])
        {
            // What fails about a list is what it was narrowed to.
            await TryAsync(name.IsPattern ? (Narrowing ?? name).Text : name.TextFor(Kind), async () =>
            {
                if (name.IsPattern)
                    await WriteMatchesAsync(name.Text, await WithinAsync(cancellationToken), cancellationToken);
                else if (ParentOf(name) is { } parent)
                    await WriteMatchesAsync("*", parent, cancellationToken);
                else
                    WriteObject(await DescribeAsync(name, cancellationToken));
            });
        }
    }

    /// <summary>What a list is narrowed to as the user gave it, or null for all.</summary>
    private protected virtual ResourceIdentity? Narrowing => null;

    /// <summary>The ARN of what a list is narrowed to, or null for all.</summary>
    private protected virtual Task<string?> WithinAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    /// <summary>Lists; most kinds ask the service and no more.</summary>
    private protected virtual Task<IReadOnlyList<ResourceSummary>> ListAsync(string? parent, CancellationToken cancellationToken) =>
        _family.ListAsync(Api, parent, cancellationToken);

    /// <summary>The ARN of a piped object that holds such resources. A text is never taken so: an ARN of another kind is a mistake.</summary>
    private string? ParentOf(ResourceIdentity identity) =>
        identity.IsObject && identity.For(Kind) is { IsObject: true } meant && meant.StatedArn(Kind) is null
            ? _family.Parents.Select(meant.StatedArn).FirstOrDefault(arn => arn is not null)
            : null;

    private async Task<PersonalizeResource> DescribeAsync(ResourceIdentity name, CancellationToken cancellationToken)
    {
        var record = await _family.DescribeAsync(Api, await Api.ResolveAsync(name, Kind, cancellationToken), cancellationToken);
        if (await WithinAsync(cancellationToken) is { } parent && (await ListAsync(parent, cancellationToken)).All(item => item.Arn != record.Arn))
            throw new PersonalizeException($"Describe{_family.ApiNoun}.ResourceNotFoundException", ErrorCategory.ObjectNotFound,
                $"The {_family.Word} {record.Name} does not belong to {ResourceArn.FullNameOf(parent)}.", name.Text, $"Get-{_family.Noun} lists what exists.");
        return record;
    }

    private async Task WriteMatchesAsync(string name, string? parent, CancellationToken cancellationToken)
    {
        var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        var listed = await ListAsync(parent, cancellationToken);
        if (listed.Count == 0 && parent is not null)
            await Api.EnsureExistsAsync(parent, cancellationToken);
        var arns = listed.Where(item => pattern.IsMatch(item.Name)).Select(item => item.Arn).ToList();
        await foreach (var record in PersonalizeApi.DescribeAllAsync(arns, (arn, token) => _family.DescribeAsync(Api, arn, token), cancellationToken))
            WriteObject(record);
    }
}
