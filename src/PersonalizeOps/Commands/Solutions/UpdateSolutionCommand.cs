using System.Collections;
using System.Management.Automation;
using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;

namespace PersonalizeOps.Commands.Solutions;

/// <summary>Changes when a solution trains by itself and how it weighs events. All else needs a new solution.</summary>
[Cmdlet(VerbsData.Update, "Solution", SupportsShouldProcess = true)]
[OutputType(typeof(Records.Solution))]
public sealed class UpdateSolutionCommand : ChangeCmdlet
{
    /// <summary>The solution, as name, ARN or object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Arn", "SolutionArn")]
    [ResourceCompleter(ResourceKind.Solution)]
    public ResourceIdentity[] Name { get; set; } = [];

    /// <summary>Lets the service train new versions by itself, at a cost; -PerformAutoTraining:$false ends it.</summary>
    [Parameter]
    public SwitchParameter PerformAutoTraining { get; set; }

    /// <summary>The days between two trainings, 1 to 30.</summary>
    [Parameter]
    [ValidateRange(1, 30)]
    public int? TrainingInterval { get; set; }

    /// <summary>
    /// How much each event type counts in training, up to 10, each a hashtable: @{ EventType = "watch"; Weight = 0.5; MinimumValue = 3 }.
    /// For the v2 recipes.
    /// </summary>
    [Parameter]
    [ValidateCount(1, 10)]
    public Hashtable[]? EventWeight { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var name in Name)
            await TryAsync(name.Text, async () =>
            {
                var arn = await Api.ResolveAsync(name, ResourceKind.Solution, cancellationToken);
                var request = new UpdateSolutionRequest
                {
                    SolutionArn = arn,
                    PerformAutoTraining = MyInvocation.BoundParameters.ContainsKey(nameof(PerformAutoTraining)) ? PerformAutoTraining.ToBool() : null,
                    SolutionUpdateConfig = TrainingInterval is null && EventWeight is null ? null : new SolutionUpdateConfig
                    {
                        AutoTrainingConfig = Settings.EveryDays(TrainingInterval),
                        EventsConfig = Settings.ToEventsConfig(EventWeight),
                    },
                };
                await ChangeAsync(
                    arn, "UpdateSolution", ResourceArn.NameOf(arn),
                    () => Api.CallAsync(Api.Personalize.UpdateSolutionAsync, request, name.Text, cancellationToken), cancellationToken);
            });
    }
}
