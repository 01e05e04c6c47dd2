using System.Collections;
using System.Management.Automation;
using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;

namespace PersonalizeOps.Commands.Filters;

/// <summary>Creates a filter for recommendations.</summary>
[Cmdlet(VerbsCommon.New, "PersonalizeFilter", SupportsShouldProcess = true)]
[OutputType(typeof(Records.Filter))]
public sealed class NewPersonalizeFilterCommand : JobCmdlet
{
    /// <summary>The name of the filter: 1 to 63 letters, digits, - and _.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The dataset group, as name, ARN or object.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DatasetGroupArn")]
    [ResourceCompleter(ResourceKind.DatasetGroup)]
    public ResourceIdentity DatasetGroup { get; set; } = null!;

    /// <summary>
    /// The filter expression, for example: INCLUDE ItemID WHERE Items.GENRES IN ($GENRE). Values for $GENRE are given when recommendations
    /// are asked for.
    /// </summary>
    [Parameter(Mandatory = true, Position = 2)]
    [ValidateNotNullOrEmpty]
    public string Expression { get; set; } = "";

    /// <summary>Tags by name, for example @{ team = "films" }.</summary>
    [Parameter]
    public Hashtable? Tag { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync(CancellationToken cancellationToken) => TryAsync(Name, async () =>
    {
        var request = new CreateFilterRequest
        {
            Name = Name,
            DatasetGroupArn = await Api.ResolveAsync(DatasetGroup, ResourceKind.DatasetGroup, cancellationToken),
            FilterExpression = Expression,
            Tags = TagList.From(Tag),
        };
        await CreateAsync(ResourceKind.Filter, Name, () => Api.CreateFilterAsync(request, cancellationToken), cancellationToken);
    });
}
