using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Connection;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Batch;

/// <summary>Shows batch jobs of both kinds, inference and segment, oldest first: all, those whose name matches, or those of a solution.</summary>
[Cmdlet(VerbsCommon.Get, "BatchJob")]
[OutputType(typeof(BatchRecommendation), typeof(BatchSegment))]
public sealed class GetBatchJobCommand : PersonalizeCmdlet
{
    private static readonly ResourceFamily[] Families =
        [ResourceFamilies.Of(ResourceKind.BatchRecommendation), ResourceFamilies.Of(ResourceKind.BatchSegment)];

    /// <summary>The jobs, as names (with wildcards), ARNs or objects. Without it all are shown.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Arn")]
    [SupportsWildcards]
    [ValidateNotNull]
    [ResourceCompleter(ResourceKind.BatchRecommendation, ResourceKind.BatchSegment)]
    public ResourceIdentity[]? Name { get; set; }

    /// <summary>Shows only the jobs of this solution, given as name, ARN or object.</summary>
    [Parameter]
    [Alias("SolutionArn")]
    [ValidateNotNull]
    [ResourceCompleter(ResourceKind.Solution)]
    public ResourceIdentity? Solution { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var name in Name ?? [new ResourceIdentity("*")])
            await TryAsync(name.IsPattern ? (Solution ?? name).Text : name.Text, async () => WriteObject(await FindAsync(name, cancellationToken), enumerateCollection: true));
    }

    private async Task<IReadOnlyList<PersonalizeResource>> FindAsync(ResourceIdentity name, CancellationToken cancellationToken)
    {
        name = name.For(ResourceKind.BatchRecommendation, ResourceKind.BatchSegment);
        if (Families.FirstOrDefault(family => name.StatedArn(family.Kind) is not null) is { } stated)
            return [await stated.DescribeAsync(Api, name.ArnOf(stated.Kind, Connection), cancellationToken)];
        var pattern = new WildcardPattern(name.Text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        var solution = await Api.ResolveOrNullAsync(Solution, ResourceKind.Solution, cancellationToken);
        List<PersonalizeResource> found = [];
        foreach (var family in Families)
        {
            var arns = (await family.ListAsync(Api, solution, cancellationToken)).Where(item => pattern.IsMatch(item.Name)).Select(item => item.Arn).ToList();
            await foreach (var job in PersonalizeApi.DescribeAllAsync(arns, (arn, token) => family.DescribeAsync(Api, arn, token), cancellationToken))
                found.Add(job);
        }

        if (found.Count == 0 && solution is not null)
            await Api.EnsureExistsAsync(solution, cancellationToken);
        if (found.Count == 0 && !name.IsPattern)
            throw new PersonalizeException("BatchJob.ResourceNotFoundException", ErrorCategory.ObjectNotFound, $"There is no batch job {name.Text}.",
                name.Text, "Get-BatchJob lists what exists.");
        return [.. found.OrderBy(job => job.Created)];
    }
}
