using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Completion;
using PersonalizeOps.Connection;

namespace PersonalizeOps.Commands.Base;

/// <summary>Removes resources of one kind.</summary>
public abstract class RemoveResourceCmdlet : PollingCmdlet
{
    private readonly ResourceKind _kind;

    private protected RemoveResourceCmdlet(ResourceKind kind) => _kind = kind;

    /// <summary>What to remove, as names, ARNs or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Arn")]
    [OwnKindCompleter]
    public ResourceIdentity[] Name { get; set; } = [];

    /// <summary>Waits until it is gone. One that still changes is waited for before it is removed.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var name in Name)
            await TryAsync(name.TextFor(_kind), () => RemoveAsync(name, cancellationToken));
    }

    private async Task RemoveAsync(ResourceIdentity name, CancellationToken cancellationToken)
    {
        name.RequireOwn(_kind);
        var family = ResourceFamilies.Of(_kind);
        var arn = await Api.ResolveAsync(name, _kind, cancellationToken);
        if (!ShouldProcess(ResourceArn.FullNameOf(arn), $"Delete{family.ApiNoun}"))
            return;
        if (!Wait)
        {
            await family.DeleteAsync!(Api, arn, cancellationToken);
            return;
        }

        // Describing first: with nothing to wait for, an unknown name would pass without an error.
        await family.DescribeAsync(Api, arn, cancellationToken);
        await RemoveAsync(PersonalizeApi.Step(_kind, arn), cancellationToken);
    }
}
