using System.Collections;
using System.Management.Automation;
using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;

namespace PersonalizeOps.Commands.DatasetGroups;

/// <summary>Creates a dataset group, which holds datasets, solutions and campaigns of one domain of data.</summary>
[Cmdlet(VerbsCommon.New, "PersonalizeDatasetGroup", SupportsShouldProcess = true)]
[OutputType(typeof(Records.DatasetGroup))]
public sealed class NewPersonalizeDatasetGroupCommand : JobCmdlet
{
    /// <summary>The name of the dataset group: 1 to 63 letters, digits, - and _.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>
    /// ECOMMERCE or VIDEO_ON_DEMAND for a group whose recommenders are ready-made use cases. Without it the group is custom: solutions and
    /// campaigns.
    /// </summary>
    [Parameter]
    [ValidateSet("ECOMMERCE", "VIDEO_ON_DEMAND")]
    public string? Domain { get; set; }

    /// <summary>A KMS key of yours that encrypts the data, with -RoleArn.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? KmsKeyArn { get; set; }

    /// <summary>The IAM role that may use the key.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RoleArn { get; set; }

    /// <summary>Tags by name, for example @{ team = "films" }.</summary>
    [Parameter]
    public Hashtable? Tag { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync(CancellationToken cancellationToken) => TryAsync(Name, () => CreateAsync(
        ResourceKind.DatasetGroup, Name,
        () => Api.CreateDatasetGroupAsync(
            new CreateDatasetGroupRequest
            {
                Name = Name,
                Domain = Amazon.Personalize.Domain.FindValue(Domain),
                KmsKeyArn = KmsKeyArn,
                RoleArn = RoleArn,
                Tags = TagList.From(Tag),
            },
            cancellationToken),
        cancellationToken));
}
