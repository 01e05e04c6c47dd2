using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.DatasetGroups;

/// <summary>Shows dataset groups: all, or those whose name matches.</summary>
[Cmdlet(VerbsCommon.Get, "PersonalizeDatasetGroup")]
[OutputType(typeof(DatasetGroup))]
public sealed class GetPersonalizeDatasetGroupCommand : PersonalizeCmdlet
{
    /// <summary>The dataset groups, as names (with wildcards), ARNs or objects that know theirs. Without it all are shown.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Arn", "DatasetGroupArn")]
    [SupportsWildcards]
    [ResourceCompleter(ResourceKind.DatasetGroup)]
    public ResourceIdentity[]? Name { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync(CancellationToken cancellationToken) => WriteResourcesAsync(
        Name, ResourceKind.DatasetGroup, Api.ListDatasetGroupsAsync, Api.GetDatasetGroupAsync, cancellationToken);
}
