using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Tests.TestData;

namespace PersonalizeOps.Engine.Tests.Recipes;

public sealed class ItemAttributeAffinityTests : SegmentContractTests
{
    protected override string RecipeName => "aws-item-attribute-affinity";

    [Theory]
    [InlineData("ITEMS.COLOUR = \"White\"", 0)]
    [InlineData("  items.colour=\"Black\"  ", 1)]
    [InlineData("ITEMS.Colour = \"Any\" AND ITEMS.COLOUR = \"Black\" and ITEMS.ROW = 3", 1)]
    [InlineData("ITEMS.ROW = 3.00 AND ITEMS.COLOUR = \"White\"", 0)]
    [InlineData("ITEMS.TITLE = \"Square 7\"", 1)]
    public void The_users_of_the_colour_come_first(string expression, int colour)
    {
        using var model = Train();
        var segment = model.Segment(new SegmentQuery { ItemAttributes = expression, NumResults = Checkerboard.Users / 2 });
        Assert.All(segment, user => Assert.Equal(colour, int.Parse(user) % 2));
        Assert.Equal(Checkerboard.Users / 2, segment.Count);
    }

    [Theory]
    [InlineData("", 1, "ITEMS.")]
    [InlineData("COLOUR = \"White\"", 1, "ITEMS.")]
    [InlineData("ITEMS. = \"White\"", 8, "column is missing")]
    [InlineData("ITEMS.COLOUR != \"White\"", 14, "only =")]
    [InlineData("ITEMS.COLOUR IN (\"White\")", 14, "only =")]
    [InlineData("ITEMS.COLOUR = \"White", 16, "closing quote")]
    [InlineData("ITEMS.COLOUR = White", 16, "double quotes")]
    [InlineData("ITEMS.COLOUR =", 15, "value is missing")]
    [InlineData("ITEMS.COLOUR = \"White\" OR ITEMS.ROW = 1", 24, "only AND")]
    [InlineData("ITEMS.COLOUR = \"White\" AND", 27, "ITEMS.")]
    [InlineData("ITEMS.COLOUR = \"White\" AND ITEMS.SIZE = 1", 28, "no column 'SIZE'")]
    [InlineData("ITEMS.ROW = NaN", 13, "number")]
    public void A_bad_expression_is_refused_with_the_place_and_the_reason(string expression, int position, string reason)
    {
        using var model = Train();
        var exception = Assert.Throws<ItemAttributesException>(() => model.Segment(new SegmentQuery { ItemAttributes = expression }));
        Assert.Equal(position, exception.Position);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Quotes_in_values_are_escaped_and_values_are_split_at_bars()
    {
        var items = new ItemTableBuilder(["NAME"]);
        items.Add("1", ["The \"One\" \\|Other"]);
        using var model = Train(data: new TrainingData(Checkerboard.Data.Interactions, items.Build()));
        foreach (var expression in (string[])["ITEMS.NAME = \"The \\\"One\\\" \\\\\"", "ITEMS.NAME = \"Other\""])
        {
            Assert.Equal(1, int.Parse(model.Segment(new SegmentQuery { ItemAttributes = expression })[0]) % 2);
        }
    }

    [Theory]
    [InlineData("ITEMS.COLOUR = \"Red\"")]
    [InlineData("ITEMS.COLOUR = \"White\" AND ITEMS.COLOUR = \"Black\"")]
    [InlineData("ITEMS.ROW = \"3\"")]
    public void Values_that_no_item_has_make_an_empty_segment(string expression)
    {
        using var model = Train();
        Assert.Empty(model.Segment(new SegmentQuery { ItemAttributes = expression }));
    }

    [Fact]
    public void Items_with_a_column_of_their_own_are_needed()
    {
        var onlyTimes = new ItemTableBuilder(["CREATION_TIMESTAMP"]);
        onlyTimes.Add("1", ["1"]);
        foreach (var items in (ItemTable?[])[null, onlyTimes.Build()])
        {
            var exception = Assert.Throws<InsufficientDataException>(() => Train(data: new TrainingData(Checkerboard.Data.Interactions, items)));
            Assert.Contains("metadata column", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void On_MovieLens_nine_tenths_of_the_users_of_a_genre_are_right()
    {
        var metrics = Evaluate(new TrainingData(MovieLens.Store, MovieLens.Items));
        Assert.InRange(metrics["recall_at_1_percent"], 0.9, 1);
    }

    protected override SegmentQuery QueryAbout(int item) => new() { ItemAttributes = $"ITEMS.COLOUR = \"{(item % 2 == 0 ? "White" : "Black")}\"" };
}
