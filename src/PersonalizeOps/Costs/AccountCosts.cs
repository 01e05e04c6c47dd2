using System.Globalization;
using System.Text.RegularExpressions;
using PersonalizeOps.Binding;
using PersonalizeOps.Connection;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

namespace PersonalizeOps.Costs;

/// <summary>What the resources of an account have cost so far, and go on to cost. What was deleted cannot be seen any more.</summary>
internal sealed partial class AccountCosts(PersonalizeApi api, CostCalculator calculator)
{
    private const int DaysOfMonth = 30;

    private static readonly TimeSpan Unwatched = TimeSpan.FromDays(1);

    /// <summary>The resources of a dataset group.</summary>
    public async Task<IReadOnlyList<CostItem>> OfGroupAsync(string groupArn, CancellationToken cancellationToken)
    {
        List<CostItem> items = [];
        await foreach (var import in EachAsync<PersonalizeImport>(ResourceKind.Import, groupArn, cancellationToken))
            if (import.Status == "ACTIVE")
                items.Add(await OfImportAsync(import, cancellationToken));
        await foreach (var solution in EachAsync<Solution>(ResourceKind.Solution, groupArn, cancellationToken))
            items.AddRange(await OfSolutionAsync(solution, cancellationToken));
        await foreach (var recommender in EachAsync<Recommender>(ResourceKind.Recommender, groupArn, cancellationToken))
            if (recommender.Status == "ACTIVE")
                items.Add(GoesOn(
                    calculator.Recommender(recommender.Name, HoursSince(recommender.Created), Age(recommender)),
                    calculator.Recommender(recommender.Name, CostCalculator.HoursOfMonth, "")));
        return items;
    }

    /// <summary>The resources of a solution.</summary>
    public async Task<IReadOnlyList<CostItem>> OfSolutionAsync(Solution solution, CancellationToken cancellationToken)
    {
        List<CostItem> items = [];
        await foreach (var version in EachAsync<SolutionVersion>(ResourceKind.SolutionVersion, solution.Arn, cancellationToken))
            if (await OfVersionAsync(version, cancellationToken) is { } training)
                items.Add(training);
        if (solution.PerformAutoTraining)
            items.Add(await OfScheduleAsync(solution, cancellationToken));
        await foreach (var campaign in EachAsync<Campaign>(ResourceKind.Campaign, solution.Arn, cancellationToken))
            if (campaign.Status == "ACTIVE")
                items.Add(OfCampaign(campaign, solution.Recipe));
        await foreach (var job in EachAsync<BatchRecommendation>(ResourceKind.BatchRecommendation, solution.Arn, cancellationToken))
            if (job.Status == "ACTIVE")
                items.Add(await OfBatchAsync(job, solution.Recipe, cancellationToken));
        await foreach (var job in EachAsync<BatchSegment>(ResourceKind.BatchSegment, solution.Arn, cancellationToken))
            if (job.Status == "ACTIVE")
                items.Add(calculator.Segment(job.Name, null, "The users of its segments."));
        return items;
    }

    private async Task<CostItem> OfImportAsync(PersonalizeImport import, CancellationToken cancellationToken)
    {
        long? bytes = null;
        if (import.DataLocation is { } location)
            bytes = await OrNullAsync(() => new S3Files(api).SizeAsync(S3Uri.Parse(location), cancellationToken));
        // An object that is gone tells nothing of its size.
        return bytes is null or 0
            ? calculator.Import(import.Name, null, $"{import.DataLocation} cannot be read any more.")
            : calculator.Import(import.Name, bytes, "The size that its data has on S3 now.");
    }

