using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Connection;

namespace PersonalizeOps.Commands.SolutionVersions;

/// <summary>Shows solution versions: all, those of a solution, or a single one.</summary>
[Cmdlet(VerbsCommon.Get, "SolutionVersion")]
[OutputType(typeof(Records.SolutionVersion))]
public sealed class GetSolutionVersionCommand : PersonalizeCmdlet
{
    /// <summary>
    /// A solution as name (with wildcards), ARN or object: its versions are shown, oldest first. Or a version as SOLUTION/ID (with wildcards), ARN or
    /// object, or any object that knows its version, such as a campaign. Without it all versions are shown.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SolutionVersion", "SolutionVersionArn", "SolutionArn", "Arn", "Name")]
    [SupportsWildcards]
    [ValidateNotNull]
    [ResourceCompleter(ResourceKind.Solution)]
    public ResourceIdentity[]? Solution { get; set; }

    /// <summary>Shows only the versions of this dataset group, given as name, ARN or object.</summary>
    [Parameter]
    [Alias("DatasetGroupArn")]
    [ValidateNotNull]
    [ResourceCompleter(ResourceKind.DatasetGroup)]
    public ResourceIdentity? DatasetGroup { get; set; }

    /// <summary>Shows only the newest version of each solution, whatever its status.</summary>
    [Parameter]
    public SwitchParameter Latest { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var identity in Solution ?? [new ResourceIdentity("*")])
        {
            await TryAsync(identity.IsPattern ? (DatasetGroup ?? identity).Text : identity.Text, async () =>
            {
                var arns = await FindAsync(identity, cancellationToken);
                if (Latest)
                    arns = [.. arns.GroupBy(ResourceArn.SolutionOf).Select(versions => versions.Last())];
                await foreach (var version in PersonalizeApi.DescribeAllAsync(arns, Api.GetSolutionVersionAsync, cancellationToken))
                    WriteObject(version);
            });
        }
    }

    private async Task<IReadOnlyList<string>> FindAsync(ResourceIdentity identity, CancellationToken cancellationToken)
    {
        if (identity.IsPattern)
        {
            var group = await Api.ResolveOrNullAsync(DatasetGroup, ResourceKind.DatasetGroup, cancellationToken);
            var pattern = new WildcardPattern(identity.Text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
            var listed = await Api.ListSolutionVersionsAsync(group, cancellationToken);
            if (listed.Count == 0 && group is not null)
                await Api.EnsureExistsAsync(group, cancellationToken);
            return ArnsOf(listed.Where(item => pattern.IsMatch(ResourceArn.NameOf(item.Arn)) || pattern.IsMatch(item.Name)));
        }

        if (identity.StatedArn(ResourceKind.Solution) is null && identity.StatedArn(ResourceKind.DatasetGroup) is { } holder)
            return ArnsOf(await Api.ListSolutionVersionsAsync(holder, cancellationToken));
        identity = identity.For(ResourceKind.SolutionVersion, ResourceKind.Solution);
        if (identity.StatedArn(ResourceKind.SolutionVersion) is { } stated)
            // Describing here and not in the list below: an unknown version is an error, not an empty answer.
            return [(await Api.GetSolutionVersionAsync(stated, cancellationToken)).Arn];
        if (identity.IsVersionName)
            return [(await Api.GetSolutionVersionAsync(identity.ArnOf(ResourceKind.SolutionVersion, Connection), cancellationToken)).Arn];
        var solution = await Api.GetSolutionAsync(identity.ArnOf(ResourceKind.Solution, Connection), cancellationToken);
        return ArnsOf(await Api.ListSolutionVersionsAsync(solution.Arn, cancellationToken));
    }

    private static IReadOnlyList<string> ArnsOf(IEnumerable<ResourceSummary> versions) => [.. versions.Select(version => version.Arn)];
}
