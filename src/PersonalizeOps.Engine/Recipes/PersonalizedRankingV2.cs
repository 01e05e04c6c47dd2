namespace PersonalizeOps.Engine.Recipes;

/// <summary>The recipe aws-personalized-ranking-v2: as <see cref="PersonalizedRanking"/>, learning as <see cref="UserPersonalizationV2"/> does.</summary>
internal sealed class PersonalizedRankingV2() : UserPersonalizationV2(RankingName)
{
    public const string RankingName = "aws-personalized-ranking-v2";
}
