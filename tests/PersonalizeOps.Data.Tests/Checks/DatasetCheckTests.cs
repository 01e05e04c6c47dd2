using System.Globalization;
using System.Text;

namespace PersonalizeOps.Data.Tests.Checks;

public sealed class DatasetCheckTests
{
    private const string Header = "USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE\n";
    private static readonly string Sound = string.Concat(Enumerable.Range(0, 1200).Select(Row));

    private static readonly DatasetSchema Films = DatasetSchema.Parse("""
        {"type":"record","name":"Items","fields":[{"name":"ITEM_ID","type":"string"},{"name":"PLOT","type":["null","string"],"textual":true},
         {"name":"YEAR","type":["null","int"]},{"name":"ADULT","type":["null","boolean"]},{"name":"CREATION_TIMESTAMP","type":["null","long"]}]}
        """);

    private static readonly DatasetSchema Smallest = DatasetSchema.Parse("""
        {"type":"record","name":"Interactions","fields":[{"name":"USER_ID","type":"string"},{"name":"ITEM_ID","type":"string"},
         {"name":"TIMESTAMP","type":"long"}]}
        """);

    [Fact]
    public void Finds_nothing_wrong_in_sound_interactions_and_measures_them()
    {
        var found = Check(Header + Sound);

        Assert.True(found.IsValid);
        Assert.DoesNotContain(found.Findings, finding => finding.Severity != CheckSeverity.Information);
        Assert.Equal((1200, 60, 40), (found.Rows, found.Users, found.Items));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_600_000_000), found.FirstTime);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_600_000_000 + (1199 * 60)), found.LastTime);
        Assert.Equal(Encoding.UTF8.GetByteCount(Header + Sound), found.Bytes);
    }

    [Theory]
    [InlineData("u,i,1600000000000,e,1", "TIMESTAMP", DatasetFaultCodes.TimestampInMilliseconds)]
    [InlineData("u,i,1600000000.5,e,1", "TIMESTAMP", DatasetFaultCodes.NotAnInteger)]
    [InlineData("u,i,2020-09-13,e,1", "TIMESTAMP", DatasetFaultCodes.NotANumber)]
    [InlineData("u,i,-5,e,1", "TIMESTAMP", DatasetFaultCodes.OutOfRange)]
    [InlineData("u,i,1,e,good", "EVENT_VALUE", DatasetFaultCodes.NotANumber)]
    [InlineData(",i,1,e,1", "USER_ID", DatasetFaultCodes.NullNotAllowed)]
    [InlineData("u,i,1,e", null, DatasetFaultCodes.WrongFieldCount)]
    [InlineData("u\"x,i,1,e,1", null, DatasetFaultCodes.MalformedQuotes)]
    [InlineData("\"u\"x,i,1,e,1", null, DatasetFaultCodes.MalformedQuotes)]
    [InlineData("\"u,i,1,e,1", null, DatasetFaultCodes.MalformedQuotes)]
    public void Reports_the_fault_that_the_import_stops_at(string record, string? column, string code)
    {
        // Two lines in one record and an empty line: rows are lines.
        var csv = $"{Header}\"u\nv\",i,1600000000,e,1\n\n{record}\n{Sound}";

        var found = Assert.Single(Check(csv).Findings, finding => finding.Severity == CheckSeverity.Error && finding.Code != CheckCodes.TooFewInteractions);

        Assert.Equal((code, column, 1, 5), (found.Code, found.Column, found.Count, Assert.Single(found.Rows)));
        var refused = Assert.Throws<DatasetFaultException>(() => Read(csv)).Fault;
        Assert.Equal((code, column, 5), (refused.Code, refused.Column, refused.Row));
    }

    [Fact]
    public void Counts_all_faults_of_a_kind_and_shows_the_first()
    {
        var csv = new StringBuilder(Header);
        for (var i = 0; i < 300_000; i++)
        {
            var (time, value) = (i % 3 == 2 ? "1600000000000" : "1600000000", i % 5 == 4 ? "x" : "1");
            csv.Append(CultureInfo.InvariantCulture, $"u{i % 500},i{i % 300},{time},e,{value}\n");
        }

        var one = Check(csv.ToString(), new CheckOptions { Threads = 1, MaximumRows = 3 });
        var many = Check(csv.ToString(), new CheckOptions { Threads = 4, MaximumRows = 3 });

        var times = Assert.Single(one.Findings, finding => finding.Code == DatasetFaultCodes.TimestampInMilliseconds);
        Assert.Equal(100_000, times.Count);
        Assert.Equal([4, 7, 10], times.Rows);
        Assert.Equal(3, times.Examples.Count);
        Assert.Equal(60_000, Assert.Single(one.Findings, finding => finding.Code == DatasetFaultCodes.NotANumber).Count);
        AssertSame(one, many);
    }

    [Fact]
    public void Counts_records_of_another_shape_where_each_line_is_a_record()
    {
        // Two follow one another, one is the last of 256, one the first of the next, one the last of all.
        int[] odd = [0, 7, 8, 255, 256, 900, 1199];
        var rows = Enumerable.Range(0, 1200).Select(i => odd.Contains(i) ? $"u{i % 60},i{i % 40},{1_600_000_000 + (i * 60)}\n" : Row(i));

        var found = Check(Header + string.Concat(rows));

        var shapes = Assert.Single(found.Findings, finding => finding.Code == DatasetFaultCodes.WrongFieldCount);
        Assert.Equal((odd.Length, 1200), (shapes.Count, found.Rows));
        Assert.Equal(odd.Select(i => i + 2L), shapes.Rows);
    }

    [Fact]
    public void Takes_a_user_for_the_one_before_only_when_the_id_is_the_same()
    {
        // Ids that begin alike, at the lengths where what is compared at once ends, and some with a space or control character at the end, which is told each time.
        string[] users = ["u", "u1", "u1\0", "u12345", "u123456", "u1234567", "u12345678", "u12345679", "u1 ", "u1 "];
        var rows = users.SelectMany(user => Enumerable.Range(0, 3).Select(i => $"{user},i{i},{1_600_000_000 + i},watch,1\n"));

        var found = Check(Header + string.Concat(rows));

        Assert.Equal(users.Distinct().Count(), found.Users);
        Assert.Equal(9, Assert.Single(found.Findings, finding => finding.Code == CheckCodes.PaddedId).Count);
        Assert.Equal(3, Assert.Single(found.Findings, finding => finding.Code == CheckCodes.DuplicateRecord).Count);
    }

    [Fact]
    public void Counts_rows_of_a_kept_event_type_between_types_that_are_not()
    {
        var first = Enumerable.Range(0, 1000).Select(i => $"u{i % 60},i{i % 40},{1_600_000_000 + i},e{i},1\n");
        var later = Enumerable.Range(1000, 1000).Select(i => $"u{i % 60},i{i % 40},{1_600_000_000 + i},{(i % 2 == 0 ? "e500" : $"new{i}")},1\n");

        var found = Check(Header + string.Concat(first) + string.Concat(later), new CheckOptions { Threads = 1 });

        Assert.StartsWith(
            "Event types: e500 25.1 %, ", Assert.Single(found.Findings, finding => finding.Code == CheckCodes.EventTypes).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_do_not_depend_on_the_threads()
    {
        var random = new Random(7);
        var csv = new StringBuilder(Header);
        for (var i = 0; i < 400_000; i++)
        {
            var time = 1_500_000_000 + random.Next(2000);
            csv.Append(CultureInfo.InvariantCulture, $"u{random.Next(900)},\"i {random.Next(400)}\",{time},e{random.Next(3)},{random.Next(3)}\n");
        }

        var one = Check(csv.ToString(), new CheckOptions { Threads = 1 });

        Assert.True(Assert.Single(one.Findings, finding => finding.Code == CheckCodes.DuplicateRecord).Count > 0);
        foreach (var threads in new[] { 2, 3, 8 })
            AssertSame(one, Check(csv.ToString(), new CheckOptions { Threads = threads }));
    }

    [Fact]
    public void Counts_duplicates_and_repeats_as_a_plain_count_does()
    {
        var random = new Random(11);
        var rows = Enumerable.Range(0, 30_000).Select(_ => $"u{random.Next(90)},i{random.Next(60)},{1_600_000_000 + random.Next(20)},e,1").ToList();

        var found = Check(Header + string.Join('\n', rows));

        AssertRepetitions(rows, found);
        var pairs = rows.Select(PairOf).Distinct().Count();
        Assert.Equal(pairs / (90.0 * 60), found.Density!.Value, 9);
    }

    [Theory]
    [InlineData("user after user", 1)]
    [InlineData("user after user", 3)]
    [InlineData("users who come back", 1)]
    [InlineData("users who come back", 3)]
    [InlineData("one user with very many", 2)]
    [InlineData("first by user, then by time", 1)]
    [InlineData("first by user, then by time", 3)]
    [InlineData("first by time, then by user", 3)]
    [InlineData("by time", 3)]
    public void Counts_repetitions_in_any_order(string order, int threads)
    {
        var random = new Random(13);
        string Draw(int user, int items) => $"user-{user},item-{random.Next(items)},{1_600_000_000 + random.Next(3)},watch,{random.Next(2)}";
        List<string> ByUser(int users) => [.. Enumerable.Range(0, users).SelectMany(user => Enumerable.Range(0, 60).Select(_ => Draw(user, 900)))];
        List<string> ByTime(int users, int count) => [.. Enumerable.Range(0, count).Select(_ => Draw(random.Next(users), 900))];
        List<string> rows = order switch
        {
            "user after user" => ByUser(2000),
            "users who come back" => [.. ByUser(1500), .. ByUser(300)],
            "one user with very many" => [.. ByUser(50), .. Enumerable.Range(0, 50_000).Select(_ => Draw(50, 40_000)), .. ByUser(1)],
            "first by user, then by time" => [.. ByUser(1500), .. ByTime(1500, 90_000)],
            "first by time, then by user" => [.. ByTime(5000, 40_000), .. ByUser(5000)],
            _ => ByTime(2000, 120_000),
        };

        AssertRepetitions(rows, Check(Header + string.Join('\n', rows), new CheckOptions { Threads = threads }));
    }

    [Fact]
    public void Takes_no_user_and_no_time_for_another_under_a_schema_that_is_refused()
    {
        var loose = DatasetSchema.Parse("""
            {"type":"record","name":"Interactions","fields":[{"name":"USER_ID","type":["null","string"]},{"name":"ITEM_ID","type":"string"},
             {"name":"TIMESTAMP","type":"string"}]}
            """);
        // Each third has no user, over more records than are looked at together; none is there twice.
        var rows = Enumerable.Range(0, 1000).Select(i => $"{(i % 3 != 0 ? $"u{i}" : "")},i{i % 7},2024-01-{i % 28:00} {i:0000}");

        var found = Check($"USER_ID,ITEM_ID,TIMESTAMP\n{string.Join('\n', rows)}", new CheckOptions { Schema = loose, Threads = 1 });

        Assert.Contains(found.Findings, finding => finding.Code == CheckCodes.InvalidSchema);
        Assert.DoesNotContain(found.Findings, finding => finding.Code == CheckCodes.DuplicateRecord);
        // The 334 without a user have seven items between them.
        Assert.Equal(327, Assert.Single(found.Findings, finding => finding.Code == CheckCodes.RepeatRate).Count);
        Assert.Null(found.FirstTime);
    }

    [Fact]
    public void Tells_lines_and_values_of_faults_with_and_without_quotes()
    {
        // Parts of a file with quotes are read in another way than those without.
        var rows = Enumerable.Range(0, 150_000).Select(i => i % 50_000 < 10_000 ? $"\"u{i / 9}\",\"i \"\"{i}\"\"\",1600000000,e,1" : $"u{i / 9},i{i},1600000000,e,1").ToList();
        int[] faulty = [5000, 30_000, 55_000, 149_999];
        foreach (var row in faulty)
            rows[row] = rows[row].Replace("1600000000", $"not{row}", StringComparison.Ordinal);

        var found = Check(Header + string.Join('\n', rows), new CheckOptions { Schema = DatasetSchema.Interactions, Threads = 2 });

        var fault = Assert.Single(found.Findings, finding => finding.Code == DatasetFaultCodes.NotANumber);
        Assert.Equal(faulty.Select(row => row + 2L), fault.Rows);
        Assert.Contains("'not5000'", fault.Message + string.Concat(fault.Examples), StringComparison.Ordinal);
        Assert.Equal((150_000, 16_667, 150_000), (found.Rows, found.Users, found.Items));
    }

    [Fact]
    public void Looks_for_repetitions_in_a_sample_of_what_is_very_large()
    {
        var rows = Enumerable.Range(0, 40_000).Select(i => $"u{i % 20_000},i{i % 20_000},1600000000,e,1");

        // Half of the rows repeat the other half; only the length says that the file is large.
        var found = Check(Header + string.Join('\n', rows), new CheckOptions { Length = 4L << 30 });

        var duplicates = Assert.Single(found.Findings, finding => finding.Code == CheckCodes.DuplicateRecord);
        Assert.InRange(duplicates.Count, 4500, 5500);
        Assert.Contains("in a sample of one in 4", duplicates.Message, StringComparison.Ordinal);
        Assert.All(duplicates.Rows, row => Assert.True(row > 20_001));
    }

    [Fact]
    public void Refuses_event_types_that_the_import_refuses()
    {
        var many = Check(Header + string.Concat(Enumerable.Range(0, 1200).Select(i => $"u{i % 60},i{i % 40},{1_600_000_000 + i},e{i % 256},1\n")));
        var zero = Check(Header + Sound + "u,i,1600000000,a\0b,1\n");

        Assert.Equal(CheckSeverity.Error, Assert.Single(many.Findings, finding => finding.Code == CheckCodes.TooManyEventTypes).Severity);
        Assert.Equal(DatasetFaultCodes.OutOfRange, Assert.Single(zero.Findings, finding => finding.Severity == CheckSeverity.Error).Code);
    }

    [Theory]
    [InlineData("USER_ID,ITEM_ID\n", DatasetFaultCodes.MissingColumn)]
    [InlineData("USER_ID,ITEM_ID,timestamp\n", DatasetFaultCodes.MissingColumn)]
    [InlineData("USER_ID,ITEM_ID,TIMESTAMP,ITEM_ID\n", DatasetFaultCodes.DuplicateColumn)]
    [InlineData("\"USER_ID\",ITEM_ID,TIMESTAMP\n", DatasetFaultCodes.QuotedHeader)]
    [InlineData("USER_ID,ITEM_ID,TIMESTAMP\n", DatasetFaultCodes.Empty)]
    [InlineData("", DatasetFaultCodes.Empty)]
    public void Looks_at_the_header(string csv, string code)
    {
        var found = Check(csv, new CheckOptions { Type = DatasetType.Interactions });

        Assert.False(found.IsValid);
        Assert.Contains(found.Findings, finding => finding.Code == code);
        Assert.Equal(code, Assert.Throws<DatasetFaultException>(() => Read(csv, found.Schema)).Fault.Code);
    }

    [Fact]
    public void Goes_on_after_a_faulty_header()
    {
        var found = Check("USER_ID,ITEM_ID\nu,i\n,i\n", new CheckOptions { Type = DatasetType.Interactions });

        Assert.Contains(found.Findings, finding => finding.Code == DatasetFaultCodes.NullNotAllowed && finding.Rows[0] == 3);
        Assert.Equal(2, found.Rows);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void Tells_other_encodings(string encoding)
    {
        var coder = Encoding.GetEncoding(encoding);
        byte[] csv = [.. coder.GetPreamble(), .. coder.GetBytes(Header + Sound)];

        var found = Check(csv);

        Assert.Equal(DatasetFaultCodes.NotUtf8, Assert.Single(found.Findings, finding => finding.Severity == CheckSeverity.Error).Code);
    }

    [Fact]
    public void Tells_records_that_are_not_utf8_and_takes_a_byte_order_mark()
    {
        byte[] csv = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Header + Sound), .. Encoding.Latin1.GetBytes("Jérôme,i,1600000000,e,1\n")];

        var found = Check(csv);

        var fault = Assert.Single(found.Findings, finding => finding.Severity == CheckSeverity.Error);
        Assert.Equal((DatasetFaultCodes.NotUtf8, 1202), (fault.Code, Assert.Single(fault.Rows)));
    }

    [Fact]
    public void Reads_the_rest_of_a_large_file_not_after_a_quote_that_is_never_closed()
    {
        var csv = new StringBuilder(Header).Append(Sound).Append("\"u,i,1,e,1\n");
        for (var i = 0; i < 1_500_000; i++)
            csv.Append("u,i,1,e,1\n");

        var found = Check(csv.ToString());

        var fault = Assert.Single(found.Findings, finding => finding.Severity == CheckSeverity.Error);
        Assert.Equal((DatasetFaultCodes.MalformedQuotes, 1202), (fault.Code, Assert.Single(fault.Rows)));
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    [InlineData("\r")]
    public void Numbers_lines_with_any_line_break(string lineBreak)
    {
        var many = string.Concat(Enumerable.Repeat($"\"a{lineBreak}b\",i,1600000000,e,1{lineBreak}", 200_000));
        var csv = Header.Replace("\n", lineBreak, StringComparison.Ordinal) + many + $"u,i,bad,e,1{lineBreak}";

        var fault = Assert.Single(Check(csv).Findings, finding => finding.Severity == CheckSeverity.Error);

        Assert.Equal((DatasetFaultCodes.NotANumber, 400_002), (fault.Code, Assert.Single(fault.Rows)));
    }

    [Fact]
    public void Warns_of_what_is_hardly_meant()
    {
        var found = Check(
            $"{Header}{Sound} u,i,1600000000,e,1\nu,i,1800000000,e,1\nu,i,19000,e,1\n{Row(5)}",
            new CheckOptions { Time = new NewYear() });

        Assert.True(found.IsValid);
        var warnings = found.Findings.Where(finding => finding.Severity == CheckSeverity.Warning)
            .ToDictionary(finding => finding.Code, finding => Assert.Single(finding.Rows));
        Assert.Equal(1202, warnings[CheckCodes.PaddedId]);
        Assert.Equal(1203, warnings[CheckCodes.TimestampInFuture]);
        Assert.Equal(1204, warnings[CheckCodes.TimestampImplausible]);
        Assert.Equal(1205, warnings[CheckCodes.DuplicateRecord]);
        Assert.Equal(4, warnings.Count);
    }

    [Fact]
    public void Asks_for_the_minimum_of_an_import_and_of_a_training()
    {
        var few = Check(Header + string.Concat(Enumerable.Range(0, 999).Select(Row)));
        var crowd = Header + string.Concat(Enumerable.Range(0, 1200).Select(i => $"u{i},i,{1_600_000_000 + i},e,1\n"));

        var error = Assert.Single(few.Findings, finding => finding.Severity == CheckSeverity.Error);
        Assert.Contains("needs at least 1000", error.Message, StringComparison.Ordinal);
        Assert.Equal(CheckSeverity.Warning, Assert.Single(Check(crowd).Findings, finding => finding.Code == CheckCodes.TooFewUsers).Severity);
        Assert.Equal(
            CheckSeverity.Error,
            Assert.Single(Check(crowd, new CheckOptions { Recipe = "aws-sims" }).Findings, finding => finding.Code == CheckCodes.TooFewUsers).Severity);
    }

    [Fact]
    public void Checks_items_with_prose_booleans_and_repeated_ids()
    {
        const string Csv = "ITEM_ID,PLOT,YEAR,ADULT,CREATION_TIMESTAMP\n1,\"He said \\\"no\\\", twice\",1999,true,1600000000\n2,,x,TRUE,\n1,,1999,true,5\n";

        var found = Check(Csv, new CheckOptions { Schema = Films });

        Assert.Equal(DatasetType.Items, found.Type);
        Assert.Equal((3, 2), (found.Rows, found.Items));
        Assert.Equal(
            [(DatasetFaultCodes.NotABoolean, "ADULT", 3L), (DatasetFaultCodes.NotANumber, "YEAR", 3L)],
            found.Findings.Where(finding => finding.Severity == CheckSeverity.Error).Select(finding => (finding.Code, finding.Column, finding.Rows[0])));
        var repeated = Assert.Single(found.Findings, finding => finding.Code == CheckCodes.RepeatedId);
        Assert.Equal((1, 4), (repeated.Count, repeated.Rows[0]));
    }

    [Fact]
    public void Compares_the_datasets_of_a_group()
    {
        var interactions = Check(Header + Sound);
        var items = Check("ITEM_ID,YEAR\n" + string.Concat(Enumerable.Range(2, 45).Select(i => $"i{i},1999\n")), file: "items.csv");
        var users = Check("USER_ID,AGE\n" + string.Concat(Enumerable.Range(0, 59).Select(i => $"u{i},{i}\n")), file: "users.csv");

        DatasetCheck.Compare([interactions, items, users], "aws-next-best-action");

        var missing = Assert.Single(interactions.Findings, finding => finding.Code == CheckCodes.ItemsNotDescribed);
        Assert.Equal(2, missing.Count);
        Assert.Equal([2, 3], missing.Rows);
        Assert.Equal(7, Assert.Single(items.Findings, finding => finding.Code == CheckCodes.ColdItems).Count);
        Assert.Equal(1, Assert.Single(interactions.Findings, finding => finding.Code == CheckCodes.UsersNotDescribed).Count);
        Assert.DoesNotContain(users.Findings, finding => finding.Code == CheckCodes.ColdUsers);
        Assert.Contains(interactions.Findings, finding => finding.Code == CheckCodes.MissingDataset && finding.Severity == CheckSeverity.Error);
    }

    [Fact]
    public void Takes_the_files_of_a_dataset_together()
    {
        var lines = Sound.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var halves = new[] { lines[..(lines.Length / 2)], lines[(lines.Length / 2)..] }
            .Select((half, index) => Check(Header + string.Join('\n', half) + '\n', file: $"interactions-{index}.csv")).ToArray();
        Assert.All(halves, half => Assert.Contains(half.Findings, finding => finding.Code == CheckCodes.TooFewInteractions));
        var items = Check("ITEM_ID,YEAR\n" + string.Concat(Enumerable.Range(2, 45).Select(i => $"i{i},1999\n")), file: "items.csv");

        DatasetCheck.Compare([.. halves, items]);

        Assert.DoesNotContain(halves.SelectMany(half => half.Findings), finding => finding.Code == CheckCodes.TooFewInteractions);
        Assert.All(halves, half => Assert.True(half.IsValid));
        var together = Check(Header + Sound);
        DatasetCheck.Compare([together, items]);
        foreach (var code in (string[])[CheckCodes.LittleData, CheckCodes.TooFewUsers, CheckCodes.ItemsNotDescribed])
        {
            Assert.Equal(
                together.Findings.Where(finding => finding.Code == code).Select(finding => (finding.Count, finding.Message)),
                halves.SelectMany(half => half.Findings).Where(finding => finding.Code == code).Select(finding => (finding.Count, finding.Message)));
        }
    }

    [Fact]
    public void Says_that_a_type_was_guessed()
    {
        var rows = string.Concat(Enumerable.Range(0, 2000).Select(i => $"i{i},{(i < 1500 ? "7" : "seven")}\n"));
        var guessed = Assert.Single(Check("ITEM_ID,SIZE\n" + rows, file: "items.csv").Findings, finding => finding.Code == DatasetFaultCodes.NotANumber);
        Assert.Equal(500, guessed.Count);
        Assert.Contains("first 1,000 rows", guessed.Advice, StringComparison.Ordinal);
        var reserved = Assert.Single(Check("ITEM_ID,CREATION_TIMESTAMP\n1,now\n", file: "items.csv").Findings, finding => finding.Column == "CREATION_TIMESTAMP");
        Assert.DoesNotContain("no schema", reserved.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("items.csv", "ITEM_ID,YEAR\n1,2\n", DatasetType.Items)]
    [InlineData("my-users-2024.csv", "USER_ID,AGE\n1,2\n", DatasetType.Users)]
    [InlineData("action_interactions.csv", "USER_ID,ACTION_ID,EVENT_TYPE,TIMESTAMP\n1,2,Taken,3\n", DatasetType.ActionInteractions)]
    [InlineData("export.csv", "TIMESTAMP,USER_ID,ITEM_ID\n1,2,3\n", DatasetType.Interactions)]
    [InlineData("export.csv", "ITEM_ID,YEAR\n1,2\n", DatasetType.Items)]
    public void Tells_what_a_file_holds(string file, string csv, DatasetType type) => Assert.Equal(type, Check(csv, file: file).Type);

    [Fact]
    public void Says_when_nothing_tells_what_a_file_holds() =>
        Assert.Contains("type of the dataset", Assert.Throws<SchemaException>(() => Check("a,b\n1,2\n", file: "export.csv")).Message, StringComparison.Ordinal);

    [Fact]
    public void Names_columns_that_the_schema_lacks_or_that_are_almost_reserved()
    {
        var found = Check(
            "USER_ID,ITEM_ID,TIMESTAMP,Event_Type,SIZE\nu,i,5,e,1\n",
            new CheckOptions { Schema = Smallest });

        Assert.Contains(found.Findings, finding => finding is { Code: CheckCodes.UnknownColumn, Column: "SIZE" });
        Assert.Contains(found.Findings, finding => finding is { Code: CheckCodes.AlmostReserved, Column: "Event_Type" });
    }

    [Fact]
    public void Shows_control_characters_of_the_header_as_signs()
    {
        var found = Check("USER_ID,ITEM_ID,TIMESTAMP,\u001b[2J\nu,i,5,1\n", new CheckOptions { Schema = Smallest });

        var unknown = Assert.Single(found.Findings, finding => finding.Code == CheckCodes.UnknownColumn);
        Assert.Equal("\u241B[2J", unknown.Column);
        Assert.All(found.Findings, finding => Assert.DoesNotContain(finding.Message + finding.Column, char.IsControl));
    }

    [Fact]
    public void Reports_the_bytes_read_and_stops_when_cancelled()
    {
        using var source = new CancellationTokenSource();
        var csv = Header + string.Concat(Enumerable.Repeat(Sound, 800));
        var last = 0L;

        Run(csv, new Immediate(bytes => last = Math.Max(last, bytes)), TestContext.Current.CancellationToken);
        Assert.Equal(Encoding.UTF8.GetByteCount(csv), last);
        Assert.Throws<OperationCanceledException>(() => Run(csv, new Immediate(_ => source.Cancel()), source.Token));
    }

    private static string PairOf(string row) => string.Join(',', row.Split(',')[..2]);

    private static void AssertRepetitions(List<string> rows, CheckedDataset found)
    {
        var seen = new HashSet<string>();
        var lines = rows.Select((row, i) => (Row: row, Line: i + 2L)).Where(row => !seen.Add(row.Row)).Select(row => row.Line).ToList();
        var duplicates = Assert.Single(found.Findings, finding => finding.Code == CheckCodes.DuplicateRecord);
        Assert.Equal(lines.Count, duplicates.Count);
        Assert.Equal(lines.Take(10), duplicates.Rows);
        Assert.Equal(
            rows.Count - rows.Select(PairOf).Distinct().Count(),
            Assert.Single(found.Findings, finding => finding.Code == CheckCodes.RepeatRate).Count);
    }

    private static string Row(int i) => $"u{i % 60},i{i % 40},{1_600_000_000 + (i * 60)},watch,{i % 5}.5\n";

    private static CheckedDataset Check(string csv, CheckOptions? options = null, string file = "interactions.csv") =>
        Check(Encoding.UTF8.GetBytes(csv), options, file);

    private static CheckedDataset Check(byte[] csv, CheckOptions? options = null, string file = "interactions.csv") =>
        DatasetCheck.Run(new MemoryStream(csv), file, options, null, TestContext.Current.CancellationToken);

    private static CheckedDataset Run(string csv, IProgress<long> progress, CancellationToken cancellationToken) =>
        DatasetCheck.Run(new MemoryStream(Encoding.UTF8.GetBytes(csv)), "interactions.csv", null, progress, cancellationToken);

    private static void Read(string csv, DatasetSchema? schema = null)
    {
        using var reader = new DatasetCsvReader(
            new MemoryStream(Encoding.UTF8.GetBytes(csv)), "interactions.csv", schema ?? DatasetSchema.Interactions, DatasetType.Interactions);
        while (reader.Read())
        {
        }
    }

    private static void AssertSame(CheckedDataset expected, CheckedDataset actual)
    {
        Assert.Equal((expected.Rows, expected.Users, expected.Items, expected.Density), (actual.Rows, actual.Users, actual.Items, actual.Density));
        Assert.Equal(expected.Findings.Select(Describe), actual.Findings.Select(Describe));
    }

    private static string Describe(CheckFinding finding) =>
        $"{finding.Severity} {finding.Code} {finding.Column} {finding.Count} [{string.Join(' ', finding.Rows)}] {finding.Message} "
        + string.Join('|', finding.Examples);

    private sealed class NewYear : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }

    private sealed class Immediate(Action<long> report) : IProgress<long>
    {
        public void Report(long value) => report(value);
    }
}
