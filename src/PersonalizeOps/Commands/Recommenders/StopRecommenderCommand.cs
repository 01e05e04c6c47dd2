using System.Management.Automation;
using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;

namespace PersonalizeOps.Commands.Recommenders;

/// <summary>Stops a recommender: it no longer answers nor costs, and Start-Recommender brings it back.</summary>
[Cmdlet(VerbsLifecycle.Stop, "Recommender", SupportsShouldProcess = true)]
[OutputType(typeof(Records.Recommender))]
public sealed class StopRecommenderCommand : ChangeCmdlet
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
                    arn, "StopRecommender", ResourceArn.NameOf(arn),
                    () => Api.CallAsync(
                        Api.Personalize.StopRecommenderAsync, new StopRecommenderRequest { RecommenderArn = arn }, name.Text, cancellationToken),
                    cancellationToken);
            });
    }
}
