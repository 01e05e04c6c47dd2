using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;

namespace PersonalizeOps.Commands.Solutions;

/// <summary>Shows solutions: all, those whose name matches, or those of one dataset group.</summary>
[Cmdlet(VerbsCommon.Get, "Solution")]
[OutputType(typeof(Records.Solution))]
public sealed class GetSolutionCommand : PersonalizeCmdlet
{
    /// <summary>The solutions, as names (with wildcards), ARNs or objects that know their solution. Without it all are shown.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Arn", "SolutionArn")]
    [SupportsWildcards]
    [ResourceCompleter(ResourceKind.Solution)]
    public ResourceIdentity[]? Name { get; set; }

    /// <summary>Shows only the solutions of this dataset group, given as name, ARN or object.</summary>
    [Parameter]
    [Alias("DatasetGroupArn")]
    [ResourceCompleter(ResourceKind.DatasetGroup)]
    public ResourceIdentity? DatasetGroup { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync(CancellationToken cancellationToken) => WriteResourcesAsync(
        Name, ResourceKind.Solution,
        token => Api.ListSolutionsAsync(DatasetGroup?.ArnOf(ResourceKind.DatasetGroup, Connection), token),
        Api.GetSolutionAsync, cancellationToken);
}
