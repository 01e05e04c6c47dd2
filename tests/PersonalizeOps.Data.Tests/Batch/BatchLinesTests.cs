using System.Text;

namespace PersonalizeOps.Data.Tests.Batch;

public sealed class BatchLinesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Writes_users_a_line_each_and_can_go_on_in_the_same_stream()
    {
        var stream = new MemoryStream();

        BatchInput.WriteUsers(stream, ["1", "a\"b"]);
        BatchInput.WriteUsers(stream, ["ü"]);

        Assert.Equal("{\"userId\":\"1\"}\n{\"userId\":\"a\\\"b\"}\n{\"userId\":\"ü\"}\n", Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void Writes_items()
    {
        var stream = new MemoryStream();

        BatchInput.WriteItems(stream, ["105"]);

        Assert.Equal("{\"itemId\":\"105\"}\n", Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void Writes_rankings_attributes_and_the_values_of_filters()
    {
        var stream = new MemoryStream();
        var values = new Dictionary<string, string> { ["GENRE"] = "\"Comedy\",\"Drama\"" };

        BatchInput.WriteRankings(stream, ["7"], ["1", "2"], values);
        BatchInput.WriteItemAttributes(stream, ["ITEMS.GENRES = \"Horror\""]);

        Assert.Equal(
            """
            {"userId":"7","itemList":["1","2"],"filterValues":{"GENRE":"\"Comedy\",\"Drama\""}}
            {"itemAttributes":"ITEMS.GENRES = \"Horror\""}

            """.ReplaceLineEndings("\n"),
            Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void Refuses_an_empty_user() => Assert.Throws<ArgumentException>(() => BatchInput.WriteUsers(new MemoryStream(), ["1", ""]));

    [Theory]
    [InlineData("""{"userId":"\ud800"}""")]
    [InlineData("""{"userId":"1","itemList":["\udc00"]}""")]
    [InlineData("""{"userId":"1","context":{"\ud800":"x"}}""")]
    public void A_line_with_half_a_surrogate_pair_has_an_error_of_its_own(string text)
    {
        var line = BatchInputReader.Parse(text);

        Assert.Contains("surrogate", line.Error);
        Assert.Equal(text, line.RawInputJson);
    }

    [Theory]
    [InlineData("""{"userId":{"a":1}}""")]
    [InlineData("""{"userId":[1]}""")]
    [InlineData("""{"userId":true}""")]
    [InlineData("""{"userId":"\ud800"}""")]
    public async Task A_failed_line_is_read_whatever_its_input_was(string input)
    {
        var error = BatchInputReader.Parse(input).Error;
        var stream = new MemoryStream();
        new BatchOutputLine(null, null, [], null, error).WriteTo(stream, input);
        stream.Position = 0;

        var line = Assert.Single(await BatchOutputReader.ReadAsync(stream, "users.json.out", Token).ToListAsync(Token));

        Assert.Equal((null, error), (line.UserId, line.Error));
        Assert.NotNull(line.Error);
    }

    [Fact]
    public async Task Half_a_surrogate_pair_among_the_results_is_a_fault_of_the_line()
    {
        var stream = new MemoryStream("""{"input":{"userId":"1"},"output":{"recommendedItems":["\ud800"]},"error":null}"""u8.ToArray());

        var fault = await Assert.ThrowsAsync<BatchOutputException>(async () => await BatchOutputReader.ReadAsync(stream, "x.out", Token).ToListAsync(Token));

        Assert.Contains("surrogate", fault.Message);
    }

    [Fact]
    public async Task Reads_what_it_wrote()
    {
        var stream = new MemoryStream();
        BatchInput.WriteUsers(stream, ["1", "a\"b"]);
        stream.Position = 0;

        var lines = await BatchInputReader.ReadAsync(stream, Token).ToListAsync(Token);

        Assert.Equal(["1", "a\"b"], lines.Select(l => l.UserId));
        Assert.All(lines, l => Assert.Null(l.Error));
    }

    [Fact]
    public async Task Reads_input_with_filter_values_blanks_and_byte_order_mark()
    {
        const string text = "\uFEFF{\"userId\": \"4638\", \"filterValues\": {\"GENRES\": \"\\\"horror\\\",\\\"comedy\\\"\"}}\r\n\r\n{\"itemId\":105}";

        var lines = await BatchInputReader.ReadAsync(Stream(text), Token).ToListAsync(Token);

        Assert.Equal(2, lines.Count);
        Assert.Equal("4638", lines[0].UserId);
        Assert.Equal("\"horror\",\"comedy\"", lines[0].FilterValues!["GENRES"]);
        Assert.Equal(("105", null), (lines[1].ItemId, lines[1].UserId));
        Assert.Equal("{\"itemId\":105}", lines[1].RawInputJson);
    }

    [Theory]
    [InlineData("userId=1", "not valid JSON")]
    [InlineData("{\"userId\":\"1\"", "not valid JSON")]
    [InlineData("{\"userId\":\"1\"}{\"userId\":\"2\"}", "not valid JSON")]
    [InlineData("[\"1\"]", "must be a JSON object")]
    [InlineData("17", "must be a JSON object")]
    [InlineData("{\"userId\":[\"1\"]}", "userId must be a text")]
    [InlineData("{\"userId\":\"1\",\"filterValues\":[]}", "filterValues must be an object")]
    [InlineData("{\"userId\":\"1\",\"filterValues\":{\"A\":{}}}", "filterValues.A must be a text")]
    public async Task A_bad_line_has_an_error_and_the_others_go_on(string bad, string reason)
    {
        var lines = await BatchInputReader.ReadAsync(Stream(bad + "\n{\"userId\":\"2\"}\n"), Token).ToListAsync(Token);

        Assert.StartsWith("User error: ", lines[0].Error, StringComparison.Ordinal);
        Assert.Contains(reason, lines[0].Error, StringComparison.Ordinal);
        Assert.Null(lines[0].UserId);
        Assert.Equal(("2", null), (lines[1].UserId, lines[1].Error));
        Assert.Equal("{\"input\":" + lines[0].RawInputJson + ",\"output\":{\"recommendedItems\":[]},\"error\":\"x\"}\n", Written(
            new BatchOutputLine(null, null, [], null, "x"), lines[0].RawInputJson));
    }

    [Fact]
    public async Task A_line_that_is_not_utf8_has_an_error()
    {
        var stream = new MemoryStream([.. Encoding.Latin1.GetBytes("{\"userId\":\"é\"}\n{\"userId\":\"2\"}")]);

        var lines = await BatchInputReader.ReadAsync(stream, Token).ToListAsync(Token);

        Assert.Equal("User error: The line is not UTF-8", lines[0].Error);
        Assert.Null(lines[1].Error);
    }

    [Fact]
    public void Writes_the_line_of_the_fact_sheet_byte_for_byte()
    {
        var line = new BatchOutputLine("15000", null, ["1620", "1407"], [0.0183162, 0.01388071234], null);

        Assert.Equal(
            "{\"input\":{\"userId\":\"15000\"},\"output\":{\"recommendedItems\":[\"1620\",\"1407\"],\"scores\":[0.0183162,0.0138807]},\"error\":null}\n",
            Written(line));
    }

    [Fact]
    public void Writes_lines_without_scores_and_with_errors()
    {
        Assert.Equal(
            "{\"input\":{\"itemId\":\"105\"},\"output\":{\"recommendedItems\":[\"1\"]},\"error\":null}\n",
            Written(new BatchOutputLine(null, "105", ["1"], null, null)));
        Assert.Equal(
            "{\"input\":{\"x\": 1},\"output\":{\"recommendedItems\":[]},\"error\":\"User error: Required fields for the provided recipe are userId\"}\n",
            Written(new BatchOutputLine(null, null, [], null, "User error: Required fields for the provided recipe are userId"), "{\"x\": 1}"));
    }

    [Fact]
    public async Task Small_scores_keep_their_order()
    {
        double[] scores = [1, 0.5, 0.00123456789, 0.000987654321, 1.23456789e-9, 0];

        var text = Written(new BatchOutputLine("1", null, ["a", "b", "c", "d", "e", "f"], scores, null));
        var read = await BatchOutputReader.ReadAsync(Stream(text), "f", Token).SingleAsync(Token);

        Assert.Contains("[1,0.5,0.0012346,9.876543E-4,1.234568E-9,0]", text, StringComparison.Ordinal);
        Assert.Equal(read.Scores!.OrderDescending(), read.Scores);
    }

    [Fact]
    public async Task Reads_compact_and_spaced_output_in_any_order_of_members()
    {
        const string text = """
            {"input":{"userId":"15000"},"output":{"recommendedItems":["1620","1407"],"scores":[0.0183162,1.3E-5]},"error":null}
            {"error": null, "output": {"recommendedItems": ["7"]}, "input": {"itemId": "105"}}

            {"input": {}, "output": {"recommendedItems": []}, "error": "User error: Required fields for the provided recipe are userId"}
            """;

        var lines = await BatchOutputReader.ReadAsync(Stream("\uFEFF" + text), "users.json.out", Token).ToListAsync(Token);

        Assert.Equal(["15000", null, null], lines.Select(l => l.UserId));
        Assert.Equal(["1620", "1407"], lines[0].RecommendedItems);
        Assert.Equal([0.0183162, 0.000013], lines[0].Scores);
        Assert.Equal(("105", null), (lines[1].ItemId, lines[1].Scores));
        Assert.Contains("userId", lines[2].Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{\"output\":{\"recommendedItems\":[]},\"error\":null}")]
    [InlineData("{\"input\":{\"userId\":\"1\"},\"output\":{},\"error\":null}")]
    [InlineData("{\"input\":{\"userId\":\"1\"},\"output\":null,\"error\":null}")]
    [InlineData("{\"input\":{\"itemAttributes\":\"ITEMS.A = 1\"},\"output\":{\"usersList\":[\"1\"]},\"error\":null}")]
    [InlineData("{\"input\":{\"userId\":\"1\"},\"output\":{\"recommendedItems\":\"1\"},\"error\":null}")]
    [InlineData("{\"input\":{\"userId\":\"1\"},\"output\":{\"recommendedItems\":[{}]},\"error\":null}")]
    [InlineData("{\"input\":{\"userId\":\"1\"},\"output\":{\"recommendedItems\":[\"1\"],\"scores\":[1,2]},\"error\":null}")]
    [InlineData("{\"input\":{\"userId\":\"1\"},\"output\":{\"recommendedItems\":[\"1\"],\"scores\":[\"x\"]},\"error\":null}")]
    [InlineData("{\"input\":{\"userId\":{}},\"output\":{\"recommendedItems\":[\"1\"]},\"error\":null}")]
    public async Task Refuses_a_malformed_output_line_with_file_and_line(string bad)
    {
        var text = "{\"input\":{\"userId\":\"1\"},\"output\":{\"recommendedItems\":[]},\"error\":null}\n" + bad + "\n";

        var error = await Assert.ThrowsAsync<BatchOutputException>(
            async () => await BatchOutputReader.ReadAsync(Stream(text), "users.json.out", Token).ToListAsync(Token));

        Assert.Equal(("users.json.out", 2L), (error.File, error.Line));
        Assert.StartsWith("users.json.out, line 2: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_output_that_is_not_utf8()
    {
        var stream = new MemoryStream(Encoding.Latin1.GetBytes("{\"input\":{\"userId\":\"é\"}}"));

        var error = await Assert.ThrowsAsync<BatchOutputException>(
            async () => await BatchOutputReader.ReadAsync(stream, "f", Token).ToListAsync(Token));

        Assert.Contains("UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_lines_to_rank_with_context_and_of_attributes()
    {
        var ranking = BatchInputReader.Parse("""{"userId": "891", "itemList": ["27", 886], "context": {"DEVICE": "phone"}}""");
        Assert.Equal(["27", "886"], ranking.ItemList);
        Assert.Equal("phone", ranking.Context!["DEVICE"]);
        Assert.Null(ranking.ItemAttributes);

        var segment = BatchInputReader.Parse("""{"itemAttributes": "ITEMS.genres = \"Comedy\""}""");
        Assert.Equal("ITEMS.genres = \"Comedy\"", segment.ItemAttributes);
        Assert.Null(segment.ItemList);
        Assert.Contains("itemList must be a list", BatchInputReader.Parse("""{"userId":"1","itemList":"27"}""").Error, StringComparison.Ordinal);
        Assert.Contains("context must be an object", BatchInputReader.Parse("""{"userId":"1","context":[]}""").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_the_segment_line_of_the_fact_sheet_byte_for_byte()
    {
        var line = new BatchSegmentLine(null, "ITEMS.CATEGORY_L1 = \"tools\"", ["2131", "2504"], null);

        Assert.Equal(
            "{\"input\": {\"itemAttributes\": \"ITEMS.CATEGORY_L1 = \\\"tools\\\"\"}, \"output\": {\"usersList\": [\"2131\",\"2504\"]}, \"error\": null}\n",
            Written(line));
        Assert.Equal(
            "{\"input\": {\"x\":1}, \"output\": {\"usersList\": []}, \"error\": \"User error: no item\"}\n",
            Written(new BatchSegmentLine(null, null, [], "User error: no item"), "{\"x\":1}"));
    }

    [Fact]
    public async Task Reads_segments_as_they_are_written_and_as_the_guide_shows_them()
    {
        var text = Written(new BatchSegmentLine("105", null, ["1", "ü"], null))
            + "{\"input\":{\"itemAttributes\":\"ITEMS.A = 1\"},\"output\":{\"recommendedUsers\":[7]}}\n"
            + Written(new BatchSegmentLine("106", null, [], "User error: x"));

        var lines = await BatchOutputReader.ReadSegmentsAsync(Stream(text), "items.json.out", Token).ToListAsync(Token);

        Assert.Equal(["105", null, "106"], lines.Select(line => line.ItemId));
        Assert.Equal(["1", "ü"], lines[0].Users);
        Assert.Equal(("ITEMS.A = 1", null), (lines[1].ItemAttributes, lines[1].Error));
        Assert.Equal(["7"], lines[1].Users);
        Assert.Equal("User error: x", lines[2].Error);
    }

    [Fact]
    public async Task A_segment_of_many_users_is_written_whole()
    {
        string[] users = [.. Enumerable.Range(0, 12_345).Select(user => $"u{user}")];

        var text = Written(new BatchSegmentLine("105", null, users, null));

        var line = await BatchOutputReader.ReadSegmentsAsync(Stream(text), "f", Token).SingleAsync(Token);
        Assert.Equal(users, line.Users);
    }

    [Theory]
    [InlineData("{\"input\":{\"userId\":\"1\"},\"output\":{\"recommendedItems\":[\"1\"]},\"error\":null}")]
    [InlineData("{\"input\":{\"itemId\":\"1\"},\"output\":{\"usersList\":\"1\"},\"error\":null}")]
    [InlineData("{\"output\":{\"usersList\":[]},\"error\":null}")]
    [InlineData("usersList")]
    public async Task Refuses_a_malformed_segment_line(string bad) => await Assert.ThrowsAsync<BatchOutputException>(
        async () => await BatchOutputReader.ReadSegmentsAsync(Stream(bad), "items.json.out", Token).ToListAsync(Token));

    private static string Written(BatchSegmentLine line, string? rawInput = null)
    {
        var stream = new MemoryStream();
        line.WriteTo(stream, rawInput);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    private static string Written(BatchOutputLine line, string? rawInput = null)
    {
        var stream = new MemoryStream();
        line.WriteTo(stream, rawInput);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
