using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Completion;

namespace PersonalizeOps.Commands.Base;

/// <summary>Shows resources that belong to dataset groups.</summary>
public abstract class GetInDatasetGroupCmdlet : GetResourceCmdlet
{
    private protected GetInDatasetGroupCmdlet(ResourceKind kind)
        : base(kind)
    {
    }

    /// <summary>Shows only what belongs to this dataset group, given as name, ARN or object.</summary>
    [Parameter]
    [Alias("DatasetGroupArn")]
    [ValidateNotNull]
    [ResourceCompleter(ResourceKind.DatasetGroup)]
    public ResourceIdentity? DatasetGroup { get; set; }

    private protected override ResourceIdentity? Narrowing => DatasetGroup;

    private protected override Task<string?> WithinAsync(CancellationToken cancellationToken) =>
        Api.ResolveOrNullAsync(DatasetGroup, ResourceKind.DatasetGroup, cancellationToken);
}
