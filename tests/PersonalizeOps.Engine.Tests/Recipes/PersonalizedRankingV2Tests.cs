namespace PersonalizeOps.Engine.Tests.Recipes;

public sealed class PersonalizedRankingV2Tests : RankingContractTests
{
    protected override string RecipeName => "aws-personalized-ranking-v2";
}
