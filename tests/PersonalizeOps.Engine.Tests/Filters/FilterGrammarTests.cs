using PersonalizeOps.Engine.Filters;

namespace PersonalizeOps.Engine.Tests.Filters;

public sealed class FilterGrammarTests
{
    [Theory]
    [InlineData("EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"click\",\"stream\")", "Interactions.EVENT_TYPE")]
    [InlineData("EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (*)", "Interactions.EVENT_TYPE")]
    [InlineData("EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN *", "Interactions.EVENT_TYPE")]
    [InlineData("EXCLUDE ItemID WHERE INTERACTIONS.event_type in (\"*\")", "Interactions.EVENT_TYPE")]
    [InlineData("EXCLUDE ItemID WHERE Interactions.EVENT_TYPE NOT IN (\"click\")", "Interactions.EVENT_TYPE")]
    [InlineData("EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ($EVENT_TYPE)", "Interactions.EVENT_TYPE")]
    [InlineData("INCLUDE ItemID WHERE Items.GENRES IN ($GENRES)", "Items.GENRES")]
    [InlineData("  include itemId\n where\tItems.genres IN (\"a \\\"b\\\" \\\\ c\") ", "Items.GENRES")]
    [InlineData("EXCLUDE ItemID WHERE Items.CATEGORY_L1 IN (\"shoe\") AND Items.CATEGORY_L2 NOT IN (\"boot\")", "Items.CATEGORY_L1", "Items.CATEGORY_L2")]
    [InlineData("INCLUDE ItemID WHERE Items.PRICE <= $PRICE", "Items.PRICE")]
    [InlineData("INCLUDE ItemID WHERE Items.PRICE>=-1.5e3 OR Items.PRICE!=0 OR Items.PRICE = 7 OR Items.PRICE<+2 OR Items.PRICE > 5E-1", "Items.PRICE")]
    [InlineData("INCLUDE ItemID WHERE Items.PRICE < CurrentItem.PRICE AND Items.GENRE IN CurrentItem.GENRE", "Items.PRICE", "Items.GENRE")]
    [InlineData("INCLUDE ItemID WHERE Items.GENRE IN CurrentItem.TASTE", "Items.GENRE", "Items.TASTE")]
    [InlineData("EXCLUDE ItemID WHERE Items.GENRE IN ($GENRE) IF CurrentUser.AGE = $AGE", "Items.GENRE", "Users.AGE")]
    [InlineData("INCLUDE ItemID WHERE Items.C IN (\"w\") IF CurrentUser.AGE > 18 AND CurrentUser.MEMBER NOT IN (\"gold\")", "Items.C", "Users.AGE", "Users.MEMBER")]
    [InlineData("INCLUDE ItemID WHERE Items.GENRE IN ($G) | EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"click\")", "Items.GENRE", "Interactions.EVENT_TYPE")]
    [InlineData("INCLUDE UserID WHERE Users.MEMBERSHIP_STATUS IN ($MEMBERSHIP)", "Users.MEMBERSHIP_STATUS")]
    [InlineData("EXCLUDE UserID WHERE Users.AGE < $AGE", "Users.AGE")]
    [InlineData("INCLUDE UserId WHERE Interactions.EVENT_TYPE IN (\"click\",\"rating\")", "Interactions.EVENT_TYPE")]
    [InlineData("EXCLUDE ActionID WHERE ActionInteractions.EVENT_TYPE IN (\"Taken\")", "ActionInteractions.EVENT_TYPE")]
    [InlineData("EXCLUDE ActionID WHERE Action_Interactions.EVENT_TYPE IN (\"Taken\")", "ActionInteractions.EVENT_TYPE")]
    [InlineData("INCLUDE ActionID WHERE Actions.VALUE > 3 IF CurrentUser.AGE > 18", "Actions.VALUE", "Users.AGE")]
    public void Expressions_of_the_guide_are_read(string text, params string[] fields) =>
        Assert.Equal(fields, FilterExpression.Parse(text).Fields);

