using System.Collections;
using System.Management.Automation;
using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;

namespace PersonalizeOps.Commands.Recommenders;

/// <summary>Changes the settings of a recommender. The old ones serve until the new ones are ready.</summary>
[Cmdlet(VerbsData.Update, "Recommender", SupportsShouldProcess = true)]
[OutputType(typeof(Records.Recommender))]
public sealed class UpdateRecommenderCommand : ChangeCmdlet
{
    /// <summary>The recommender, as name, ARN or object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Arn", "RecommenderArn")]
    [ResourceCompleter(ResourceKind.Recommender)]
    public ResourceIdentity[] Name { get; set; } = [];

    /// <summary>The requests per second that are always provided for, the floor of the bill.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? MinRequestsPerSecond { get; set; }

    /// <summary>Exploration settings by name, for example @{ explorationWeight = 0.3 }.</summary>
    [Parameter]
    public Hashtable? ItemExplorationConfig { get; set; }

    /// <summary>Lets recommendations carry columns of the Items dataset; -EnableMetadata:$false ends it.</summary>
    [Parameter]
    public SwitchParameter EnableMetadata { get; set; }

    /// <summary>Columns to leave out of training by dataset type, for example @{ Items = "DESCRIPTION" }. It trains anew.</summary>
    [Parameter]
    public Hashtable? ExcludeColumn { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var name in Name)
            await TryAsync(name.Text, async () =>
            {
                var arn = await Api.ResolveAsync(name, ResourceKind.Recommender, cancellationToken);
                var recommender = await Api.GetRecommenderAsync(arn, cancellationToken);
                var request = new UpdateRecommenderRequest { RecommenderArn = arn, RecommenderConfig = ConfigOf(recommender) };
                await ChangeAsync(
                    arn, "UpdateRecommender", recommender.Name,
                    () => Api.CallAsync(Api.Personalize.UpdateRecommenderAsync, request, recommender.Name, cancellationToken), cancellationToken);
            });
    }

    /// <summary>What is not named stays as it is: the service would take it away.</summary>
    private RecommenderConfig ConfigOf(Records.Recommender recommender) => new()
    {
        MinRecommendationRequestsPerSecond = MinRequestsPerSecond ?? recommender.MinRequestsPerSecond,
        ItemExplorationConfig = ItemExplorationConfig is not null ? HyperParameters.ToText(ItemExplorationConfig)
            : recommender.ItemExplorationConfig.Count > 0 ? recommender.ItemExplorationConfig.ToDictionary() : null,
        EnableMetadataWithRecommendations = MyInvocation.BoundParameters.ContainsKey(nameof(EnableMetadata))
            ? EnableMetadata.ToBool() : recommender.EnableMetadata ? true : null,
        TrainingDataConfig = Settings.Excluding(ExcludeColumn),
    };
}
