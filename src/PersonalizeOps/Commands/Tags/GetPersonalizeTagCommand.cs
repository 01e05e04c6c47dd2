using System.Management.Automation;
using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;

namespace PersonalizeOps.Commands.Tags;

/// <summary>Shows the tags of resources.</summary>
[Cmdlet(VerbsCommon.Get, "PersonalizeTag")]
[OutputType(typeof(Records.PersonalizeTag))]
public sealed class GetPersonalizeTagCommand : PersonalizeCmdlet
{
    /// <summary>The resource: an ARN, or an object that has one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Arn", "ResourceArn")]
    [ArnCompleter]
    public ResourceIdentity[] Resource { get; set; } = [];

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var resource in Resource)
            await TryAsync(resource.Text, async () =>
            {
                var arn = resource.AnyArn(Connection);
                var request = new ListTagsForResourceRequest { ResourceArn = arn };
                var answer = await Api.CallAsync(Api.Personalize.ListTagsForResourceAsync, request, arn, cancellationToken);
                foreach (var tag in answer.Tags ?? [])
                    WriteObject(new Records.PersonalizeTag { Key = tag.TagKey, Value = tag.TagValue, ResourceArn = arn });
            });
    }
}
