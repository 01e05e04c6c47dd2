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
    [ValidateNotNullOrEmpty]
    public string Recipe { get; set; } = "";

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

    /// <inheritdoc/>
    protected override Task ProcessAsync(CancellationToken cancellationToken) => TryAsync(Name, async () =>
    {
        var request = CreateRequest();
        if (!ShouldProcess(Name, "CreateSolution"))
            return;
        var arn = await Api.CreateSolutionAsync(request, cancellationToken);
        WriteObject(Wait
            ? await WaitForActiveAsync(arn, Api.GetSolutionAsync, "CreateSolution", $"Creating the solution {Name}", $"Get-Solution {Name}", cancellationToken)
            : await Api.GetSolutionAsync(arn, cancellationToken));
    });

    private CreateSolutionRequest CreateRequest()
    {
        var (algorithm, featureTransformation) = HyperParameters.Split(HyperParameter);
        var threshold = EventValueThreshold?.ToString(CultureInfo.InvariantCulture);
        return new CreateSolutionRequest
        {
            Name = Name,
            DatasetGroupArn = DatasetGroup.ArnOf(ResourceKind.DatasetGroup, Connection),
            RecipeArn = ResourceArn.IsArn(Recipe) ? Recipe : $"arn:{Connection.Partition}:personalize:::recipe/{Recipe}",
            EventType = EventType,
            PerformAutoTraining = PerformAutoTraining.ToBool(),
            SolutionConfig = algorithm is null && featureTransformation is null && threshold is null ? null : new SolutionConfig
            {
                AlgorithmHyperParameters = algorithm,
                FeatureTransformationParameters = featureTransformation,
                EventValueThreshold = threshold,
            },
        };
    }
}
