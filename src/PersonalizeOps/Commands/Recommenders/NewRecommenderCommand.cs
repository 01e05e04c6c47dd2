using System.Collections;
using System.Management.Automation;
using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;

namespace PersonalizeOps.Commands.Recommenders;

/// <summary>
/// Creates a recommender: a use case of a domain dataset group, trained and served by the service. On AWS it is billed by the hour until it
/// is stopped or removed.
/// </summary>
[Cmdlet(VerbsCommon.New, "Recommender", SupportsShouldProcess = true)]
[OutputType(typeof(Records.Recommender))]
public sealed class NewRecommenderCommand : JobCmdlet
{
    /// <summary>The name of the recommender: 1 to 63 letters, digits, - and _.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The dataset group, as name, ARN or object.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DatasetGroupArn")]
    [ResourceCompleter(ResourceKind.DatasetGroup)]
    public ResourceIdentity DatasetGroup { get; set; } = null!;

    /// <summary>The use case, as name (aws-vod-top-picks) or ARN.</summary>
    [Parameter(Mandatory = true, Position = 2)]
    [Alias("RecipeArn")]
    [ResourceCompleter(ResourceKind.Recipe)]
    public ResourceIdentity Recipe { get; set; } = null!;

    /// <summary>The requests per second that are always provided for, the floor of the bill. The default is the service's, 1.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? MinRequestsPerSecond { get; set; }

    /// <summary>Exploration settings by name, for example @{ explorationWeight = 0.3; explorationItemAgeCutOff = 30 }.</summary>
    [Parameter]
    public Hashtable? ItemExplorationConfig { get; set; }

    /// <summary>Lets recommendations carry columns of the Items dataset.</summary>
    [Parameter]
    public SwitchParameter EnableMetadata { get; set; }

    /// <summary>Columns to leave out of training by dataset type, for example @{ Items = "DESCRIPTION" }.</summary>
    [Parameter]
    public Hashtable? ExcludeColumn { get; set; }

    /// <summary>Tags by name, for example @{ team = "films" }.</summary>
    [Parameter]
    public Hashtable? Tag { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync(CancellationToken cancellationToken) => TryAsync(Name, async () =>
    {
        var request = new CreateRecommenderRequest
        {
            Name = Name,
            DatasetGroupArn = await Api.ResolveAsync(DatasetGroup, ResourceKind.DatasetGroup, cancellationToken),
            RecipeArn = await Api.ResolveAsync(Recipe, ResourceKind.Recipe, cancellationToken),
            RecommenderConfig = new RecommenderConfig
            {
                MinRecommendationRequestsPerSecond = MinRequestsPerSecond,
                ItemExplorationConfig = HyperParameters.ToTextOrNull(ItemExplorationConfig),
                EnableMetadataWithRecommendations = EnableMetadata ? true : null,
                TrainingDataConfig = Settings.Excluding(ExcludeColumn),
            },
            Tags = TagList.From(Tag),
        };
        await CreateAsync(ResourceKind.Recommender, Name, () => Api.CreateRecommenderAsync(request, cancellationToken), cancellationToken);
    });
}
