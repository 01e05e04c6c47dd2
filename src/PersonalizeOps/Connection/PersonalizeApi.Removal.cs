using PersonalizeOps.Binding;
using PersonalizeOps.Errors;

namespace PersonalizeOps.Connection;

/// <summary>Deleting, and what must be deleted first.</summary>
internal sealed partial class PersonalizeApi
{
    /// <summary>The jobs of a dataset group, which block its removal while they run and which nobody can delete.</summary>
    private static readonly ResourceKind[] Jobs =
        [ResourceKind.Import, ResourceKind.Export, ResourceKind.DataDeletion, ResourceKind.BatchRecommendation, ResourceKind.BatchSegment];

    /// <summary>What a dataset group holds, in the order in which it can be deleted: each stage must be gone before the next.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<RemovalStep>>> PlanRemovalAsync(string groupArn, bool includeSchema, CancellationToken cancellationToken)
    {
        List<RemovalStep> schemas = [];
        if (includeSchema)
            foreach (var dataset in await ListDatasetsAsync(groupArn, cancellationToken).ConfigureAwait(false))
                schemas.Add(Step(ResourceKind.Schema, (await GetDatasetAsync(dataset.Arn, cancellationToken).ConfigureAwait(false)).SchemaArn));

        IReadOnlyList<RemovalStep>[] stages =
        [
            await StepsAsync(
                groupArn, [ResourceKind.Campaign, ResourceKind.Recommender, ResourceKind.MetricAttribution, ResourceKind.EventTracker], cancellationToken)
                .ConfigureAwait(false),
            await StepsAsync(groupArn, [ResourceKind.Solution, ResourceKind.Filter], cancellationToken).ConfigureAwait(false),
            await StepsAsync(groupArn, [ResourceKind.Dataset], cancellationToken).ConfigureAwait(false),
            [Step(ResourceKind.DatasetGroup, groupArn)],
            [.. schemas.Distinct()],
        ];
        return [.. stages.Where(stage => stage.Count > 0)];
    }

    /// <summary>The jobs of a dataset group.</summary>
    public Task<IReadOnlyList<RemovalStep>> JobsOfAsync(string groupArn, CancellationToken cancellationToken) =>
        StepsAsync(groupArn, Jobs, cancellationToken);

    /// <summary>The removal of one resource.</summary>
    public static RemovalStep Step(ResourceKind kind, string arn) => new(ResourceFamilies.Of(kind), arn, ResourceArn.FullNameOf(arn));

    /// <summary>The status that counts for a removal, or null when the resource is gone.</summary>
    public async Task<string?> RemovalStatusAsync(RemovalStep step, CancellationToken cancellationToken)
    {
        var record = await DescribeOrNullAsync((arn, token) => step.Family.DescribeAsync(this, arn, token), step.Arn, cancellationToken).ConfigureAwait(false);
        if (record is null || record.Status != "ACTIVE")
            return record?.Status;
        if (record.UpdateStatus is { } update && Statuses.InMotion(update))
            return update;
        if (step.Family.Kind != ResourceKind.Solution)
            return record.Status;
        // A solution cannot be deleted while one of its versions trains: then the version's status counts.
        var versions = await ListSolutionVersionsAsync(step.Arn, cancellationToken).ConfigureAwait(false);
        return versions.Select(version => version.Status).FirstOrDefault(Statuses.InMotion) ?? record.Status;
    }

    private async Task<IReadOnlyList<RemovalStep>> StepsAsync(string groupArn, IEnumerable<ResourceKind> kinds, CancellationToken cancellationToken)
    {
        List<RemovalStep> steps = [];
        foreach (var family in kinds.Select(ResourceFamilies.Of))
            steps.AddRange((await OfferedAsync(() => family.ListAsync(this, groupArn, cancellationToken)).ConfigureAwait(false))
                .Select(item => new RemovalStep(family, item.Arn, item.Name)));
        return steps;
    }

    /// <summary>A server that does not offer a kind of resource holds none of it.</summary>
    private static async Task<IReadOnlyList<ResourceSummary>> OfferedAsync(Func<Task<IReadOnlyList<ResourceSummary>>> list)
    {
        try
        {
            return await list().ConfigureAwait(false);
        }
        catch (PersonalizeException error) when (IsNotOffered(error))
        {
            return [];
        }
    }

    private static bool IsNotOffered(PersonalizeException error) => error.Category == System.Management.Automation.ErrorCategory.NotImplemented;
}
