using System.Globalization;
using PersonalizeOps.Binding;
using PersonalizeOps.Connection;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;
using PersonalizeOps.Waiting;

namespace PersonalizeOps.Costs;

/// <summary>What a training will cost: best known from one that was run, then from how long such trainings took, then from its data.</summary>
internal sealed class TrainingCosts(CostCalculator calculator)
{
    /// <summary>The most trainings of a search that the service makes.</summary>
    private const int MostTrainings = 40;

    /// <summary>A training of a recipe on data of a size.</summary>
    /// <param name="recipe">The recipe's name.</param>
    /// <param name="interactions">The rows, or null when unknown.</param>
    /// <param name="bytes">Their bytes, or null.</param>
    /// <param name="searches">How many trainings a search for hyperparameters makes at most; 1 without a search.</param>
    public CostItem OfData(string? recipe, decimal? interactions, long? bytes, int searches)
    {
        var rows = interactions is { } known ? $"{known.ToString("N0", CultureInfo.InvariantCulture)} interactions" : "An unknown number of interactions";
        if (CostCalculator.IsV2(recipe))
            return calculator.TrainingByInteraction(recipe, interactions, $"{rows}, counted before events are filtered.");
        var search = searches == 1 ? "" : $" Times {searches} for the search for hyperparameters, at most.";
        if (RunHistory.OfUser.Estimate($"AWS SolutionVersion {recipe}", bytes) is { } learned && bytes is not null)
            return calculator.TrainingByHour(recipe, (decimal)learned.TotalHours * searches,
                $"Such trainings took {learned.TotalHours.ToString("0.##", CultureInfo.InvariantCulture)} hours; larger machines are billed as more.{search}");
        var hours = calculator.Prices.TrainingHoursPerMillionInteractions * (interactions / 1_000_000);
        return calculator.TrainingByHour(recipe, hours * searches, $"{rows} at the upper end of what trainings take.{search}");
    }

    /// <summary>A training of a solution, of which earlier versions may tell.</summary>
    public async Task<CostItem> OfSolutionAsync(PersonalizeApi api, Solution solution, CancellationToken cancellationToken)
    {
        if (!CostCalculator.IsV2(solution.Recipe) && await NewestTrainedAsync(api, solution.Arn, cancellationToken).ConfigureAwait(false) is { TrainingHours: { } hours } version)
            return calculator.TrainingByHour(solution.Name, (decimal)hours, $"As {version.Name}, the newest that was trained.");
        var (rows, bytes) = await InteractionsAsync(api, solution.DatasetGroup, cancellationToken).ConfigureAwait(false);
        return OfData(solution.Recipe, rows, bytes, solution.PerformHpo ? solution.MaxTrainingJobs ?? MostTrainings : 1) with { Resource = solution.Name };
    }

    /// <summary>About how many interactions the newest import of a dataset group had, and their bytes.</summary>
    public static async Task<(decimal? Rows, long? Bytes)> InteractionsAsync(PersonalizeApi api, string datasetGroup, CancellationToken cancellationToken)
    {
        try
        {
            var import = await api.FindNewestImportAsync(api.Connection.Arn($"dataset/{datasetGroup}/INTERACTIONS"), cancellationToken).ConfigureAwait(false);
            if (import?.DataLocation is not { } location)
                return (null, null);
            var uri = S3Uri.Parse(location);
            var bytes = await new S3Files(api).SizeAsync(uri, cancellationToken).ConfigureAwait(false);
            return bytes == 0 ? (null, null) : ((await RowCount.OnS3Async(api, uri, cancellationToken).ConfigureAwait(false)).Lines, bytes);
        }
        // Who may not read the data learns the rest.
        catch (PersonalizeException)
        {
            return (null, null);
        }
    }

    private static async Task<SolutionVersion?> NewestTrainedAsync(PersonalizeApi api, string solutionArn, CancellationToken cancellationToken)
    {
        var versions = await api.ListSolutionVersionsAsync(solutionArn, cancellationToken).ConfigureAwait(false);
        return versions.Where(version => version.Status == "ACTIVE").MaxBy(version => version.Created) is { } newest
            ? await api.GetSolutionVersionAsync(newest.Arn, cancellationToken).ConfigureAwait(false)
            : null;
    }
}
