using PersonalizeOps.Aws.Generator.Model;

namespace PersonalizeOps.Aws.Generator.Tests;

public class JsonParserTests
{
    [Fact]
    public void All_kinds_of_values_are_read()
    {
        var root = JsonParser.Parse("\uFEFF { \"a\" : [1, -2.5e1, true, false, null, {}, []], \"b\": \"x\" }\r\n");

        var values = root["a"].Elements;
        Assert.Equal((1.0, -25.0), (values[0].Number, values[1].Number));
        Assert.Equal((true, false), (values[2].Flag, values[3].Flag));
        Assert.Null(values[4].Value);
        Assert.Empty(values[5].Members);
        Assert.Empty(values[6].Elements);
        Assert.Equal("x", root["b"].Text);
    }

    [Fact]
    public void Escapes_are_resolved() =>
        Assert.Equal("\"\\/\b\f\n\r\t\u00e9", JsonParser.Parse("""["\"\\\/\b\f\n\r\t\u00e9"]""").Elements[0].Text);

    [Fact]
    public void A_value_knows_where_it_stands()
    {
        var value = JsonParser.Parse("{\n  \"a\": 1\n}")["a"];

        Assert.Equal((1, 7), (value.Line, value.Column));
    }

    [Theory]
    [InlineData("[1")]
    [InlineData("[1,]")]
    [InlineData("{\"a\" 1}")]
    [InlineData("{a: 1}")]
    [InlineData("[1 2]")]
    [InlineData("[--1]")]
    [InlineData("[nul]")]
    [InlineData("\"abc")]
    [InlineData("[\"\\u12\"]")]
    public void What_is_no_json_is_refused(string text) => Assert.Throws<ModelException>(() => JsonParser.Parse(text));

    [Fact]
    public void Endless_nesting_is_refused()
    {
        var fault = Assert.Throws<ModelException>(() => JsonParser.Parse(new string('[', 100_000)));

        Assert.Equal("The document is nested too deeply", fault.Message);
    }

    [Fact]
    public void A_value_of_another_kind_is_refused_where_it_stands()
    {
        var root = JsonParser.Parse("{\n\"a\": 1}");

        Assert.Equal(1, Assert.Throws<ModelException>(() => root["a"].Text).Line);
        Assert.Throws<ModelException>(() => root["b"]);
    }
}
