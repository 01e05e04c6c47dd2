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

    /// <summary>The ARNs of the versions of a solution, or of all, oldest first.</summary>
    public async Task<IReadOnlyList<string>> ListSolutionVersionsAsync(string? solutionArn, CancellationToken cancellationToken)
    {
        var versions = await ListVersionSummariesAsync(solutionArn, cancellationToken).ConfigureAwait(false);
        return [.. versions.OrderBy(version => version.CreationDateTime).Select(version => version.SolutionVersionArn)];
    }

    /// <summary>The ARN of the version that is meant: the one stated, else the newest ACTIVE one of the solution.</summary>
    /// <exception cref="PersonalizeException">The solution has no ACTIVE version.</exception>
    public async Task<string> ResolveVersionAsync(ResourceIdentity identity, CancellationToken cancellationToken)
    {
        if (identity.StatedArn(ResourceKind.SolutionVersion) is { } stated)
            return stated;
        var solutionArn = identity.ArnOf(ResourceKind.Solution, Connection);
        // Describing first gives the right error for an unknown name: a list of its versions would only be empty.
        await GetSolutionAsync(solutionArn, cancellationToken).ConfigureAwait(false);
        var versions = await ListVersionSummariesAsync(solutionArn, cancellationToken).ConfigureAwait(false);
        return versions.Where(version => version.Status == "ACTIVE").MaxBy(version => version.CreationDateTime)?.SolutionVersionArn
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

    private Task<List<SolutionVersionSummary>> ListVersionSummariesAsync(string? solutionArn, CancellationToken cancellationToken) =>
        ListAsync(
            Personalize.ListSolutionVersionsAsync, token => new ListSolutionVersionsRequest { SolutionArn = solutionArn, NextToken = token },
            (ListSolutionVersionsResponse page) => (page.SolutionVersions, page.NextToken), cancellationToken);
}