    [Theory]
    [InlineData("", 1, "expected INCLUDE or EXCLUDE, found the end")]
    [InlineData("SELECT ItemID", 1, "expected INCLUDE or EXCLUDE, found 'SELECT'")]
    [InlineData("INCLUDE Item WHERE Items.A = 1", 9, "expected ItemID, UserID or ActionID, found 'Item'")]
    [InlineData("INCLUDE ItemID Items.A = 1", 16, "expected WHERE, found 'Items'")]
    [InlineData("INCLUDE ItemID WHERE", 21, "expected a field, such as Items.GENRES, found the end")]
    [InlineData("INCLUDE ItemID WHERE Films.A = 1", 22, "expected a field, such as Items.GENRES, found 'Films'")]
    [InlineData("INCLUDE ItemID WHERE Items A = 1", 28, "expected a dot and the name of a field, found 'A'")]
    [InlineData("INCLUDE ItemID WHERE Items. = 1", 29, "expected the name of a field, found '='")]
    [InlineData("INCLUDE ItemID WHERE Items.A", 29, "expected IN, NOT IN, =, !=, <, <=, > or >=, found the end")]
    [InlineData("INCLUDE ItemID WHERE Items.A NOT (\"x\")", 34, "expected IN after NOT, found '('")]
    [InlineData("INCLUDE ItemID WHERE Items.A ! 1", 30, "unexpected character '!'")]
    [InlineData("INCLUDE ItemID WHERE Items.A IN \"x\"", 33, "expected a list in parentheses, found \"x\"")]
    [InlineData("INCLUDE ItemID WHERE Items.A IN $A", 33, "expected a list in parentheses, found $A")]
    [InlineData("INCLUDE ItemID WHERE Items.A IN ()", 34, "expected a text in double quotes or a placeholder, found ')'")]
    [InlineData("INCLUDE ItemID WHERE Items.A IN (\"x\"", 37, "expected , or ), found the end")]
    [InlineData("INCLUDE ItemID WHERE Items.A IN (\"x\",)", 38, "expected a text in double quotes, found ')'")]
    [InlineData("INCLUDE ItemID WHERE Items.A IN (\"x\",$A)", 38, "expected a text in double quotes, found $A")]
    [InlineData("INCLUDE ItemID WHERE Items.A IN ($A,$B)", 36, "expected ), found ','")]
    [InlineData("INCLUDE ItemID WHERE Items.A IN (\"x)", 34, "no closing quote")]
    [InlineData("INCLUDE ItemID WHERE Items.A IN ('x')", 34, "double quotes, not in single ones")]
    [InlineData("INCLUDE ItemID WHERE Items.A IN (5)", 34, "texts in double quotes")]
    [InlineData("INCLUDE ItemID WHERE Items.A IN (*)", 34, "* can only stand for every EVENT_TYPE")]
    [InlineData("INCLUDE ItemID WHERE Items.A NOT IN ($A)", 38, "Invalid input symbol: $A. Placeholders are not allowed with NOT_IN operator")]
    [InlineData("INCLUDE ItemID WHERE Items.A = \"x\"", 32, "use IN (...) for texts")]
    [InlineData("INCLUDE ItemID WHERE Items.A = x", 32, "expected a number or a placeholder, found 'x'")]
    [InlineData("INCLUDE ItemID WHERE Items.A = 1.2.3", 32, "'1.2.3' is no number")]
    [InlineData("INCLUDE ItemID WHERE Items.A = 1e999", 32, "'1e999' is no number")]
    [InlineData("INCLUDE ItemID WHERE Items.A = $", 32, "a placeholder needs a name")]
    [InlineData("INCLUDE ItemID WHERE Items.A = 1 AND", 37, "expected a field")]
    [InlineData("INCLUDE ItemID WHERE Items.A = 1 NOR Items.B = 2", 34, "expected AND, OR, IF, | or the end, found 'NOR'")]
    [InlineData("INCLUDE ItemID WHERE (Items.A = 1)", 22, "expected a field")]
    [InlineData("INCLUDE ItemID WHERE Items.A = 1 |", 35, "expected INCLUDE or EXCLUDE, found the end")]
    [InlineData("INCLUDE ItemID WHERE Items.A = 1 | EXCLUDE UserID WHERE Users.B = 1", 44, "about the same")]
    [InlineData("INCLUDE ItemID WHERE Items.A = 1 OR Interactions.EVENT_TYPE IN (\"x\")", 37, "one dataset only")]
    [InlineData("INCLUDE ItemID WHERE Users.AGE = 1", 22, "Users cannot be used in an expression about items")]
    [InlineData("INCLUDE UserID WHERE Items.A = 1", 22, "Items cannot be used in an expression about users")]
    [InlineData("INCLUDE ActionID WHERE Items.A = 1", 24, "Items cannot be used in an expression about actions")]
    [InlineData("INCLUDE ItemID WHERE Interactions.DEVICE IN (\"x\")", 22, "only EVENT_TYPE can be filtered by, not DEVICE")]
    [InlineData("INCLUDE ItemID WHERE Interactions.EVENT_TYPE = 1", 46, "compare it with IN or NOT IN")]
    [InlineData("INCLUDE ItemID WHERE CurrentUser.AGE = 1", 22, "CurrentUser belongs after IF")]
    [InlineData("INCLUDE ItemID WHERE CurrentItem.AGE = 1", 22, "CurrentItem after a comparison")]
    [InlineData("INCLUDE ItemID WHERE Items.A NOT IN CurrentItem.A", 37, "not with NOT IN")]
    [InlineData("INCLUDE ItemID WHERE Items.A = 1 IF Items.B = 2", 37, "expected CurrentUser, found 'Items'")]
    [InlineData("INCLUDE ItemID WHERE Items.A = 1 IF CurrentUser.B = 2 IF CurrentUser.C = 3", 55, "found 'IF'")]
    [InlineData("INCLUDE UserID WHERE Users.A = 1 IF CurrentUser.B = 2", 37, "has no current user")]
    [InlineData("INCLUDE ItemID WHERE Items.A = 1 IF CurrentUser.B = CurrentItem.C", 53, "expected a number or a placeholder")]
    [InlineData("INCLUDE ItemID WHERE Items.A = 1; DROP TABLE resource", 33, "unexpected character ';'")]
    [InlineData("INCLUDE ItemID WHERE Items.Größe = 1", 30, "unexpected character 'ö'")]
    public void Mistakes_are_named_with_their_position(string text, int position, string named)
    {
        var exception = Assert.Throws<FilterExpressionException>(() => FilterExpression.Parse(text));
        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
        Assert.Contains($"position {position}", exception.Message, StringComparison.Ordinal);
        Assert.Equal(position, exception.Position);
    }

