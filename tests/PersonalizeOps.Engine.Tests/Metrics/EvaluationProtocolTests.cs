using PersonalizeOps.Engine.Metrics;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Splits;
using PersonalizeOps.Engine.Tests.TestData;

namespace PersonalizeOps.Engine.Tests.Metrics;

public sealed class EvaluationProtocolTests
{
    [Theory]
    [InlineData("1", "1", 0x3a48e0f66f7a03b5UL, 7)]
    [InlineData("1", "2", 0x521c93c1bacc43b5UL, 3)]
    [InlineData("42", "1", 0x26d6ba6c96bfb4e7UL, 3)]
    [InlineData("610", "5", 0x94a1ebc066ca79adUL, 9)]
    public void The_hash_of_a_user_is_as_published(string user, string seed, ulong hash, int remainder)
    {
        Assert.Equal(hash, UserHash.Compute(user, seed));
        Assert.Equal((ulong)remainder, UserHash.Compute(user, seed) % 10);
    }

    [Theory]
    [InlineData(1, 545, 65, 88460, 11165, 1211, 0.070989, 0.032819, 0.037491, 0.044935, 0.033846, 0.033846, 0.027077, 0.009444)]
    [InlineData(2, 550, 60, 90727, 9127, 982, 0.072926, 0.025572, 0.039130, 0.055686, 0.023333, 0.025000, 0.025333, 0.012934)]
    [InlineData(3, 540, 70, 91293, 8621, 922, 0.116623, 0.041471, 0.043762, 0.063695, 0.031429, 0.028571, 0.030286, 0.010675)]
    [InlineData(4, 543, 67, 89884, 9884, 1068, 0.090454, 0.042220, 0.041136, 0.038682, 0.038806, 0.031343, 0.020896, 0.010162)]
    [InlineData(5, 555, 55, 95651, 4690, 495, 0.109641, 0.046989, 0.051471, 0.071581, 0.029091, 0.023636, 0.019636, 0.008725)]
    public void Popularity_on_MovieLens_is_as_published(
        ulong seed,
        int trainingUsers,
        int testUsers,
        long trainingEvents,
        long inputEvents,
        long truthItems,
        params double[] metrics)
    {
        var result = new EvaluationProtocol(MovieLens.CatalogueSize).Run(
            Recipe.Create("aws-popularity-count"),
            new TrainingData(MovieLens.Store, null),
            UserSplit.OfSeed(seed),
            new TrainingOptions(),
            TestContext.Current.CancellationToken);

        Assert.Equal(trainingUsers, result.TrainingUsers);
        Assert.Equal(testUsers, result.Users.Count);
        Assert.Equal(trainingEvents, result.TrainingEvents);
        Assert.Equal(inputEvents, result.InputEvents);
        Assert.Equal(truthItems, result.TruthItems);
        var mean = result.Mean;
        double[] actual =
        [
            mean.MeanReciprocalRankAt25, mean.NdcgAt5, mean.NdcgAt10, mean.NdcgAt25,
            mean.PrecisionAt5, mean.PrecisionAt10, mean.PrecisionAt25, result.Coverage,
        ];
        Assert.Equal(metrics, actual.Select(value => Math.Round(value, 6, MidpointRounding.AwayFromZero)));
    }
}
