using PersonalizeOps.Aws.Protocols;

namespace PersonalizeOps.Aws.Tests.Protocols;

public class ShapeTests
{
    [Theory]
    [InlineData("[a-z]+", "abc", true)]
    [InlineData("[a-z]+", "abc1", false)]
    [InlineData("[a-z]+", "abc\n", false)]
    [InlineData("^[a-zA-Z0-9][a-zA-Z0-9\\-_]*", "Movies-1_x", true)]
    [InlineData("^[a-zA-Z0-9][a-zA-Z0-9\\-_]*", "-Movies", false)]
    [InlineData("^[a-zA-Z0-9][a-zA-Z0-9\\-_]*", "a b", false)]
    [InlineData("a|b", "b", true)]
    [InlineData("a|b", "bc", false)]
    [InlineData("\\d+", "12", true)]
    [InlineData("\\d+", "١٢", false)]
    [InlineData("[\\d_]+", "1_", true)]
    [InlineData("\\w+", "é", false)]
    [InlineData("\\p{ASCII}{0,3}", "ab", true)]
    [InlineData("\\p{ASCII}{0,3}", "é", false)]
    [InlineData("\\p{ASCII}{0,3}", "abcd", false)]
    [InlineData("[\\p{ASCII}é]+", "aé", true)]
    [InlineData("^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$", "Käse 7/8", true)]
    [InlineData("^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$", "a,b", false)]
    [InlineData("rate\\(\\d+ days?\\)", "rate(7 days)", true)]
    [InlineData("[\\x20-\\x7E]*", "a b~", true)]
    public void A_pattern_matches_the_whole_value_as_in_java(string pattern, string value, bool matches) =>
        Assert.Equal(matches, new Shape("X", ShapeKind.String) { Pattern = pattern }.Matches(value));

    [Fact]
    public void Without_a_pattern_everything_matches() => Assert.True(new Shape("X", ShapeKind.String).Matches(string.Empty));

    [Fact]
    public void Every_pattern_of_the_models_compiles()
    {
        var patterns = Support.Services.Json.Concat(Support.Services.Query).Append(PersonalizeOps.Aws.Contracts.LambdaContract.Descriptor)
            .SelectMany(service => service.Operations.Values)
            .SelectMany(operation => operation.Input.Members.Concat(operation.Output?.Members ?? []))
            .Select(member => member.Shape)
            .Where(shape => shape.Pattern is not null)
            .DistinctBy(shape => shape.Pattern)
            .ToArray();

        Assert.True(patterns.Length > 5);
        Assert.All(patterns, shape => shape.Matches("x"));
    }

    [Theory]
    [InlineData("s3://bucket/\U0001F3AC.py", true)]
    [InlineData("a\nb", false)]
    public void A_range_of_surrogate_pairs_means_all_characters_beyond_the_first_plane(string value, bool matches)
    {
        var shape = new Shape("X", ShapeKind.String) { Pattern = @"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*" };

        Assert.Equal(matches, shape.Matches(value));
    }

    [Fact]
    public void A_hostile_value_takes_no_time()
    {
        var shape = new Shape("X", ShapeKind.String) { Pattern = "(a+)+b" };

        Assert.False(shape.Matches(new string('a', 50_000)));
    }
}
