using System.Collections;
using System.Management.Automation;
using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;

namespace PersonalizeOps.Commands.Tags;

/// <summary>Adds tags to resources; a tag that is there gets the new value.</summary>
[Cmdlet(VerbsCommon.Add, "PersonalizeTag", SupportsShouldProcess = true)]
public sealed class AddPersonalizeTagCommand : PersonalizeCmdlet
{
    /// <summary>The resource: an ARN, or an object that has one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Arn", "ResourceArn")]
    [ArnCompleter]
    public ResourceIdentity[] Resource { get; set; } = [];

    /// <summary>The tags by name, for example @{ team = "films"; stage = "test" }.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public Hashtable Tag { get; set; } = [];

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var resource in Resource)
            await TryAsync(resource.Text, async () =>
            {
                var arn = resource.AnyArn(Connection);
                var request = new TagResourceRequest { ResourceArn = arn, Tags = TagList.From(Tag) };
                if (ShouldProcess(arn, "TagResource"))
                    await Api.CallAsync(Api.Personalize.TagResourceAsync, request, arn, cancellationToken);
            });
    }
}
