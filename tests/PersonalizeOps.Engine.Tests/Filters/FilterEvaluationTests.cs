using PersonalizeOps.Engine.Filters;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Tests.TestData;

namespace PersonalizeOps.Engine.Tests.Filters;

/// <summary>Filters over a catalogue of items 0 to 59, of which 0 to 4 have metadata.</summary>
public sealed class FilterEvaluationTests : IDisposable
{
    private readonly TrainedModel _model = Recipe.Create("aws-popularity-count").Train(Checkerboard.Data, new TrainingOptions(), null, CancellationToken.None);
    private readonly ItemTable _items = Items();

    [Theory]
    [InlineData("INCLUDE ItemID WHERE Items.GENRES IN (\"Crime\")", "0 1")]
    [InlineData("INCLUDE ItemID WHERE Items.GENRES IN (\"crime\")", "")]
    [InlineData("INCLUDE ItemID WHERE Items.genres IN (\"Crime\", \"Comedy\")", "0 1 2")]
    [InlineData("INCLUDE ItemID WHERE Items.GENRES IN (\"Action|Crime\")", "")]
    [InlineData("INCLUDE ItemID WHERE Items.GENRES IN (\"Action\") AND Items.GENRES IN (\"Crime\")", "0")]
    [InlineData("INCLUDE ItemID WHERE Items.PRICE > 2", "2 3")]
    [InlineData("INCLUDE ItemID WHERE Items.PRICE >= 2", "1 2 3")]
    [InlineData("INCLUDE ItemID WHERE Items.PRICE < 2", "0")]
    [InlineData("INCLUDE ItemID WHERE Items.PRICE <= 2", "0 1")]
    [InlineData("INCLUDE ItemID WHERE Items.PRICE = 2", "1")]
    [InlineData("INCLUDE ItemID WHERE Items.PRICE = 1 OR Items.GENRES IN (\"Comedy\") AND Items.PRICE > 3", "0")]
    [InlineData("INCLUDE ItemID WHERE Items.GENRES IN (\"Crime\") | INCLUDE ItemID WHERE Items.PRICE > 3", "0 1 3")]
    [InlineData("EXCLUDE ItemID WHERE Items.PRICE > 2 | INCLUDE ItemID WHERE Items.GENRES IN (\"Crime\",\"Comedy\")", "0 1")]
    [InlineData("INCLUDE ItemID WHERE Items.ITEM_ID IN (\"7\",\"59\",\"60\")", "7 59")]
    public void Items_are_included_by_their_metadata(string text, string expected) => Assert.Equal(expected, Allowed(text));

    [Theory]
    [InlineData("EXCLUDE ItemID WHERE Items.GENRES IN (\"Crime\")", 58)]
    [InlineData("EXCLUDE ItemID WHERE Items.GENRES NOT IN (\"Crime\")", 2)]
    [InlineData("EXCLUDE ItemID WHERE Items.PRICE != 2", 1)]
    [InlineData("EXCLUDE ItemID WHERE Items.PRICE = 2 | EXCLUDE ItemID WHERE Items.GENRES IN (\"Comedy\")", 58)]
    [InlineData("EXCLUDE ItemID WHERE Items.NO_SUCH_COLUMN_ANY_MORE IN (\"x\")", 60)]
    public void Items_are_excluded_by_their_metadata(string text, int left) => Assert.Equal(left, Bind(text).Count);

    [Fact]
    public void Values_are_bound_to_placeholders()
    {
        const string Text = "INCLUDE ItemID WHERE Items.GENRES IN ($G) AND Items.PRICE >= $P";
        Assert.Equal("1 2", Allowed(Text, ("G", "\"Crime\" , \"Comedy\""), ("P", " 2 ")));
        Assert.Equal("0 1", Allowed(Text, ("G", "\"Crime\""), ("P", "-1e2")));
        Assert.Equal("4", Allowed("INCLUDE ItemID WHERE Items.GENRES IN ($G)", ("G", "\"say \\\"hi\\\", \\\\ you\"")));
        Assert.Equal("1 2", Allowed(Text, ("G", "\"Crime\",\"Comedy\""), ("P", "2")));
    }

