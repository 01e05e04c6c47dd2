using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.SolutionVersions;

/// <summary>
/// Shows every training of the search for hyperparameters that a solution version of the local server came from. Amazon Personalize tells only what was chosen.
/// </summary>
[Cmdlet(VerbsCommon.Get, "TuningTrial")]
[OutputType(typeof(TuningTrial))]
public sealed class GetTuningTrialCommand : PersonalizeCmdlet
{
    /// <summary>The version as ARN or object, or a solution as name, ARN or object, which stands for its newest ACTIVE version.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Solution", "SolutionVersionArn", "SolutionArn", "Arn", "Name")]
    [ResourceCompleter(ResourceKind.Solution)]
    public ResourceIdentity[] SolutionVersion { get; set; } = [];

    /// <inheritdoc/>
    protected override async Task BeginAsync(CancellationToken cancellationToken)
    {
        await base.BeginAsync(cancellationToken);
        Api.RequireLocalServer();
    }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var identity in SolutionVersion)
            await TryAsync(identity.Text, () => ShowAsync(identity, cancellationToken));
    }

    private async Task ShowAsync(ResourceIdentity identity, CancellationToken cancellationToken)
    {
        var trials = await Api.GetTrialsAsync(await Api.ResolveVersionAsync(identity, cancellationToken), cancellationToken);
        if (trials.Count == 0)
            WriteWarning($"{identity.Text} was trained without a search for hyperparameters: New-Solution -PerformHpo makes one.");
        foreach (var trial in trials)
            WriteObject(trial);
    }
}