    /// <summary>What a training cost; one that failed costs nothing.</summary>
    private async Task<CostItem?> OfVersionAsync(SolutionVersion version, CancellationToken cancellationToken)
    {
        if (version.Status == "CREATE STOPPED")
            return calculator.TrainingByHour(version.Name, null, "Stopped; it is billed up to that moment, and the hours are not told.");
        if (version.Status != "ACTIVE")
            return null;
        if (!CostCalculator.IsV2(version.Recipe))
            return calculator.TrainingByHour(version.Name, (decimal?)version.TrainingHours, "The training hours that the service tells.");
        var (rows, _) = await TrainingCosts.InteractionsAsync(api, version.DatasetGroup, cancellationToken);
        return calculator.TrainingByInteraction(version.Name, rows, "The interactions of the newest import, about.");
    }

    private async Task<CostItem> OfScheduleAsync(Solution solution, CancellationToken cancellationToken)
    {
        var training = await new TrainingCosts(calculator).OfSolutionAsync(api, solution, cancellationToken);
        var days = int.TryParse(Days().Match(solution.TrainingSchedule ?? "").Groups[1].Value, CultureInfo.InvariantCulture, out var stated) ? stated : 7;
        return training with
        {
            Kind = "AutoTraining",
            Amount = 0,
            MonthlyAmount = CostCalculator.Round(training.Amount * DaysOfMonth / days),
            Basis = $"Every {days} days when there are new interactions. {training.Basis} To end it: Update-Solution {solution.Name} -PerformAutoTraining:$false",
        };
    }

    private CostItem OfCampaign(Campaign campaign, string? recipe)
    {
        var tps = campaign.MinProvisionedTps ?? 1;
        return GoesOn(
            calculator.Campaign(campaign.Name, recipe, tps, HoursSince(campaign.Created), 0, Age(campaign)),
            calculator.Campaign(campaign.Name, recipe, tps, CostCalculator.HoursOfMonth, 0, ""));
    }

    /// <summary>A resource that costs by the hour; the price of large quantities holds for a month, so that all its months cost alike.</summary>
    private static CostItem GoesOn(CostItem now, CostItem month) => now with
    {
        UnitPrice = month.UnitPrice,
        Amount = CostCalculator.Round(now.Quantity * month.UnitPrice),
        MonthlyAmount = month.Amount,
    };

    private static string Age(PersonalizeResource resource)
    {
        var age = TimeProvider.System.GetLocalNow().DateTime - (resource.Updated ?? resource.Created);
        // Requests are counted by CloudWatch alone.
        return age > Unwatched
            ? $"IDLE? Not changed for {(int)age.Value.TotalDays} days; CloudWatch AWS/Personalize shows whether anybody asks it."
            : "Since it was created.";
    }

    private static decimal HoursSince(DateTime? created) =>
        created is { } begun ? (decimal)Math.Max(0, (TimeProvider.System.GetLocalNow().DateTime - begun).TotalHours) : 0;

    private async Task<CostItem> OfBatchAsync(BatchRecommendation job, string? recipe, CancellationToken cancellationToken)
    {
        var found = job.InputUri is null ? null : await OrNullAsync(() => RowCount.OnS3Async(api, S3Uri.Parse(job.InputUri), cancellationToken));
        var basis = found is { IsExact: false }
            ? "About the lines of its input that is on S3 now, by the length of the first."
            : "The lines of its input that is on S3 now.";
        return calculator.Batch(job.Name, recipe, found?.Lines, basis);
    }

    private static async Task<T?> OrNullAsync<T>(Func<Task<T>> read)
        where T : struct
    {
        try
        {
            return await read();
        }
        // Who may not read the data learns the rest.
        catch (PersonalizeException)
        {
            return null;
        }
    }

    private async IAsyncEnumerable<TRecord> EachAsync<TRecord>(
        ResourceKind kind, string parentArn, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        where TRecord : PersonalizeResource
    {
        var family = ResourceFamilies.Of(kind);
        var arns = (await family.ListAsync(api, parentArn, cancellationToken)).Select(item => item.Arn).ToList();
        await foreach (var record in PersonalizeApi.DescribeAllAsync(arns, (arn, token) => family.DescribeAsync(api, arn, token), cancellationToken))
            yield return (TRecord)record;
    }

    [GeneratedRegex(@"^rate\((\d+) days?\)$")]
    private static partial Regex Days();
}
