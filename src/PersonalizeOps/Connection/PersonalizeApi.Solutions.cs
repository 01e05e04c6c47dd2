using System.Globalization;
using Amazon.Personalize.Model;
using PersonalizeOps.Binding;

namespace PersonalizeOps.Connection;

/// <summary>Solutions.</summary>
internal sealed partial class PersonalizeApi
{
    public async Task<Records.Solution> GetSolutionAsync(string arn, CancellationToken cancellationToken)
    {
        var request = new DescribeSolutionRequest { SolutionArn = arn };
        var solution = (await CallAsync(Personalize.DescribeSolutionAsync, request, arn, cancellationToken).ConfigureAwait(false)).Solution;
        var config = solution.SolutionConfig;
        return new Records.Solution
        {
            Name = solution.Name,
            Arn = solution.SolutionArn,
            DatasetGroup = ResourceArn.NameOf(solution.DatasetGroupArn),
            DatasetGroupArn = solution.DatasetGroupArn,
            Recipe = solution.RecipeArn is null ? null : ResourceArn.NameOf(solution.RecipeArn),
            RecipeArn = solution.RecipeArn,
            PerformAutoTraining = solution.PerformAutoTraining ?? false,
            TrainingSchedule = config?.AutoTrainingConfig?.SchedulingExpression,
            PerformHpo = solution.PerformHPO ?? false,
            MaxTrainingJobs = int.TryParse(config?.HpoConfig?.HpoResourceConfig?.MaxNumberOfTrainingJobs, CultureInfo.InvariantCulture, out var jobs) ? jobs : null,
            EventType = solution.EventType,
            EventValueThreshold = double.TryParse(config?.EventValueThreshold, CultureInfo.InvariantCulture, out var threshold) ? threshold : null,
            HyperParameter = (config?.AlgorithmHyperParameters ?? []).Concat(config?.FeatureTransformationParameters ?? [])
                .ToDictionary(pair => pair.Key, pair => pair.Value),
            LatestVersionArn = solution.LatestSolutionVersion?.SolutionVersionArn,
            Status = solution.Status,
            UpdateStatus = solution.LatestSolutionUpdate?.Status,
            UpdateFailureReason = solution.LatestSolutionUpdate?.FailureReason,
            Created = Local(solution.CreationDateTime),
            Updated = Local(solution.LastUpdatedDateTime),
        };
    }

    public Task<IReadOnlyList<ResourceSummary>> ListSolutionsAsync(string? datasetGroupArn, CancellationToken cancellationToken) => ListAsync(
        Personalize.ListSolutionsAsync, token => new ListSolutionsRequest { DatasetGroupArn = datasetGroupArn, NextToken = token },
        (ListSolutionsResponse page) =>
            (page.Solutions?.Select(item => new ResourceSummary(item.SolutionArn, item.Name, item.Status, item.CreationDateTime)), page.NextToken),
        cancellationToken);

    public async Task<string> CreateSolutionAsync(CreateSolutionRequest request, CancellationToken cancellationToken) =>
        (await CallAsync(Personalize.CreateSolutionAsync, request, request.Name, cancellationToken).ConfigureAwait(false)).SolutionArn;
}
