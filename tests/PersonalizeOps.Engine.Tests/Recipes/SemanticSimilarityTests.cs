using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Tests.TestData;

namespace PersonalizeOps.Engine.Tests.Recipes;

public sealed class SemanticSimilarityTests : RecipeContractTests
{
    protected override string RecipeName => "aws-semantic-similarity";

    protected override IReadOnlyList<string> MetricKeys =>
        ["coverage", "item_freshness_at_25", "item_popularity_at_25", "item_similarity_at_25"];

    [Fact]
    public void Items_with_texts_on_the_same_matter_come_first_with_or_without_interactions()
    {
        var data = new TrainingData(new InteractionStoreBuilder().Build(), Library());
        foreach (var store in (InteractionStore[])[data.Interactions, Checkerboard.Data.Interactions])
        {
            using var model = Train(threads: 2, data with { Interactions = store });
            var list = model.Recommend(new RecommendationQuery { ItemId = "ship 1", NumResults = 9 });
            Assert.All(list, item => Assert.StartsWith("s", item.ItemId, StringComparison.Ordinal));
            Assert.DoesNotContain(list, item => item.ItemId == "ship 1");
        }
    }

    [Fact]
    public void Words_that_occur_in_similar_texts_relate_items_that_share_none()
    {
        using var model = Train(threads: 2, new TrainingData(new InteractionStoreBuilder().Build(), Library()));
        var list = model.Recommend(new RecommendationQuery { ItemId = "sailor", NumResults = 10 });
        Assert.All(list, item => Assert.StartsWith("ship", item.ItemId, StringComparison.Ordinal));
    }

    [Fact]
    public void Popularity_and_freshness_rank_as_far_as_they_are_asked_to()
    {
        using var model = Train(threads: 2);
        var query = new RecommendationQuery { ItemId = "1", NumResults = 10 };
        var plain = model.Recommend(query);
        Assert.Equal(plain, model.Recommend(query with { Influence = new RankingInfluence() }));
        var fresh = model.Recommend(query with { Influence = new RankingInfluence(Freshness: 1) });
        Assert.True(fresh.Average(item => int.Parse(item.ItemId)) > plain.Average(item => int.Parse(item.ItemId)));
        foreach (var bad in (double[])[-0.1, 1.1, double.NaN])
        {
            Assert.Throws<ArgumentException>(() => model.Recommend(query with { Influence = new RankingInfluence(Popularity: bad) }));
            Assert.Throws<ArgumentException>(() => model.Recommend(query with { Influence = new RankingInfluence(Freshness: bad) }));
        }
    }

    [Fact]
    public void The_popular_item_wins_among_equals()
    {
        var builder = Checkerboard.Build();
        for (var user = 0; user < Checkerboard.Users; user++)
        {
            Checkerboard.Add(builder, Checkerboard.Name(user), "7", 9_000_000);
        }

        using var model = Train(threads: 2, new TrainingData(builder.Build()));
        var query = new RecommendationQuery { ItemId = "1", NumResults = 1, Influence = new RankingInfluence(Popularity: 1) };
        Assert.Equal("7", model.Recommend(query)[0].ItemId);
    }

    [Fact]
    public override void Too_little_data_is_refused_in_the_words_of_the_service()
    {
        foreach (var items in (ItemTable?[])[null, new ItemTableBuilder(["PRICE"]).Build(), Numbers()])
        {
            var data = Checkerboard.Data with { Items = items };
            var exception = Assert.Throws<InsufficientDataException>(
                () => Recipe.Create(RecipeName).Train(data, new TrainingOptions(), null, Cancellation));
            Assert.Contains("textual column", exception.Message, StringComparison.Ordinal);
        }
    }

    protected override RecommendationQuery QueryAbout(int user) => new() { ItemId = Checkerboard.Name(user % Checkerboard.Items) };

    // Texts that tell an item's colour, and times that ascend with its number.
    protected override TrainingData Complete(TrainingData data)
    {
        if (data.Items is not null)
        {
            return data;
        }

        var items = new ItemTableBuilder(["TITLE", "DESCRIPTION", "CREATION_TIMESTAMP"]);
        for (var item = 0; item < data.Interactions.ItemCount; item++)
        {
            var isEven = item % 2 == 0;
            items.Add(
                data.Interactions.GetItemId(item),
                [$"Square {item}", isEven ? "white and bright and even" : "black, dark and odd", Checkerboard.Name(1000 + item)]);
        }

        return data with { Items = items.Build() };
    }

    private static ItemTable Numbers()
    {
        var items = new ItemTableBuilder(["PRICE"]);
        items.Add("1", ["12.5"]);
        return items.Build();
    }

    // Ten texts each on ships, gardens and cooking; a sailor's text shares words with eight of the ships'.
    private static ItemTable Library()
    {
        string[][] words =
        [
            ["captain", "sail", "harbour", "storm", "crew", "anchor", "voyage"],
            ["flower", "soil", "seed", "bloom", "prune", "hedge", "lawn"],
            ["oven", "flour", "butter", "simmer", "spice", "roast", "dough"],
        ];
        string[] names = ["ship", "garden", "kitchen"];
        var items = new ItemTableBuilder(["TEXT"]);
        for (var item = 0; item < 30; item++)
        {
            var own = words[item % 3];
            items.Add($"{names[item % 3]} {item / 3}", [string.Join(' ', Enumerable.Range(0, 4).Select(i => own[(item + (i * 2)) % 7]))]);
        }

        items.Add("sailor", ["Captain and crew"]);
        return items.Build();
    }
}
