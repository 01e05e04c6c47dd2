using System.Management.Automation;
using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;

namespace PersonalizeOps.Commands.Recommenders;

/// <summary>Starts a recommender that was stopped. On AWS it is billed by the hour again.</summary>
[Cmdlet(VerbsLifecycle.Start, "Recommender", SupportsShouldProcess = true)]
[OutputType(typeof(Records.Recommender))]
public sealed class StartRecommenderCommand : ChangeCmdlet
{
    /// <summary>The recommender, as name, ARN or object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Arn", "RecommenderArn")]
    [ResourceCompleter(ResourceKind.Recommender)]
    public ResourceIdentity[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var name in Name)
            await TryAsync(name.Text, async () =>
            {
                var arn = await Api.ResolveAsync(name, ResourceKind.Recommender, cancellationToken);
                await ChangeAsync(
                    arn, "StartRecommender", ResourceArn.NameOf(arn),
                    () => Api.CallAsync(
                        Api.Personalize.StartRecommenderAsync, new StartRecommenderRequest { RecommenderArn = arn }, name.Text, cancellationToken),
                    cancellationToken);
            });
    }
}
