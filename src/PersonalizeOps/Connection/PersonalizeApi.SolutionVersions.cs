using System.Management.Automation;
using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Errors;

namespace PersonalizeOps.Connection;

/// <summary>Solution versions and their metrics.</summary>
internal sealed partial class PersonalizeApi
{
    /// <summary>The recipe that recommends the same popular items to everybody: what any other has to beat.</summary>
    public const string PopularityRecipe = "aws-popularity-count";

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
        identity = identity.For(ResourceKind.SolutionVersion, ResourceKind.Solution);
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

    /// <summary>The metrics of the version that is meant, which may stand in a record that has them already.</summary>
    public async Task<Records.SolutionMetrics> GetMetricsAsync(ResourceIdentity identity, CancellationToken cancellationToken) =>
        identity.Source as Records.SolutionMetrics
            ?? await GetMetricsAsync(await ResolveVersionAsync(identity, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    public async Task<Records.SolutionMetrics> GetMetricsAsync(string versionArn, CancellationToken cancellationToken)
    {
        var version = await GetSolutionVersionAsync(versionArn, cancellationToken).ConfigureAwait(false);
        var request = new GetSolutionMetricsRequest { SolutionVersionArn = versionArn };
        var metrics = (await CallAsync(Personalize.GetSolutionMetricsAsync, request, versionArn, cancellationToken).ConfigureAwait(false)).Metrics ?? [];
        return new Records.SolutionMetrics
        {
            Solution = version.Solution,
            Version = version.Version,
            SolutionVersionArn = version.Arn,
            Recipe = version.Recipe,
            DatasetGroup = version.DatasetGroup,
            DatasetGroupArn = version.DatasetGroupArn,
            Created = version.Created,
            Coverage = Value("coverage"),
            MrrAt25 = Value("mean_reciprocal_rank_at_25"),
            NdcgAt5 = Value("normalized_discounted_cumulative_gain_at_5"),
            NdcgAt10 = Value("normalized_discounted_cumulative_gain_at_10"),
            NdcgAt25 = Value("normalized_discounted_cumulative_gain_at_25"),
            PrecisionAt5 = Value("precision_at_5"),
            PrecisionAt10 = Value("precision_at_10"),
            PrecisionAt25 = Value("precision_at_25"),
            Metric = metrics,
        };

        double? Value(string name) => metrics.TryGetValue(name, out var value) ? value : null;
    }

    /// <summary>The metrics of the newest ACTIVE version of a popularity recipe in the dataset group, or null when there is none.</summary>
    public async Task<Records.SolutionMetrics?> FindPopularityMetricsAsync(string datasetGroupArn, CancellationToken cancellationToken)
    {
        var arns = (await ListSolutionsAsync(datasetGroupArn, cancellationToken).ConfigureAwait(false)).Select(solution => solution.Arn).ToList();
        ResourceSummary? newest = null;
        await foreach (var solution in DescribeAllAsync(arns, GetSolutionAsync, cancellationToken).ConfigureAwait(false))
        {
            if (solution.Recipe != PopularityRecipe)
                continue;
            var versions = await ListSolutionVersionsAsync(solution.Arn, cancellationToken).ConfigureAwait(false);
            if (versions.LastOrDefault(version => version.Status == "ACTIVE") is { } last && !(newest?.Created > last.Created))
                newest = last;
        }

        return newest is null ? null : await GetMetricsAsync(newest.Arn, cancellationToken).ConfigureAwait(false);
    }
}