    [Theory]
    [InlineData("G", "Crime")]
    [InlineData("G", "")]
    [InlineData("G", "\"Crime")]
    [InlineData("G", "\"Crime\",")]
    [InlineData("G", "\"Crime\" \"Comedy\"")]
    [InlineData("G", ",\"Crime\"")]
    [InlineData("G", "\"")]
    [InlineData("P", "\"2\"")]
    [InlineData("P", "two")]
    [InlineData("P", "NaN")]
    [InlineData("P", "1e999")]
    [InlineData("P", "")]
    [InlineData("Q", "1")]
    public void Malformed_values_are_refused(string name, string value)
    {
        var values = new Dictionary<string, string> { ["G"] = "\"Crime\"", ["P"] = "1" };
        values[name] = value;
        var filter = FilterExpression.Parse("INCLUDE ItemID WHERE Items.GENRES IN ($G) AND Items.PRICE >= $P").Compile(_model, _items);
        Assert.Contains(name, Assert.Throws<FilterValueException>(() => filter.Bind(values, FilterSubject.None)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_include_needs_every_value_and_an_exclude_does_not()
    {
        var missing = Assert.Throws<FilterValueException>(() => Bind("INCLUDE ItemID WHERE Items.GENRES IN ($G) OR Items.PRICE > $P", ("G", "\"Crime\"")));
        Assert.Contains("filter value of P is missing", missing.Message, StringComparison.Ordinal);
        Assert.Equal(60, Bind("EXCLUDE ItemID WHERE Items.GENRES IN ($G)").Count);
        Assert.Equal(58, Bind("EXCLUDE ItemID WHERE Items.GENRES IN ($G) OR Items.PRICE > $P", ("G", "\"Crime\"")).Count);
        Assert.Equal(60, Bind("EXCLUDE ItemID WHERE Items.GENRES IN ($G) AND Items.PRICE > $P", ("G", "\"Crime\"")).Count);
    }

    [Fact]
    public void Conditions_of_the_user_decide_whether_an_expression_counts()
    {
        const string Text = "INCLUDE ItemID WHERE Items.GENRES IN (\"Crime\") IF CurrentUser.AGE > 18 AND CurrentUser.MEMBER IN (\"gold\")";
        int Count(string? age, string? member) => Bind(Text, new FilterSubject { UserValue = field => field == "AGE" ? age : member }).Count;
        Assert.Equal(2, Count("19", "silver|gold"));
        Assert.Equal(60, Count("18", "gold"));
        Assert.Equal(60, Count("19", "silver"));
        Assert.Equal(60, Count(null, "gold"));
        Assert.Equal(60, Bind(Text).Count);
        Assert.Equal(60, Bind("EXCLUDE ItemID WHERE Items.PRICE > 0 IF CurrentUser.AGE = $AGE", new FilterSubject { UserValue = _ => "5" }).Count);
    }

    [Fact]
    public void The_current_item_is_compared_with()
    {
        const string Text = "INCLUDE ItemID WHERE Items.PRICE < CurrentItem.PRICE AND Items.GENRES IN CurrentItem.GENRES";
        string AllowedFor(string item) => Names(Bind(Text, new FilterSubject { ItemValue = field => _items.GetValue(item, field) }));
        Assert.Equal("0", AllowedFor("1"));
        Assert.Equal("", AllowedFor("0"));
        Assert.Equal("", AllowedFor("nothing known"));
    }

    [Fact]
    public void The_newest_events_of_a_user_and_type_count_imported_or_not()
    {
        var builder = new InteractionStoreBuilder();
        for (var i = 0; i < 100; i++)
        {
            Checkerboard.Add(builder, "u", i == 0 ? "10" : "11", i, "watch");
        }

        Checkerboard.Add(builder, "u", "12", 1, "click");
        Checkerboard.Add(builder, "u", "13", 1, string.Empty);
        Checkerboard.Add(builder, "v", "14", 1, "watch");
        using var store = builder.Build();
        var subject = new FilterSubject { UserId = "u", Interactions = store };
        const string Text = "INCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ($T)";
        string AllowedFor(FilterSubject of, string types) => Names(Bind(Text, of, ("T", types)));
        Assert.Equal("10 11", AllowedFor(subject, "\"WATCH\""));
        Assert.Equal("10 11 12", AllowedFor(subject, "\"watch\",\"click\""));
        Assert.Equal("10 11 12 13", AllowedFor(subject, "\"*\""));
        Assert.Equal("", AllowedFor(subject, "\"share\""));
        Assert.Equal("", AllowedFor(subject with { UserId = "nobody" }, "\"*\""));
        Assert.Equal("", AllowedFor(FilterSubject.None, "\"*\""));
        Assert.Equal("12 13", Names(Bind("INCLUDE ItemID WHERE Interactions.EVENT_TYPE NOT IN (\"watch\")", subject)));

        // One more in the hundred drives out the oldest.
        var recent = subject with { RecentEvents = [new UserEvent("15", "Watch", 500), new UserEvent("16", "share", 501), new UserEvent("no such item", "share", 502)] };
        Assert.Equal("11 15", AllowedFor(recent, "\"watch\""));
        Assert.Equal("16", AllowedFor(recent, "\"share\""));
        Assert.Equal("15 16", AllowedFor(recent with { Interactions = null }, "\"*\""));
        var early = subject with { RecentEvents = [new UserEvent("15", "watch", -1)] };
        Assert.Equal("10 11", AllowedFor(early, "\"watch\""));
    }

    [Fact]
    public void Users_are_chosen_by_metadata_and_events()
    {
        var users = new ItemTableBuilder(["AGE"]);
        users.Add("3", ["30"]);
        users.Add("4", ["40"]);
        using var table = users.Build();
        var builder = new InteractionStoreBuilder();
        Checkerboard.Add(builder, "3", "1", 1, "click");
        Checkerboard.Add(builder, "5", "1", 1, "watch");
        Checkerboard.Add(builder, "stranger", "1", 1, "watch");
        using var store = builder.Build();
        var subject = new FilterSubject { Interactions = store };
        int Count(string text) => FilterExpression.Parse(text).Compile(_model, table).Bind(null, subject).Count;
        Assert.Equal(1, Count("INCLUDE UserID WHERE Users.AGE > 30"));
        Assert.Equal(Checkerboard.Users - 1, Count("EXCLUDE UserID WHERE Users.AGE > 30"));
        Assert.Equal(1, Count("INCLUDE UserID WHERE Interactions.EVENT_TYPE IN (\"click\")"));
        Assert.Equal(2, Count("INCLUDE UserID WHERE Interactions.EVENT_TYPE IN (*)"));
    }

    [Fact]
    public void A_filter_is_of_its_model_and_ends_with_it()
    {
        var builder = Checkerboard.Build();
        Checkerboard.Add(builder, "0", "one more item", 1);
        using var other = Recipe.Create("aws-popularity-count").Train(new TrainingData(builder.Build()), new TrainingOptions(), null, CancellationToken.None);
        var filter = FilterExpression.Parse("EXCLUDE ItemID WHERE Items.PRICE > 1").Compile(other, _items);
        var bound = filter.Bind(null, FilterSubject.None);
        Assert.Throws<ArgumentException>(() => _model.Recommend(new RecommendationQuery { Filter = bound }));
        other.Dispose();
        Assert.Throws<ObjectDisposedException>(() => filter.Bind(null, FilterSubject.None));
    }

    public void Dispose()
    {
        _model.Dispose();
        _items.Dispose();
    }

    private static ItemTable Items()
    {
        var items = new ItemTableBuilder(["GENRES", "PRICE"]);
        items.Add("0", ["Action|Crime", "1"]);
        items.Add("1", ["Crime", "2.0"]);
        items.Add("2", ["Comedy", "3"]);
        items.Add("3", [null, "4"]);
        items.Add("4", ["say \"hi\", \\ you", null]);
        items.Add("not in the model", ["Crime", "2"]);
        return items.Build();
    }

    private string Allowed(string text, params (string Name, string Value)[] values) => Names(Bind(text, values));

    private string Names(ItemFilter filter)
    {
        var names = _model.Recommend(new RecommendationQuery { NumResults = 500, Filter = filter }).Select(item => int.Parse(item.ItemId));
        return string.Join(' ', names.Order());
    }

    private ItemFilter Bind(string text, params (string Name, string Value)[] values) => Bind(text, FilterSubject.None, values);

    private ItemFilter Bind(string text, FilterSubject subject, params (string Name, string Value)[] values) =>
        FilterExpression.Parse(text).Compile(_model, _items).Bind(values.ToDictionary(value => value.Name, value => value.Value), subject);
}
