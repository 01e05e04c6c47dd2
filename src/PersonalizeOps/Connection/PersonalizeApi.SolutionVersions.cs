using System.Management.Automation;
using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Errors;

namespace PersonalizeOps.Connection;

/// <summary>Solution versions and their metrics.</summary>
internal sealed partial class PersonalizeApi
{
    public async Task<Records.SolutionVersion> GetSolutionVersionAsync(string arn, CancellationToken cancellationToken)
    {
        var request = new DescribeSolutionVersionRequest { SolutionVersionArn = arn };
        var version = (await CallAsync(Personalize.DescribeSolutionVersionAsync, request, arn, cancellationToken).ConfigureAwait(false)).SolutionVersion;
        return new Records.SolutionVersion
        {
            Name = ResourceArn.FullNameOf(version.SolutionVersionArn),
            Solution = ResourceArn.NameOf(version.SolutionArn),
            Version = ResourceArn.VersionOf(version.SolutionVersionArn),
            Arn = version.SolutionVersionArn,
            SolutionArn = version.SolutionArn,
            DatasetGroup = ResourceArn.NameOf(version.DatasetGroupArn),
            DatasetGroupArn = version.DatasetGroupArn,
            Recipe = version.RecipeArn is null ? null : ResourceArn.NameOf(version.RecipeArn),
            RecipeArn = version.RecipeArn,
            TrainingMode = version.TrainingMode?.Value,
            TrainingType = version.TrainingType?.Value,
            TrainingHours = version.TrainingHours,
            Status = version.Status,
            FailureReason = version.FailureReason,
            Created = Local(version.CreationDateTime),
            Updated = Local(version.LastUpdatedDateTime),
        };
    }

    /// <summary>All versions, or those of a solution or of all solutions of a dataset group, oldest first.</summary>
    public async Task<IReadOnlyList<ResourceSummary>> ListSolutionVersionsAsync(string? parentArn, CancellationToken cancellationToken)
    {
        if (parentArn is not null && ResourceArn.KindOf(parentArn) == ResourceKind.DatasetGroup)
            return await ListOfEachAsync(
                await ListSolutionsAsync(parentArn, cancellationToken).ConfigureAwait(false), arn => ListSolutionVersionsAsync(arn, cancellationToken))
                .ConfigureAwait(false);
        var versions = await ListAsync(
            Personalize.ListSolutionVersionsAsync, token => new ListSolutionVersionsRequest { SolutionArn = parentArn, NextToken = token },
            (ListSolutionVersionsResponse page) =>
                (page.SolutionVersions?.Select(item => new ResourceSummary(
                    item.SolutionVersionArn, ResourceArn.FullNameOf(item.SolutionVersionArn), item.Status, item.CreationDateTime)), page.NextToken),
            cancellationToken).ConfigureAwait(false);
        return [.. versions.OrderBy(version => version.Created)];
    }

    /// <summary>The ARN of the version that is meant: the one stated, else the newest ACTIVE one of the solution.</summary>
    /// <exception cref="PersonalizeException">The solution has no ACTIVE version.</exception>
    public async Task<string> ResolveVersionAsync(ResourceIdentity identity, CancellationToken cancellationToken)
    {
        if (identity.StatedArn(ResourceKind.SolutionVersion) is { } stated)
            return stated;
        if (identity.IsVersionName)
            return identity.ArnOf(ResourceKind.SolutionVersion, Connection);
        var solutionArn = identity.ArnOf(ResourceKind.Solution, Connection);
        // Describing first gives the right error for an unknown name: a list of its versions would only be empty.
        await GetSolutionAsync(solutionArn, cancellationToken).ConfigureAwait(false);
        var versions = await ListSolutionVersionsAsync(solutionArn, cancellationToken).ConfigureAwait(false);
        return versions.LastOrDefault(version => version.Status == "ACTIVE")?.Arn
            ?? throw new PersonalizeException("NoActiveSolutionVersion", ErrorCategory.ResourceUnavailable,
                $"Solution {ResourceArn.NameOf(solutionArn)} has no ACTIVE version.", identity.Text,
                "Train one: New-SolutionVersion -Wait; Get-SolutionVersion shows why one failed.");
    }

    public async Task<string> CreateSolutionVersionAsync(CreateSolutionVersionRequest request, CancellationToken cancellationToken) =>
        (await CallAsync(Personalize.CreateSolutionVersionAsync, request, ResourceArn.NameOf(request.SolutionArn), cancellationToken)
            .ConfigureAwait(false)).SolutionVersionArn;

    public async Task<Dictionary<string, double>> GetMetricsAsync(string versionArn, CancellationToken cancellationToken)
    {
        var request = new GetSolutionMetricsRequest { SolutionVersionArn = versionArn };
        return (await CallAsync(Personalize.GetSolutionMetricsAsync, request, versionArn, cancellationToken).ConfigureAwait(false)).Metrics ?? [];
    }
}
