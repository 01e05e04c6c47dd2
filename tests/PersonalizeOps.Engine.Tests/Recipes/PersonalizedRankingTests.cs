namespace PersonalizeOps.Engine.Tests.Recipes;

public sealed class PersonalizedRankingTests : RankingContractTests
{
    protected override string RecipeName => "aws-personalized-ranking";
}
