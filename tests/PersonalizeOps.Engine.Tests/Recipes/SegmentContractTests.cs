using System.Diagnostics;
using PersonalizeOps.Engine.Filters;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Metrics;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Tests.TestData;

namespace PersonalizeOps.Engine.Tests.Recipes;

/// <summary>What every recipe of user segmentation must do, on data with obvious answers.</summary>
public abstract class SegmentContractTests
{
    private const int BusyMachine = 5000; // milliseconds: the second that is promised, and what other tests take of the processors

    /// <summary>The squares of the board with their colour, the number of their row, and a text nobody shares.</summary>
    protected static TrainingData Board { get; } = new(Checkerboard.Data.Interactions, BoardItems().Build());

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected abstract string RecipeName { get; }

    /// <summary>Asks for the users of an item or of its colour.</summary>
    protected abstract SegmentQuery QueryAbout(int item);

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void The_same_seed_gives_the_same_segments_whatever_the_threads(int threads)
    {
        using var one = Train(1);
        using var several = Train(threads);
        for (var item = 0; item < Checkerboard.Items; item++)
        {
            Assert.Equal(one.Segment(QueryAbout(item)), several.Segment(QueryAbout(item)));
        }
    }

    [Fact]
    public void A_saved_model_answers_as_before()
    {
        using var folder = new TemporaryFolder();
        using var model = Train();
        model.Save(folder.Path);
        using var opened = TrainedModel.Open(folder.Path);
        Assert.Equal(RecipeName, opened.Recipe);
        for (var item = 0; item < Checkerboard.Items; item++)
        {
            Assert.Equal(model.Segment(QueryAbout(item)), opened.Segment(QueryAbout(item)));
        }

        opened.Dispose();
        Assert.Throws<ObjectDisposedException>(() => opened.Segment(QueryAbout(1)));
    }

    [Fact]
    public void The_order_of_the_input_does_not_matter()
    {
        var store = Checkerboard.Data.Interactions;
        var builder = new InteractionStoreBuilder();
        for (var user = store.UserCount - 1; user >= 0; user--)
        {
            for (var i = store.ItemsOf(user).Length - 1; i >= 0; i--)
            {
                Checkerboard.Add(builder, store.GetUserId(user), store.GetItemId(store.ItemsOf(user)[i]), store.TimestampsOf(user)[i]);
            }
        }

        using var straight = Train();
        using var reversed = Train(data: Board with { Interactions = builder.Build() });
        Assert.Equal(straight.Segment(QueryAbout(3)), reversed.Segment(QueryAbout(3)));
    }

    [Theory]
    [InlineData(1, 600, 2)]
    [InlineData(3, 30, 100)]
    [InlineData(5000, 600, 2)]
    public void Degenerate_data_trains_answers_and_evaluates(int items, int users, int length)
    {
        var builder = new InteractionStoreBuilder();
        for (var user = 0; user < users; user++)
        {
            for (var i = 0; i < length; i++)
            {
                Checkerboard.Add(builder, Checkerboard.Name(user), Checkerboard.Name(((user * 7) + (i * i)) % items), items % 2 == 0 ? 0 : i);
            }
        }

        for (var i = 0; i < 2000; i++)
        {
            Checkerboard.Add(builder, "0", "1", i);
        }

        var data = Board with { Interactions = builder.Build() };
        using var model = Train(data: data);
        Assert.All(model.Segment(QueryAbout(1) with { NumResults = 1000 }), user => Assert.InRange(int.Parse(user), 0, users));
        Assert.All(Evaluate(data).Values, value => Assert.InRange(value, 0, users));
    }

    [Fact]
    public void Damaged_models_are_refused()
    {
        using var folder = new TemporaryFolder();
        using var model = Train();
        model.Save(folder.Path);
        var path = Assert.Single(Directory.GetFiles(folder.Path));
        var bytes = File.ReadAllBytes(path);
        for (var at = 0; at < bytes.Length; at += Math.Max(1, bytes.Length / 50))
        {
            File.WriteAllBytes(path, bytes[..at]);
            Assert.Throws<StoreFormatException>(() => TrainedModel.Open(folder.Path));
        }
    }

