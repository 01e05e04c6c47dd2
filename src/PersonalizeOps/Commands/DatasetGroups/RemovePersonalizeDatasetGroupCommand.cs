using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Connection;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.DatasetGroups;

/// <summary>
/// Removes a dataset group; with -Recurse all it holds, in the order that the service demands: campaigns, recommenders, metric attributions and
/// event trackers, then solutions and filters, datasets, the group. It waits for each, and for jobs that run; run again after an interruption it
/// goes on with what is left. At the end it checks that all is gone, and tells what stays: jobs, which nobody can delete, and files on S3.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "PersonalizeDatasetGroup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(RemovalResult))]
public sealed class RemovePersonalizeDatasetGroupCommand : PollingCmdlet
{
    /// <summary>The dataset group, as name, ARN or object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Arn", "DatasetGroupArn")]
    [ResourceCompleter(ResourceKind.DatasetGroup)]
    public ResourceIdentity[] Name { get; set; } = [];

    /// <summary>Removes all that the group holds as well, and tells what became of each. Without it a group that holds something is refused.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>Removes the schemas of its datasets too, unless other datasets use them.</summary>
    [Parameter]
    public SwitchParameter IncludeSchema { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var name in Name)
            await TryAsync(name.Text, () =>
            {
                name.RequireOwn(ResourceKind.DatasetGroup);
                return RemoveGroupAsync(name.ArnOf(ResourceKind.DatasetGroup, Connection), cancellationToken);
            });
    }

    private async Task RemoveGroupAsync(string groupArn, CancellationToken cancellationToken)
    {
        var group = await Api.GetDatasetGroupAsync(groupArn, cancellationToken);
        if (!Recurse)
        {
            if (ShouldProcess(group.Name, "DeleteDatasetGroup"))
                await RemoveAsync(PersonalizeApi.Step(ResourceKind.DatasetGroup, groupArn), cancellationToken);
            return;
        }

        var stages = await Api.PlanRemovalAsync(groupArn, IncludeSchema, cancellationToken);
        var jobs = await Api.JobsOfAsync(groupArn, cancellationToken);
        if (!ShouldProcess(Plan(stages), $"{Plan(stages)}\nRemove all this?", "This cannot be undone"))
            return;
        // What stays is read now: the group that leads to it is about to go.
        var stays = await StaysAsync(groupArn, jobs, cancellationToken);
        // A running job would block the datasets it uses.
        await Task.WhenAll(jobs.Select(job => SettleAsync(job, cancellationToken)));
        foreach (var stage in stages)
            await Task.WhenAll(stage.Select(step => RemoveAsync(step, cancellationToken)));
        await CheckAsync(stages.SelectMany(stage => stage), cancellationToken);
        WriteObject(stays, enumerateCollection: true);
    }

    private static string Plan(IReadOnlyList<IReadOnlyList<RemovalStep>> stages) => string.Join(
        '\n', stages.Select((stage, index) => $"{(index == 0 ? "Remove " : "  then ")}{string.Join(", ", stage)}"));

    /// <summary>The service is asked once more about each resource: what it still knows may still cost.</summary>
    private async Task CheckAsync(IEnumerable<RemovalStep> steps, CancellationToken cancellationToken)
    {
        foreach (var step in steps)
        {
            if (await Api.RemovalStatusAsync(step, cancellationToken) is { } status)
                WriteError(ErrorMapper.ToRecord(
                    new PersonalizeException("NotRemoved", ErrorCategory.ResourceBusy, $"The {step} is still there: {status}.", step.Arn, "Run the command again."),
                    step.Arn));
            else
                WriteObject(new RemovalResult { Kind = step.Family.Word, Name = step.Name, Arn = step.Arn, Outcome = "Removed" });
        }
    }

    private async Task<IReadOnlyList<RemovalResult>> StaysAsync(
        string groupArn, IReadOnlyList<RemovalStep> jobs, CancellationToken cancellationToken)
    {
        List<RemovalResult> stays = [.. jobs.Select(job => Stays(job.Family.Word, job.Name, job.Arn, "cannot be deleted; costs nothing"))];
        if (!IncludeSchema)
            foreach (var dataset in await Api.ListDatasetsAsync(groupArn, cancellationToken))
            {
                var schema = (await Api.GetDatasetAsync(dataset.Arn, cancellationToken)).SchemaArn;
                if (stays.All(item => item.Arn != schema))
                    stays.Add(Stays("schema", ResourceArn.NameOf(schema), schema, "costs nothing; -IncludeSchema removes it"));
            }

        foreach (var job in jobs)
            foreach (var uri in FilesOf(await job.Family.DescribeAsync(Api, job.Arn, cancellationToken)))
                if (stays.All(item => item.Arn != uri))
                    stays.Add(Stays("files", uri, uri, "S3 bills what it stores"));
        return stays;
    }

    private static RemovalResult Stays(string kind, string name, string arn, string note) =>
        new() { Kind = kind, Name = name, Arn = arn, Outcome = "Stays", Note = note };

    /// <summary>What a job read and wrote on S3.</summary>
    private static IEnumerable<string> FilesOf(PersonalizeResource job)
    {
        string?[] uris = job switch
        {
            PersonalizeImport import => [import.DataLocation],
            PersonalizeExport export => [export.OutputUri],
            DataDeletion deletion => [deletion.DataLocation],
            BatchRecommendation batch => [batch.InputUri, batch.OutputUri],
            BatchSegment batch => [batch.InputUri, batch.OutputUri],
            _ => [],
        };
        return uris.OfType<string>();
    }
}
