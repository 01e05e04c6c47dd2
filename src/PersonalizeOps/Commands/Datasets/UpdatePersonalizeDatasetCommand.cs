using System.Management.Automation;
using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;

namespace PersonalizeOps.Commands.Datasets;

/// <summary>Gives a dataset another schema, for example with new columns. The next import must match it.</summary>
[Cmdlet(VerbsData.Update, "PersonalizeDataset", SupportsShouldProcess = true)]
[OutputType(typeof(Records.Dataset))]
public sealed class UpdatePersonalizeDatasetCommand : ChangeCmdlet
{
    /// <summary>The dataset, as DATASETGROUP/TYPE (Movies/Items), name, ARN or object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Arn", "DatasetArn")]
    [ResourceCompleter(ResourceKind.Dataset)]
    public ResourceIdentity[] Name { get; set; } = [];

    /// <summary>The new schema, as name, ARN or object.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Alias("SchemaArn")]
    [ResourceCompleter(ResourceKind.Schema)]
    public ResourceIdentity Schema { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var name in Name)
            await TryAsync(name.Text, async () =>
            {
                var arn = await Api.ResolveAsync(name, ResourceKind.Dataset, cancellationToken);
                var request = new UpdateDatasetRequest
                {
                    DatasetArn = arn,
                    SchemaArn = await Api.ResolveAsync(Schema, ResourceKind.Schema, cancellationToken),
                };
                await ChangeAsync(
                    arn, "UpdateDataset", ResourceArn.FullNameOf(arn),
                    () => Api.CallAsync(Api.Personalize.UpdateDatasetAsync, request, name.Text, cancellationToken), cancellationToken);
            });
    }
}
