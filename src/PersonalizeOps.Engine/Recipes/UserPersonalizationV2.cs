using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models.Scorers;

namespace PersonalizeOps.Engine.Recipes;

/// <summary>
/// The recipe aws-user-personalization-v2: learns as <see cref="UserPersonalization"/> does, from all histories, and also takes event weights. Users without
/// history get popular items without scores, marked as such.
/// </summary>
/// <remarks>Hyperparameter <c>apply_recency_bias</c> switches the higher weight of newer interactions on.</remarks>
internal class UserPersonalizationV2 : UserPersonalization
{
    public const string RecipeNameV2 = "aws-user-personalization-v2";

    public UserPersonalizationV2()
        : this(RecipeNameV2)
    {
    }

    private protected UserPersonalizationV2(string name)
        : base(name)
    {
    }

    internal override TrainingData Select(TrainingData data, TrainingOptions options)
    {
        var weights = options.EventWeights;
        if (weights.Count == 0)
        {
            return data;
        }

        if (weights.Any(weight => !(weight.Weight is >= 0 and <= 1)) || weights.All(weight => weight.Weight == 0))
        {
            throw new ArgumentException("Event weights are 0 to 1, and at least one is greater than 0.", nameof(options));
        }

        return data with { Interactions = new EventWeighting(data.Interactions, weights).Select() };
    }

    private protected override HistoryWindow WindowOf(HyperParameterValues parameters) =>
        new(StandardLength, parameters.GetBoolean("apply_recency_bias"));

    private protected override Histories SelectHistories(FitContext context) => context.Histories;

    private protected override int DenseItemsOf(HyperParameterValues parameters) => StandardDenseItems;
}