    [Fact]
    public void No_text_breaks_the_parser()
    {
        string[] words = ["INCLUDE", "EXCLUDE", "ItemID", "WHERE", "Items", ".", "A", "IN", "NOT", "(", ")", "\"x\"", "$P", "*", "|", "IF", "CurrentUser", "=", "5", ",", "\"", "'", "\0"];
        var state = 7UL;
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, 12).Select(_ =>
            {
                state = (state * 6364136223846793005) + 1442695040888963407;
                return words[(state >> 33) % (ulong)words.Length] + " ";
            }));
            try
            {
                FilterExpression.Parse(text);
            }
            catch (FilterExpressionException exception)
            {
                Assert.InRange(exception.Position, 1, text.Length + 1);
            }
        }
    }

    [Theory]
    [InlineData("INCLUDE ItemID WHERE Items.GENRES IN (\"x\") OR Items.PRICE > $P", null)]
    [InlineData("INCLUDE ItemID WHERE Items.genres IN (\"x\") IF CurrentUser.AGE > 1", null)]
    [InlineData("INCLUDE ItemID WHERE Items.COLOUR IN (\"x\")", "the Items dataset has no field COLOUR; it has GENRES, PRICE, ADULT, PLOT")]
    [InlineData("INCLUDE ItemID WHERE Items.GENRES > 1", "the field GENRES holds texts; compare it with IN or NOT IN")]
    [InlineData("INCLUDE ItemID WHERE Items.PRICE IN (\"1\")", "the field PRICE holds numbers")]
    [InlineData("INCLUDE ItemID WHERE Items.ADULT IN (\"true\")", "the field ADULT is a boolean")]
    [InlineData("INCLUDE ItemID WHERE Items.PLOT IN (\"x\")", "the field PLOT is textual")]
    [InlineData("INCLUDE ItemID WHERE Items.PRICE < CurrentItem.GENRES", "the field GENRES holds texts")]
    [InlineData("INCLUDE ItemID WHERE Items.GENRES IN ($P) OR Items.PRICE > $P", "the placeholder $P stands for a number and for texts")]
    [InlineData("INCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"x\")", "the dataset group has no Interactions dataset")]
    [InlineData("INCLUDE ItemID WHERE Items.PRICE > 1 IF CurrentUser.NAME IN (\"x\")", "the Users dataset has no field NAME")]
    public void Fields_are_checked_against_the_schemas(string text, string? problem)
    {
        var schema = new FilterSchema();
        schema.Add(FilterDataset.Items, "GENRES", FilterFieldKind.Text);
        schema.Add(FilterDataset.Items, "PRICE", FilterFieldKind.Number);
        schema.Add(FilterDataset.Items, "ADULT", FilterFieldKind.Boolean);
        schema.Add(FilterDataset.Items, "PLOT", FilterFieldKind.Prose);
        schema.Add(FilterDataset.Users, "AGE", FilterFieldKind.Number);
        var exception = Record.Exception(() => FilterExpression.Parse(text).Validate(schema));
        if (problem is null)
        {
            Assert.Null(exception);
            return;
        }

        Assert.Contains(problem, Assert.IsType<FilterExpressionException>(exception).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_fields_are_allowed_and_eleven_are_not()
    {
        var schema = new FilterSchema();
        var fields = Enumerable.Range(0, 11).Select(i => $"F{i}").ToArray();
        Array.ForEach(fields, field => schema.Add(FilterDataset.Items, field, FilterFieldKind.Number));
        FilterExpression Of(int count) =>
            FilterExpression.Parse("INCLUDE ItemID WHERE " + string.Join(" OR ", fields.Take(count).Append("F0").Select(field => $"Items.{field} = 1")));

        Of(10).Validate(schema);
        Assert.Contains("11 different fields", Assert.Throws<FilterExpressionException>(() => Of(11).Validate(schema)).Message, StringComparison.Ordinal);
    }
}
