namespace PersonalizeOps.Engine.Recipes;

/// <summary>
/// The recipe aws-personalized-ranking: learns as <see cref="UserPersonalization"/> does and orders a given list of items for a user, with scores that
/// sum to 1 over that list. Items without interactions come last and have no score.
/// </summary>
internal sealed class PersonalizedRanking() : UserPersonalization(RankingName)
{
    public const string RankingName = "aws-personalized-ranking";
}
