using System.Management.Automation;
using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;

namespace PersonalizeOps.Commands.Tags;

/// <summary>Removes tags from resources.</summary>
[Cmdlet(VerbsCommon.Remove, "PersonalizeTag", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemovePersonalizeTagCommand : PersonalizeCmdlet
{
    /// <summary>The resource: an ARN, or an object that has one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Arn", "ResourceArn")]
    [ArnCompleter]
    public ResourceIdentity[] Resource { get; set; } = [];

    /// <summary>The names of the tags.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string[] Key { get; set; } = [];

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var resource in Resource)
            await TryAsync(resource.Text, async () =>
            {
                var arn = resource.AnyArn(Connection);
                var request = new UntagResourceRequest { ResourceArn = arn, TagKeys = [.. Key] };
                if (ShouldProcess($"{string.Join(", ", Key)} of {arn}", "UntagResource"))
                    await Api.CallAsync(Api.Personalize.UntagResourceAsync, request, arn, cancellationToken);
            });
    }
}
