using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Metrics;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Splits;
using PersonalizeOps.Engine.Tests.TestData;

namespace PersonalizeOps.Engine.Tests.Recipes;

public sealed class ItemAffinityTests : SegmentContractTests
{
    protected override string RecipeName => "aws-item-affinity";

    [Fact]
    public void The_users_who_miss_the_square_come_first_and_those_who_have_it_not_at_all()
    {
        using var model = Train();
        for (var item = 0; item < Checkerboard.Items; item++)
        {
            var missing = Enumerable.Range(0, Checkerboard.Users).Where(user => Checkerboard.MissingItem(user) == item).Select(Checkerboard.Name).Order().ToArray();
            var segment = model.Segment(QueryAbout(item) with { NumResults = 100 });
            Assert.Equal(missing, segment.Take(missing.Length).Order());
            Assert.Equal(Checkerboard.Users / 2, segment.Skip(missing.Length).Count(user => int.Parse(user) % 2 != item % 2));
        }
    }

    [Fact]
    public void An_item_without_interactions_is_refused_by_name()
    {
        using var model = Train();
        var exception = Assert.Throws<ArgumentException>(() => model.Segment(new SegmentQuery { ItemId = "unheard of" }));
        Assert.Contains("'unheard of'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void On_MovieLens_it_finds_a_fifth_more_than_the_most_active_users()
    {
        var store = MovieLens.Store;
        var metrics = Evaluate(new TrainingData(store));
        var split = TimeSplit.Of(Histories.From(store));
        var size = (int)Math.Ceiling(0.01 * store.UserCount);
        var active = Enumerable.Range(0, store.UserCount).OrderByDescending(user => split.Training[user].Length).ToArray();
        var trained = split.Training.CountUsers();
        var (sum, count) = (0.0, 0);
        var truth = new HashSet<int>[store.ItemCount];
        for (var user = 0; user < store.UserCount; user++)
        {
            foreach (var item in split.TruthOf(user))
            {
                (truth[item] ??= []).Add(user);
            }
        }

        for (var item = 0; item < store.ItemCount; item++)
        {
            if (trained[item] > 0 && truth[item] is not null)
            {
                var had = Enumerable.Range(0, store.UserCount).Where(user => split.Training[user].Contains(item)).ToHashSet();
                sum += RecallAtOnePercent.Of([.. active.Where(user => !had.Contains(user)).Take(size)], truth[item], size);
                count++;
            }
        }

        Assert.InRange(metrics["recall_at_1_percent"], 1.2 * sum / count, 1);
    }

    protected override SegmentQuery QueryAbout(int item) => new() { ItemId = Checkerboard.Name(item) };
}