    [Fact]
    public void Segments_have_the_asked_length_and_distinct_users()
    {
        using var model = Train();
        Assert.Empty(model.Segment(QueryAbout(1) with { NumResults = 0 }));
        var all = model.Segment(QueryAbout(1) with { NumResults = SegmentQuery.MaximumResults });
        Assert.InRange(all.Count, 1, Checkerboard.Users);
        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.Equal(all.Take(5), model.Segment(QueryAbout(1) with { NumResults = 5 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Segment(QueryAbout(1) with { NumResults = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Segment(QueryAbout(1) with { NumResults = SegmentQuery.MaximumResults + 1 }));
    }

    [Fact]
    public void A_filter_keeps_users_out()
    {
        using var model = Train();
        var users = new ItemTableBuilder(["AGE"]);
        for (var user = 0; user < Checkerboard.Users; user++)
        {
            users.Add(Checkerboard.Name(user), [Checkerboard.Name(user)]);
        }

        var filter = FilterExpression.Parse("EXCLUDE UserID WHERE Users.AGE > 9").Compile(model, users.Build());
        var all = model.Segment(QueryAbout(1) with { NumResults = 100 });
        var young = model.Segment(QueryAbout(1) with { NumResults = 100, Filter = filter.Bind(null, FilterSubject.None) });
        Assert.Equal(all.Where(user => int.Parse(user) <= 9), young);
        Assert.NotEmpty(young);
    }

    [Fact]
    public void Items_are_not_recommended_and_other_recipes_make_no_segments()
    {
        using var model = Train();
        Assert.Throws<NotSupportedException>(() => model.Recommend(new RecommendationQuery { UserId = "1" }));
        using var popular = Recipe.Create("aws-popularity-count").Train(Checkerboard.Data, new TrainingOptions(), null, Cancellation);
        Assert.Throws<NotSupportedException>(() => popular.Segment(QueryAbout(1)));
        Assert.Throws<ArgumentException>(() => model.Segment(new SegmentQuery()));
    }

    [Fact]
    public void The_evaluation_has_the_keys_of_the_service_and_repeats()
    {
        var metrics = Evaluate(Board, threads: 1);
        Assert.Equal(["coverage", "hits_at_1_percent", "recall_at_1_percent"], metrics.Keys);
        Assert.InRange(metrics["coverage"], 0.01, 1);
        Assert.InRange(metrics["recall_at_1_percent"], 0, 1);
        Assert.Equal(metrics, Evaluate(Board, threads: 2));
    }

    [Fact]
    public void Too_little_data_and_bad_hyperparameters_are_refused()
    {
        var few = new TrainingData(new InteractionStoreBuilder().Build(), Board.Items);
        Assert.Throws<InsufficientDataException>(() => Recipe.Create(RecipeName).Train(few, new TrainingOptions(), null, Cancellation));
        foreach (var value in (string[])["31", "257", "x"])
        {
            var options = new TrainingOptions { HyperParameters = new Dictionary<string, string> { ["hidden_dimension"] = value } };
            Assert.Throws<HyperParameterException>(() => Recipe.Create(RecipeName).Train(Board, options, null, Cancellation));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(300)]
    public void Cancellation_stops_training_and_evaluation_within_a_second(int milliseconds)
    {
        var data = new TrainingData(MovieLens.Store, MovieLens.Items);
        foreach (var run in (Action<CancellationToken>[])
        [
            token => Recipe.Create(RecipeName).Train(data, new TrainingOptions(), null, token).Dispose(),
            token => OfflineEvaluation.Run(RecipeName, data, new TrainingOptions(), null, token),
        ])
        {
            using var source = new CancellationTokenSource(milliseconds);
            var stopwatch = Stopwatch.StartNew();
            try
            {
                run(source.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.True(source.IsCancellationRequested);
            }

            Assert.True(!source.IsCancellationRequested || stopwatch.ElapsedMilliseconds < milliseconds + BusyMachine);
        }
    }

    [Fact]
    public void Progress_ascends_to_one()
    {
        var fractions = new List<double>();
        var progress = new CallbackProgress(report => fractions.Add(report.Fraction));
        Recipe.Create(RecipeName).Train(Board, new TrainingOptions(), progress, Cancellation).Dispose();
        Assert.Equal(fractions.Order(), fractions);
        Assert.Equal(1, fractions[^1]);
    }

    protected TrainedModel Train(int threads = 2, TrainingData? data = null) =>
        Recipe.Create(RecipeName).Train(data ?? Board, new TrainingOptions { Threads = threads, Seed = 7 }, null, Cancellation);

    protected IReadOnlyDictionary<string, double> Evaluate(TrainingData data, int threads = 2) =>
        OfflineEvaluation.Run(RecipeName, data, new TrainingOptions { Threads = threads }, null, Cancellation);

    private static ItemTableBuilder BoardItems()
    {
        var items = new ItemTableBuilder(["COLOUR", "ROW", "TITLE"]);
        for (var item = 0; item < Checkerboard.Items; item++)
        {
            items.Add(Checkerboard.Name(item), [item % 2 == 0 ? "White|Any" : "Black|Any", $"{item / 8}.0", $"Square {item}"]);
        }

        return items;
    }
}
