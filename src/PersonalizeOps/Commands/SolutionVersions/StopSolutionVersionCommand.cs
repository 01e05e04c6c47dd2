using System.Management.Automation;
using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Connection;
using PersonalizeOps.Errors;

namespace PersonalizeOps.Commands.SolutionVersions;

/// <summary>Stops the training of a solution version. It cannot be resumed; on AWS the training so far is billed.</summary>
[Cmdlet(VerbsLifecycle.Stop, "SolutionVersion", SupportsShouldProcess = true)]
[OutputType(typeof(Records.SolutionVersion))]
public sealed class StopSolutionVersionCommand : ChangeCmdlet
{
    /// <summary>The version as SOLUTION/ID, ARN or object; or a solution, which stands for its versions in training.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SolutionVersionArn", "Arn", "Name", "Solution", "SolutionArn")]
    [ResourceCompleter(ResourceKind.Solution)]
    public ResourceIdentity[] SolutionVersion { get; set; } = [];

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var identity in SolutionVersion)
            await TryAsync(identity.Text, async () =>
            {
                foreach (var arn in await FindAsync(identity, cancellationToken))
                    await StopAsync(arn, cancellationToken);
            });
    }

    private async Task<IReadOnlyList<string>> FindAsync(ResourceIdentity identity, CancellationToken cancellationToken)
    {
        identity = identity.For(ResourceKind.SolutionVersion, ResourceKind.Solution);
        if (identity.StatedArn(ResourceKind.SolutionVersion) is not null || identity.IsVersionName)
            return [identity.ArnOf(ResourceKind.SolutionVersion, Connection)];
        var solution = await Api.GetSolutionAsync(await Api.ResolveAsync(identity, ResourceKind.Solution, cancellationToken), cancellationToken);
        var training = (await Api.ListSolutionVersionsAsync(solution.Arn, cancellationToken)).Where(version => Statuses.InMotion(version.Status)).ToList();
        return training.Count > 0
            ? [.. training.Select(version => version.Arn)]
            : throw new PersonalizeException(
                "NothingInTraining", ErrorCategory.ObjectNotFound, $"Solution {solution.Name} has no version in training.", identity.Text);
    }

    private async Task StopAsync(string arn, CancellationToken cancellationToken)
    {
        var name = ResourceArn.FullNameOf(arn);
        if (!ShouldProcess(name, "StopSolutionVersionCreation"))
            return;
        var request = new StopSolutionVersionCreationRequest { SolutionVersionArn = arn };
        await Api.CallAsync(Api.Personalize.StopSolutionVersionCreationAsync, request, name, cancellationToken);
        if (Wait)
            await SettleAsync(PersonalizeApi.Step(ResourceKind.SolutionVersion, arn), cancellationToken);
        if (PassThru)
            WriteObject(await Api.GetSolutionVersionAsync(arn, cancellationToken));
    }
}
