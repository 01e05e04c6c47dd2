using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Imports;

/// <summary>Shows dataset import jobs: all, those whose name matches, or those of one dataset group.</summary>
[Cmdlet(VerbsCommon.Get, "PersonalizeImport")]
[OutputType(typeof(PersonalizeImport))]
public sealed class GetPersonalizeImportCommand : PersonalizeCmdlet
{
    /// <summary>The jobs, as names (with wildcards), ARNs or objects. Without it all are shown.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Arn", "ImportArn")]
    [SupportsWildcards]
    [ResourceCompleter(ResourceKind.Import)]
    public ResourceIdentity[]? Name { get; set; }

    /// <summary>Shows only the jobs of this dataset group, given as name, ARN or object.</summary>
    [Parameter]
    [Alias("DatasetGroupArn")]
    [ResourceCompleter(ResourceKind.DatasetGroup)]
    public ResourceIdentity? DatasetGroup { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync(CancellationToken cancellationToken) =>
        WriteResourcesAsync(Name, ResourceKind.Import, ListAsync, Api.GetImportAsync, cancellationToken);

    private async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        if (DatasetGroup is null)
            return await Api.ListImportsAsync(null, cancellationToken);
        List<string> arns = [];
        foreach (var dataset in await Api.ListDatasetsAsync(DatasetGroup.ArnOf(ResourceKind.DatasetGroup, Connection), cancellationToken))
            arns.AddRange(await Api.ListImportsAsync(dataset.DatasetArn, cancellationToken));
        return arns;
    }
}
