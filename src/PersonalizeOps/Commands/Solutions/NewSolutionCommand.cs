using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;

namespace PersonalizeOps.Commands.Solutions;

/// <summary>
/// Creates a solution: a recipe with its settings for a dataset group. It trains nothing: New-SolutionVersion does. Automatic training, which
/// the service would switch on by itself and bill, stays off unless asked for.
/// </summary>
[Cmdlet(VerbsCommon.New, "Solution", SupportsShouldProcess = true)]
[OutputType(typeof(Records.Solution))]
public sealed class NewSolutionCommand : JobCmdlet
{
    /// <summary>The name of the solution: 1 to 63 letters, digits, - and _.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The dataset group, as name, ARN or object.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DatasetGroupArn")]
    [ResourceCompleter(ResourceKind.DatasetGroup)]
    public ResourceIdentity DatasetGroup { get; set; } = null!;

    /// <summary>The recipe, as name (aws-user-personalization) or ARN.</summary>
    [Parameter(Mandatory = true)]
    [Alias("RecipeArn")]
    [ResourceCompleter(ResourceKind.Recipe)]
    public ResourceIdentity Recipe { get; set; } = null!;

    /// <summary>Hyperparameters of the recipe by name, for example @{ hidden_dimension = 64; recency_mask = $true }.</summary>
    [Parameter]
    public Hashtable? HyperParameter { get; set; }

    /// <summary>Trains only on interactions whose EVENT_TYPE equals this. The default is all.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? EventType { get; set; }

    /// <summary>Trains only on interactions whose EVENT_VALUE is at least this.</summary>
    [Parameter]
    public double? EventValueThreshold { get; set; }

    /// <summary>Lets the service train a new version every 7 days, at a cost.</summary>
    [Parameter]
    public SwitchParameter PerformAutoTraining { get; set; }

    /// <summary>The days between two automatic trainings, 1 to 30. The default is the service's, 7.</summary>
    [Parameter]
    [ValidateRange(1, 30)]
    public int? TrainingInterval { get; set; }

    /// <summary>Searches for the best hyperparameters: many trainings in place of one, each at a cost.</summary>
    [Parameter]
    public SwitchParameter PerformHpo { get; set; }

    /// <summary>The most trainings of a search, 1 to 40.</summary>
    [Parameter]
    [ValidateRange(1, 40)]
    public int? MaxTrainingJobs { get; set; }

    /// <summary>
    /// How much each event type counts in training, up to 10, each a hashtable: @{ EventType = "watch"; Weight = 0.5; MinimumValue = 3 }. For the v2
    /// recipes.
    /// </summary>
    [Parameter]
    [ValidateCount(1, 10)]
    public Hashtable[]? EventWeight { get; set; }

    /// <summary>A numeric column of the Items dataset that recommendations shall favour, besides relevance.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ObjectiveAttribute { get; set; }

    /// <summary>How strongly the objective counts: LOW, MEDIUM, HIGH or OFF.</summary>
    [Parameter]
    [ValidateSet("LOW", "MEDIUM", "HIGH", "OFF")]
    public string? ObjectiveSensitivity { get; set; }

    /// <summary>Columns to leave out of training by dataset type, for example @{ Items = "DESCRIPTION" }.</summary>
    [Parameter]
    public Hashtable? ExcludeColumn { get; set; }

    /// <summary>Tags by name, for example @{ team = "films" }.</summary>
    [Parameter]
    public Hashtable? Tag { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync(CancellationToken cancellationToken) => TryAsync(Name, async () =>
    {
        var request = await RequestAsync(cancellationToken);
        await CreateAsync(ResourceKind.Solution, Name, () => Api.CreateSolutionAsync(request, cancellationToken), cancellationToken);
    });

    private async Task<CreateSolutionRequest> RequestAsync(CancellationToken cancellationToken) => new()
    {
        Name = Name,
        DatasetGroupArn = await Api.ResolveAsync(DatasetGroup, ResourceKind.DatasetGroup, cancellationToken),
        RecipeArn = await Api.ResolveAsync(Recipe, ResourceKind.Recipe, cancellationToken),
        EventType = EventType,
        PerformAutoTraining = PerformAutoTraining.ToBool(),
        PerformHPO = PerformHpo ? true : null,
        SolutionConfig = Config(),
        Tags = TagList.From(Tag),
    };

    /// <summary>The settings, or null when none is given: some recipes refuse even an empty one.</summary>
    private SolutionConfig? Config()
    {
        var (algorithm, featureTransformation) = HyperParameters.Split(HyperParameter);
        var config = new SolutionConfig
        {
            AlgorithmHyperParameters = algorithm,
            FeatureTransformationParameters = featureTransformation,
            EventValueThreshold = EventValueThreshold?.ToString(CultureInfo.InvariantCulture),
            EventsConfig = Settings.ToEventsConfig(EventWeight),
            AutoTrainingConfig = Settings.EveryDays(TrainingInterval),
            TrainingDataConfig = Settings.Excluding(ExcludeColumn),
            OptimizationObjective = ObjectiveAttribute is null && ObjectiveSensitivity is null ? null : new OptimizationObjective
            {
                ItemAttribute = ObjectiveAttribute,
                ObjectiveSensitivity = Amazon.Personalize.ObjectiveSensitivity.FindValue(ObjectiveSensitivity),
            },
            HpoConfig = MaxTrainingJobs is null ? null : new HPOConfig
            {
                HpoResourceConfig = new HPOResourceConfig { MaxNumberOfTrainingJobs = MaxTrainingJobs.Value.ToString(CultureInfo.InvariantCulture) },
            },
        };
        return new object?[]
        {
            config.AlgorithmHyperParameters, config.FeatureTransformationParameters, config.EventValueThreshold, config.EventsConfig,
            config.AutoTrainingConfig, config.TrainingDataConfig, config.OptimizationObjective, config.HpoConfig,
        }.Any(setting => setting is not null) ? config : null;
    }
}
