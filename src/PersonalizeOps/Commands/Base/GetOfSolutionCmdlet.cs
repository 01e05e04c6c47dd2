using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Completion;
using PersonalizeOps.Connection;

namespace PersonalizeOps.Commands.Base;

/// <summary>Shows resources that were made from solutions.</summary>
public abstract class GetOfSolutionCmdlet : GetInDatasetGroupCmdlet
{
    private protected GetOfSolutionCmdlet(ResourceKind kind)
        : base(kind)
    {
    }

    /// <summary>Shows only what was made from this solution or solution version, given as name, ARN or object.</summary>
    [Parameter]
    [Alias("SolutionArn", "SolutionVersion", "SolutionVersionArn")]
    [ValidateNotNull]
    [ResourceCompleter(ResourceKind.Solution)]
    public ResourceIdentity? Solution { get; set; }

    private protected override ResourceIdentity? Narrowing => Solution ?? base.Narrowing;

    private protected override async Task<string?> WithinAsync(CancellationToken cancellationToken)
    {
        if (Solution is null)
            return await base.WithinAsync(cancellationToken);
        var byVersion = ResourceFamilies.Of(Kind).Parents.Contains(ResourceKind.SolutionVersion);
        return byVersion && (Solution.IsVersionName || Solution.StatedArn(ResourceKind.SolutionVersion) is not null)
            ? Solution.ArnOf(ResourceKind.SolutionVersion, Connection)
            : Solution.ArnOf(ResourceKind.Solution, Connection);
    }
}
