using System.Collections;
using System.Management.Automation;
using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;

namespace PersonalizeOps.Commands.SolutionVersions;

/// <summary>Trains a new version of a solution. On AWS training is billed by the hour.</summary>
[Cmdlet(VerbsCommon.New, "SolutionVersion", SupportsShouldProcess = true)]
[OutputType(typeof(Records.SolutionVersion))]
public sealed class NewSolutionVersionCommand : JobCmdlet
{
    /// <summary>The solution, as name, ARN or object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SolutionArn", "Name")]
    [ResourceCompleter(ResourceKind.Solution)]
    public ResourceIdentity Solution { get; set; } = null!;

    /// <summary>FULL (the default) trains on all data, UPDATE adds new items to the newest version; only aws-user-personalization knows it.</summary>
    [Parameter]
    [ValidateSet("FULL", "UPDATE")]
    public string TrainingMode { get; set; } = "FULL";

    /// <summary>Tags by name, for example @{ team = "films" }.</summary>
    [Parameter]
    public Hashtable? Tag { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync(CancellationToken cancellationToken) => TryAsync(Solution.Text, async () =>
    {
        var solutionArn = Solution.ArnOf(ResourceKind.Solution, Connection);
        var name = ResourceArn.NameOf(solutionArn);
        if (!ShouldProcess(name, "CreateSolutionVersion"))
            return;
        // A solution made a moment ago by the pipeline's left side may not be ACTIVE yet.
        await WaitForEndAsync(solutionArn, updated: false, cancellationToken);
        var request = new CreateSolutionVersionRequest
        {
            SolutionArn = solutionArn,
            TrainingMode = Amazon.Personalize.TrainingMode.FindValue(TrainingMode),
            Tags = TagList.From(Tag),
        };
        WriteObject(await FinishAsync(await Api.CreateSolutionVersionAsync(request, cancellationToken), updated: false, cancellationToken));
    });
}
