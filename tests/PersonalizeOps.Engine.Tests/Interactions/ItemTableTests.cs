using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Tests.TestData;

namespace PersonalizeOps.Engine.Tests.Interactions;

public sealed class ItemTableTests
{
    [Fact]
    public void Values_survive_saving_and_absent_is_not_empty()
    {
        using var folder = new TemporaryFolder();
        var builder = new ItemTableBuilder(["TITLE", "GENRES"]);
        builder.Add("10", ["Heat (1995)", "Action|Crime"]);
        builder.Add("2", ["Amélie", null]);
        builder.Add("x", [string.Empty, "Drama"]);
        builder.Add("10", ["Heat", "Crime"]);
        using (var built = builder.Build())
        {
            built.Save(folder.File("items"));
        }

        using var items = ItemTable.Open(folder.File("items"));
        Assert.Equal(3, items.Count);
        Assert.Equal(["2", "10", "x"], items.Ids);
        Assert.Equal(["TITLE", "GENRES"], items.Columns);
        Assert.Equal(("Heat", "Crime"), (items.GetValue("10", "TITLE"), items.GetValue("10", "GENRES")));
        Assert.Equal(("Amélie", null), (items.GetValue("2", "TITLE"), items.GetValue("2", "GENRES")));
        Assert.Equal(string.Empty, items.GetValue("x", "TITLE"));
        Assert.True(items.Contains("x"));
        Assert.False(items.Contains("X"));
        Assert.Null(items.GetValue("x", "YEAR"));
        Assert.Null(items.GetValue("none", "TITLE"));
    }

    [Fact]
    public void Columns_can_be_left_out()
    {
        var builder = new ItemTableBuilder(["TITLE", "GENRES", "YEAR"]);
        builder.Add("10", ["Heat", "Crime", "1995"]);
        using var all = builder.Build();

        var some = all.Select(column => column != "GENRES");

        Assert.Equal(["TITLE", "YEAR"], some.Columns);
        Assert.Equal(("Heat", "1995", null), (some.GetValue("10", "TITLE"), some.GetValue("10", "YEAR"), some.GetValue("10", "GENRES")));
        Assert.Equal("Crime", all.GetValue("10", "GENRES"));
    }

    [Fact]
    public void A_table_can_take_over_another_with_other_columns()
    {
        var old = new ItemTableBuilder(["A", "B"]);
        old.Add("1", ["a1", "b1"]);
        var builder = new ItemTableBuilder(["B", "C"]);
        builder.Add(old.Build());
        builder.Add("2", ["b2", "c2"]);
        using var items = builder.Build();
        Assert.Equal(("b1", null, "c2"), (items.GetValue("1", "B"), items.GetValue("1", "C"), items.GetValue("2", "C")));
        Assert.Null(items.GetValue("1", "A"));
    }

    [Fact]
    public void Wrong_shapes_and_damaged_files_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ItemTableBuilder(["A", "A"]));
        var builder = new ItemTableBuilder(["A"]);
        Assert.Throws<ArgumentException>(() => builder.Add("1", []));
        Assert.Throws<ArgumentException>(() => builder.Add(string.Empty, ["a"]));
        using var folder = new TemporaryFolder();
        builder.Add("1", ["a"]);
        using var table = builder.Build();
        table.Save(folder.File("items"));
        var bytes = File.ReadAllBytes(folder.File("items"));
        File.WriteAllBytes(folder.File("items"), bytes[..^1]);
        Assert.Throws<StoreFormatException>(() => ItemTable.Open(folder.File("items")));
    }
}
