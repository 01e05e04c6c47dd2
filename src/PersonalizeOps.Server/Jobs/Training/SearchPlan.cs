using System.Globalization;
using Amazon.Personalize.Model;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Tuning;

namespace PersonalizeOps.Server.Jobs.Training;

/// <summary>What a search of hyperparameters may choose from, and how many trainings it may do.</summary>
/// <param name="Ranges">The ranges.</param>
/// <param name="Budget">The trainings.</param>
internal sealed record SearchPlan(IReadOnlyList<HyperParameterRange> Ranges, SearchBudget Budget)
{
    private const int DefaultJobs = 8;
    private const int DefaultParallel = 1;
    private const int MaximumJobs = 40;
    private const int MaximumParallel = 10;
    private static readonly string[] Prefixes = ["training.", "data."];

    /// <summary>Checks the settings of a search.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="config">The settings; null for the recipe's own ranges.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string? Problem(RecipeEntry recipe, HPOConfig? config)
    {
        if (!RecipeBook.Parameters(recipe.Name).Any(parameter => parameter.IsTunable))
        {
            return $"The recipe {recipe.Name} has no hyperparameters to tune; performHPO must be false.";
        }

        try
        {
            _ = Of(recipe, config);
            return null;
        }
        catch (HyperParameterException exception)
        {
            return exception.Message;
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>Reads the settings of a search.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="config">The settings; null for the recipe's own ranges.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="HyperParameterException">A range is not allowed.</exception>
    /// <exception cref="FormatException">A number of trainings is not allowed.</exception>
    public static SearchPlan Of(RecipeEntry recipe, HPOConfig? config)
    {
        var ranges = Given(config?.AlgorithmHyperParameterRanges);
        if (ranges.Count == 0)
        {
            ranges = [.. RecipeBook.Parameters(recipe.Name).Where(parameter => parameter.IsTunable).Select(Whole)];
        }

        HyperParameterSearch.Check(recipe.BaseRecipe, ranges);
        var resources = config?.HpoResourceConfig;
        return new SearchPlan(ranges, new SearchBudget(
            Number("maxNumberOfTrainingJobs", resources?.MaxNumberOfTrainingJobs, DefaultJobs, MaximumJobs),
            Number("maxParallelTrainingJobs", resources?.MaxParallelTrainingJobs, DefaultParallel, MaximumParallel)));
    }

    private static List<HyperParameterRange> Given(HyperParameterRanges? ranges) =>
    [
        .. (ranges?.IntegerHyperParameterRanges ?? [])
            .Select(range => HyperParameterRange.Integer(Bare(range.Name), range.MinValue ?? 0, range.MaxValue ?? 0)),
        .. (ranges?.ContinuousHyperParameterRanges ?? [])
            .Select(range => HyperParameterRange.Continuous(Bare(range.Name), range.MinValue ?? 0, range.MaxValue ?? 0)),
        .. (ranges?.CategoricalHyperParameterRanges ?? [])
            .Select(range => HyperParameterRange.Categorical(Bare(range.Name), range.Values ?? [])),
    ];

    private static HyperParameterRange Whole(ParameterEntry parameter) => parameter switch
    {
        { Values.Count: > 0 } => HyperParameterRange.Categorical(parameter.Name, parameter.Values),
        { IsInteger: true } => HyperParameterRange.Integer(parameter.Name, (int)parameter.Minimum!.Value, (int)parameter.Maximum!.Value),
        _ => HyperParameterRange.Continuous(parameter.Name, parameter.Minimum!.Value, parameter.Maximum!.Value),
    };

    // Describe shows names with a prefix, and what is shown may be sent again.
    private static string Bare(string? name) => string.IsNullOrEmpty(name)
        ? throw new FormatException("Each of the algorithmHyperParameterRanges needs a name.")
        : Array.Find(Prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal)) is { } prefix ? name[prefix.Length..] : name;

    private static int Number(string name, string? text, int otherwise, int maximum)
    {
        if (string.IsNullOrEmpty(text))
        {
            return otherwise;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= maximum
            ? number
            : throw new FormatException($"The {name} '{text}' must be a whole number from 1 to {maximum}.");
    }
}
