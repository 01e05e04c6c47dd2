using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Completion;

namespace PersonalizeOps.Commands.Base;

/// <summary>Shows resources that were made from solutions.</summary>
public abstract class GetOfSolutionCmdlet : GetInDatasetGroupCmdlet
{
    private protected GetOfSolutionCmdlet(ResourceKind kind)
        : base(kind)
    {
    }

    /// <summary>Shows only what was made from this solution, given as name, ARN or object.</summary>
    [Parameter]
    [Alias("SolutionArn")]
    [ResourceCompleter(ResourceKind.Solution)]
    public ResourceIdentity? Solution { get; set; }

    private protected override async Task<string?> WithinAsync(CancellationToken cancellationToken) =>
        await Api.ResolveOrNullAsync(Solution, ResourceKind.Solution, cancellationToken) ?? await base.WithinAsync(cancellationToken);
}
