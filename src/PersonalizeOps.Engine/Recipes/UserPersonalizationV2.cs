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

    private protected override HistoryWindow WindowOf(HyperParameterValues parameters) =>
        new(StandardLength, parameters.GetBoolean("apply_recency_bias"));

    private protected override Histories SelectHistories(FitContext context) => context.Histories;

    private protected override int DenseItemsOf(HyperParameterValues parameters) => StandardDenseItems;
}
