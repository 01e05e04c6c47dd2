using System.Diagnostics;
using PersonalizeOps.Engine.Filters;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Metrics;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Tests.TestData;

namespace PersonalizeOps.Engine.Tests.Recipes;

/// <summary>What every recipe must do, on data with obvious answers.</summary>
public abstract class RecipeContractTests
{
    protected abstract string RecipeName { get; }

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private const int BusyMachine = 5000; // milliseconds: the second that is promised, and what other tests take of the processors

    /// <summary>The keys of the evaluation, in alphabetical order.</summary>
    protected virtual IReadOnlyList<string> MetricKeys =>
    [
        "coverage", "mean_reciprocal_rank_at_25", "normalized_discounted_cumulative_gain_at_10",
        "normalized_discounted_cumulative_gain_at_25", "normalized_discounted_cumulative_gain_at_5",
        "precision_at_10", "precision_at_25", "precision_at_5",
    ];

    private TrainingData Data => Complete(Checkerboard.Data);

    protected abstract RecommendationQuery QueryAbout(int user);

    /// <summary>Adds what the recipe needs besides interactions.</summary>
    protected virtual TrainingData Complete(TrainingData data) => data;

    /// <summary>A query about a user and an item that nobody has seen, whose answer has ten items.</summary>
    protected virtual RecommendationQuery QueryAboutUnknown(string id) => new() { UserId = id, ItemId = id, NumResults = 10 };

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void The_same_seed_gives_the_same_lists_whatever_the_threads(int threads)
    {
        using var one = Train(threads: 1);
        using var several = Train(threads);
        for (var user = 0; user < Checkerboard.Users; user++)
        {
            Assert.Equal(one.Recommend(QueryAbout(user)), several.Recommend(QueryAbout(user)));
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_lists_on_real_data_whatever_the_threads()
    {
        var data = Complete(new TrainingData(MovieLens.Store));
        using var one = Train(threads: 1, data);
        using var two = Train(threads: 2, data);
        for (var user = 1; user < 100; user++)
        {
            Assert.Equal(one.Recommend(QueryAbout(user)), two.Recommend(QueryAbout(user)));
        }
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

        using var straight = Train(threads: 2);
        using var reversed = Train(threads: 2, new TrainingData(builder.Build(), null));
        Assert.Equal(straight.Recommend(QueryAbout(3)), reversed.Recommend(QueryAbout(3)));
    }

    [Fact]
    public void A_saved_model_answers_as_before()
    {
        using var folder = new TemporaryFolder();
        using var model = Train(threads: 2);
        model.Save(folder.File("model"));
        model.Save(folder.File("model"));
        using var opened = TrainedModel.Open(folder.File("model"));
        Assert.Equal(RecipeName, opened.Recipe);
        Assert.Equal((model.UserCount, model.ItemCount), (opened.UserCount, opened.ItemCount));
        for (var user = 0; user < Checkerboard.Users; user++)
        {
            Assert.Equal(model.Recommend(QueryAbout(user)), opened.Recommend(QueryAbout(user)));
        }
    }

    [Fact]
    public async Task A_model_can_be_disposed_while_others_use_it()
    {
        using var folder = new TemporaryFolder();
        using (var model = Train(threads: 2))
        {
            model.Save(folder.Path);
        }

        var opened = TrainedModel.Open(folder.Path);
        var running = Enumerable.Range(0, 4).Select(_ => Task.Run(() => CountUntilDisposed(opened), Cancellation)).ToArray();
        opened.Recommend(QueryAbout(1));
        opened.Dispose();
        await Task.WhenAll(running);
        Assert.Throws<ObjectDisposedException>(() => opened.Recommend(QueryAbout(1)));
    }

    [Fact]
    public void Damaged_short_and_foreign_models_are_refused()
    {
        using var folder = new TemporaryFolder();
        using var model = Train(threads: 2);
        model.Save(folder.Path);
        var path = Assert.Single(Directory.GetFiles(folder.Path));
        var bytes = File.ReadAllBytes(path);
        for (var at = 0; at < bytes.Length; at += Math.Max(1, bytes.Length / 50))
        {
            File.WriteAllBytes(path, bytes[..at]);
            Assert.Throws<StoreFormatException>(() => TrainedModel.Open(folder.Path));
        }

        File.WriteAllText(path, "not a model, but longer than the header of one: " + new string('x', 200));
        Assert.Throws<StoreFormatException>(() => TrainedModel.Open(folder.Path));
        Checkerboard.Data.Interactions.Save(path);
        Assert.Throws<StoreFormatException>(() => TrainedModel.Open(folder.Path));
        File.Delete(path);
        Assert.Throws<FileNotFoundException>(() => TrainedModel.Open(folder.Path));
    }

    [Fact]
    public void Lists_have_the_asked_length_distinct_items_and_a_stable_order()
    {
        using var model = Train(threads: 2);
        var all = model.Recommend(QueryAbout(1) with { NumResults = 500 });
        Assert.InRange(all.Count, 1, Checkerboard.Items);
        Assert.Equal(all.Count, all.DistinctBy(item => item.ItemId).Count());
        if (QueryAbout(1).Candidates is null)
        {
            Assert.Empty(model.Recommend(QueryAbout(1) with { NumResults = 0 }));
            Assert.Equal(all.Take(5), model.Recommend(QueryAbout(1) with { NumResults = 5 }));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => model.Recommend(QueryAbout(1) with { NumResults = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Recommend(QueryAbout(1) with { NumResults = 501 }));
    }

    [Fact]
    public void Unknown_users_and_items_get_popular_items()
    {
        using var model = Train(threads: 2);
        using var popular = Recipe.Create("aws-popularity-count").Train(Data, new TrainingOptions(), null, Cancellation);
        foreach (var id in (string[])["nobody", "", "-1", "☃", new string('9', 300), "\0"])
        {
            var list = model.Recommend(QueryAboutUnknown(id));
            Assert.Equal(
                popular.Recommend(new RecommendationQuery { NumResults = 10 }).Select(item => item.ItemId),
                list.Select(item => item.ItemId));
        }
    }

    [Fact]
    public void Candidates_are_ranked_each_once_and_strangers_come_last_in_the_order_given_without_a_score()
    {
        using var model = Train(threads: 2);
        string[] candidates = ["stranger", "4", "", "7", "5", "4", "☃"];
        var ranked = model.Recommend(QueryAbout(1) with { Candidates = candidates });
        Assert.Equal(["4", "5", "7"], ranked.Take(3).Select(item => item.ItemId).Order());
        Assert.Equal([("stranger", null), ("", null), ("☃", null)], ranked.Skip(3).Select(item => (item.ItemId, item.Score)));
        var scores = ranked.Take(3).Select(item => item.Score).ToArray();
        Assert.True(scores.All(score => score is null) || Math.Abs(scores.Sum()!.Value - 1) < 1e-5);
        Assert.Empty(model.Recommend(QueryAbout(1) with { Candidates = [] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Recommend(QueryAbout(1) with { Candidates = new string[501] }));
    }

    [Fact]
    public void Items_with_metadata_only_are_in_the_catalogue_and_never_recommended_for_their_popularity()
    {
        var items = new ItemTableBuilder(["GENRES"]);
        items.Add("brand new", ["Western"]);
        using var model = Train(threads: 2, new TrainingData(Checkerboard.Data.Interactions, items.Build()));
        Assert.Equal(Checkerboard.Items + 1, model.ItemCount);
        Assert.DoesNotContain(model.Recommend(QueryAboutUnknown("nobody") with { NumResults = 500 }), item => item.ItemId == "brand new");
    }

    [Fact]
    public void Items_a_filter_excludes_are_left_out_and_unknown_ones_ignored()
    {
        using var model = Train(threads: 2);
        var list = model.Recommend(QueryAbout(1) with { NumResults = 3 });
        var filter = FilterExpression.Parse($"EXCLUDE ItemID WHERE Items.ITEM_ID IN (\"{list[0].ItemId}\", \"no such item\")");
        var bound = filter.Compile(model, null).Bind(null, FilterSubject.None);
        var rest = model.Recommend(QueryAbout(1) with { NumResults = 3, Filter = bound });
        Assert.Equal(list.Skip(1).Take(2).Select(item => item.ItemId), rest.Take(2).Select(item => item.ItemId));
        Assert.DoesNotContain(rest, item => item.ItemId == list[0].ItemId);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void The_same_seed_writes_the_same_bytes_whatever_the_threads(int threads)
    {
        using var folder = new TemporaryFolder();
        foreach (var (name, count) in ((string, int)[])[("one", 1), ("several", threads)])
        {
            using var model = Train(count, new TrainingData(Checkerboard.Data.Interactions, HostileItems()));
            model.Save(folder.File(name));
        }

        var files = Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories);
        Assert.Equal(2, files.Length);
        Assert.Equal(File.ReadAllBytes(files[0]), File.ReadAllBytes(files[1]));
    }

    [Fact]
    public void Odd_metadata_trains_answers_and_evaluates()
    {
        var data = new TrainingData(Checkerboard.Data.Interactions, HostileItems(), Users: HostileItems());
        using var model = Train(threads: 2, data);
        foreach (var id in (string[])["1", "odd 3", "☃"])
        {
            var list = model.Recommend(QueryAbout(1) with { UserId = id, ItemId = id, NumResults = 500 });
            Assert.NotEmpty(list);
            Assert.All(list, item => Assert.False(item.Score is double score && !double.IsFinite(score)));
        }

        var metrics = OfflineEvaluation.Run(RecipeName, Complete(data), new TrainingOptions(), null, Cancellation);
        Assert.All(metrics.Values, value => Assert.InRange(value, 0, 1));
    }

    [Fact]
    public void A_query_is_needed()
    {
        using var model = Train(threads: 1);
        Assert.Throws<ArgumentNullException>(() => model.Recommend(null!));
    }

    [Fact]
    public virtual void Too_little_data_is_refused_in_the_words_of_the_service()
    {
        var builder = new InteractionStoreBuilder();
        Assert.Contains("fewer than 1000 interactions", Refusal(builder.Build()), StringComparison.Ordinal);
        builder = new InteractionStoreBuilder();
        for (var i = 0; i < 2000; i++)
        {
            Checkerboard.Add(builder, i < 1900 ? Checkerboard.Name(i % 24) : Checkerboard.Name(i), Checkerboard.Name(i), i);
        }

        Assert.Contains("fewer than 25 users with at least 2 interactions", Refusal(builder.Build()), StringComparison.Ordinal);
        using var filtered = Checkerboard.Data.Interactions.Where("click", null);
        Assert.Contains("after filtering by event type: click", Refusal(filtered), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 600, 2)]
    [InlineData(3, 30, 100)]
    [InlineData(5000, 600, 2)]
    [InlineData(50, 1000, 3)]
    public void Degenerate_data_trains_answers_and_evaluates(int items, int users, int length)
    {
        var builder = new InteractionStoreBuilder();
        var random = new Random(1);
        for (var user = 0; user < users; user++)
        {
            for (var i = 0; i < length; i++)
            {
                Checkerboard.Add(builder, Checkerboard.Name(user), Checkerboard.Name(random.Next(items)), items % 2 == 0 ? 0 : i);
            }
        }

        while (builder.Count < 2000)
        {
            Checkerboard.Add(builder, "0", "0", builder.Count);
        }

        var data = Complete(new TrainingData(builder.Build()));
        using var model = Train(threads: 2, data);
        Assert.All(model.Recommend(QueryAbout(1)), item => Assert.False(item.Score is double score && !double.IsFinite(score)));
        var metrics = OfflineEvaluation.Run(RecipeName, data, new TrainingOptions(), null, Cancellation);
        Assert.All(metrics.Values, value => Assert.InRange(value, 0, 1));
    }

    [Fact]
    public void Bad_hyperparameters_are_refused_by_name()
    {
        var options = new TrainingOptions { HyperParameters = new Dictionary<string, string> { ["no_such"] = "1" } };
        var exception = Assert.Throws<HyperParameterException>(
            () => Recipe.Create(RecipeName).Train(Data, options, null, Cancellation));
        Assert.Equal("no_such", exception.Name);
        foreach (var info in RecipeCatalog.Find(RecipeName)!.HyperParameters.Where(info => info.Where != HyperParameterPlace.Exploration))
        {
            var bad = new Dictionary<string, string> { [info.Name] = "1e9" };
            Assert.Equal("1e9", Assert.Throws<HyperParameterException>(() => Recipe.Create(RecipeName).CheckHyperParameters(bad)).Value);
            Recipe.Create(RecipeName).CheckHyperParameters(new Dictionary<string, string> { [info.Name] = info.Default });
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(200)]
    [InlineData(600)]
    public void Cancellation_stops_training_and_evaluation_within_a_second(int milliseconds)
    {
        var data = Complete(new TrainingData(MovieLens.Store));
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

            // A run that is done before it is cancelled is soon enough as well.
            Assert.True(!source.IsCancellationRequested || stopwatch.ElapsedMilliseconds < milliseconds + BusyMachine);
        }
    }

    [Fact]
    public void A_cancelled_token_stops_before_anything_is_done()
    {
        var cancelled = new CancellationToken(canceled: true);
        Assert.ThrowsAny<OperationCanceledException>(
            () => Recipe.Create(RecipeName).Train(Data, new TrainingOptions(), null, cancelled));
        Assert.ThrowsAny<OperationCanceledException>(
            () => OfflineEvaluation.Run(RecipeName, Data, new TrainingOptions(), null, cancelled));
    }

    [Fact]
    public void Progress_ascends_to_one()
    {
        var fractions = new List<double>();
        var progress = new CallbackProgress(report => fractions.Add(report.Fraction));
        Recipe.Create(RecipeName).Train(Data, new TrainingOptions(), progress, Cancellation).Dispose();
        Assert.Equal(fractions.Order(), fractions);
        Assert.Equal(1, fractions[^1]);
    }

    [Fact]
    public void The_evaluation_has_the_keys_of_the_service_within_their_ranges_and_repeats()
    {
        var metrics = OfflineEvaluation.Run(RecipeName, Data, new TrainingOptions { Threads = 1 }, null, Cancellation);
        Assert.Equal(MetricKeys, metrics.Keys);
        Assert.All(metrics.Values, value => Assert.InRange(value, 0, 1));
        Assert.All(metrics.Values, value => Assert.Equal(Math.Round(value, 4), value));
        Assert.Equal(metrics, OfflineEvaluation.Run(RecipeName, Data, new TrainingOptions { Threads = 2 }, null, Cancellation));
    }

    protected TrainedModel Train(int threads, TrainingData? data = null, IReadOnlyDictionary<string, string>? parameters = null) =>
        Recipe.Create(RecipeName).Train(
            Complete(data ?? Checkerboard.Data),
            new TrainingOptions { Threads = threads, Seed = 7, HyperParameters = parameters ?? new Dictionary<string, string>() },
            null,
            Cancellation);

    private static ItemTable HostileItems()
    {
        var items = new ItemTableBuilder(["TEXT", "NUMBER", "EMPTY", "CREATION_TIMESTAMP"]);
        for (var item = 0; item < Checkerboard.Items; item++)
        {
            items.Add(Checkerboard.Name(item), [$"board {item % 2} <b>&| | ☃ \ud83d\ude00 {new string('x', item * 10)}", item % 3 == 0 ? "NaN" : "1e308", null, "-1"]);
        }

        for (var item = 0; item < 20; item++)
        {
            items.Add($"odd {item}", [item % 2 == 0 ? "|||" : new string('漢', 1000), "Infinity", string.Empty, "not a time"]);
        }

        return items.Build();
    }

    private int CountUntilDisposed(TrainedModel model)
    {
        var count = 0;
        try
        {
            for (; count < 1_000_000; count++)
            {
                model.Recommend(QueryAbout(1));
            }
        }
        catch (ObjectDisposedException)
        {
            // What the others are to see.
        }

        return count;
    }

    protected string Refusal(InteractionStore store) => Assert.Throws<InsufficientDataException>(
        () => Recipe.Create(RecipeName).Train(Complete(new TrainingData(store)), new TrainingOptions(), null, Cancellation)).Message;
}
