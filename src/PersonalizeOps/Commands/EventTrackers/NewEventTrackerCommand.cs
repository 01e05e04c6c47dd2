using System.Collections;
using System.Management.Automation;
using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;

namespace PersonalizeOps.Commands.EventTrackers;

/// <summary>Creates an event tracker, through which a dataset group takes events in real time. A group has one.</summary>
[Cmdlet(VerbsCommon.New, "EventTracker", SupportsShouldProcess = true)]
[OutputType(typeof(Records.EventTracker))]
public sealed class NewEventTrackerCommand : JobCmdlet
{
    /// <summary>The name of the event tracker: 1 to 63 letters, digits, - and _.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The dataset group, as name, ARN or object.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DatasetGroupArn")]
    [ResourceCompleter(ResourceKind.DatasetGroup)]
    public ResourceIdentity DatasetGroup { get; set; } = null!;

    /// <summary>Tags by name, for example @{ team = "films" }.</summary>
    [Parameter]
    public Hashtable? Tag { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync(CancellationToken cancellationToken) => TryAsync(Name, async () =>
    {
        var request = new CreateEventTrackerRequest
        {
            Name = Name,
            DatasetGroupArn = await Api.ResolveAsync(DatasetGroup, ResourceKind.DatasetGroup, cancellationToken),
            Tags = TagList.From(Tag),
        };
        await CreateAsync(ResourceKind.EventTracker, Name, () => Api.CreateEventTrackerAsync(request, cancellationToken), cancellationToken);
    });
}
