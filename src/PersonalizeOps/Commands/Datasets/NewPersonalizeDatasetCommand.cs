using System.Collections;
using System.Management.Automation;
using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;

namespace PersonalizeOps.Commands.Datasets;

/// <summary>Creates an empty dataset in a dataset group. New-PersonalizeImport fills it, and creates a missing one by itself.</summary>
[Cmdlet(VerbsCommon.New, "PersonalizeDataset", SupportsShouldProcess = true)]
[OutputType(typeof(Records.Dataset))]
public sealed class NewPersonalizeDatasetCommand : JobCmdlet
{
    /// <summary>The dataset group, as name, ARN or object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DatasetGroupArn")]
    [ResourceCompleter(ResourceKind.DatasetGroup)]
    public ResourceIdentity DatasetGroup { get; set; } = null!;

    /// <summary>What the dataset holds: Interactions, Items, Users, Actions or Action_Interactions. A group has one dataset of each.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateSet("Interactions", "Items", "Users", "Actions", "Action_Interactions")]
    public string DatasetType { get; set; } = "";

    /// <summary>The schema, as name, ARN or object.</summary>
    [Parameter(Mandatory = true, Position = 2)]
    [Alias("SchemaArn")]
    [ResourceCompleter(ResourceKind.Schema)]
    public ResourceIdentity Schema { get; set; } = null!;

    /// <summary>The name of the dataset. The default is that of the group with the type.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>Tags by name, for example @{ team = "films" }.</summary>
    [Parameter]
    public Hashtable? Tag { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync(CancellationToken cancellationToken) => TryAsync(DatasetGroup.Text, async () =>
    {
        var groupArn = await Api.ResolveAsync(DatasetGroup, ResourceKind.DatasetGroup, cancellationToken);
        var name = Name ?? JobNames.Fit($"{ResourceArn.NameOf(groupArn)}-{DatasetType.ToLowerInvariant()}");
        var request = new CreateDatasetRequest
        {
            Name = name,
            DatasetGroupArn = groupArn,
            DatasetType = DatasetType,
            SchemaArn = await Api.ResolveAsync(Schema, ResourceKind.Schema, cancellationToken),
            Tags = TagList.From(Tag),
        };
        await CreateAsync(ResourceKind.Dataset, name, () => Api.CreateDatasetAsync(request, cancellationToken), cancellationToken);
    });
}
