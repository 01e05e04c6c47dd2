using System.Globalization;
using System.Text;

namespace PersonalizeOps.Data.Tests.Csv;

public sealed class DatasetCsvReaderTests
{
    private const string Header = "USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE\n";

    private static readonly DatasetSchema Everything = DatasetSchema.Parse("""
        {"type":"record","name":"Items","fields":[
          {"name":"ITEM_ID","type":"string"},{"name":"PLOT","type":["null","string"],"textual":true},
          {"name":"YEAR","type":["null","int"]},{"name":"PRICE","type":["null","float"]},{"name":"SCORE","type":["null","double"]},
          {"name":"ADULT","type":["null","boolean"]},{"name":"CREATION_TIMESTAMP","type":["null","long"]}]}
        """);

    [Fact]
    public void Reads_values_by_the_index_of_the_field()
    {
        using var reader = Interactions(Header + "u1,i1,100,watch,4.5\nu2,i2,200,click,3\n");

        Assert.True(reader.Read());
        Assert.Equal(2, reader.Row);
        Assert.Equal("u1", Text(reader, 0));
        Assert.Equal("i1", Text(reader, 1));
        Assert.Equal(100, reader.GetInt64(2));
        Assert.Equal(100, reader.GetDouble(2));
        Assert.Equal("watch", Text(reader, 3));
        Assert.Equal(4.5, reader.GetDouble(4));
        Assert.True(reader.Read());
        Assert.Equal(3, reader.Row);
        Assert.Equal(3, reader.GetDouble(4));
        Assert.False(reader.Read());
        Assert.Equal(2, reader.RecordCount);
    }

    [Fact]
    public void Takes_columns_in_any_order_and_ignores_others()
    {
        using var reader = Interactions("EXTRA,TIMESTAMP,EVENT_VALUE,ITEM_ID,EVENT_TYPE,USER_ID\nx,7,1,i,e,u\n");

        Assert.True(reader.Read());
        Assert.Equal("u", Text(reader, 0));
        Assert.Equal(7, reader.GetInt64(2));
        Assert.Equal(["EXTRA"], reader.IgnoredColumns);
    }

    [Theory]
    [InlineData("\uFEFF" + Header + "u1,i1,100,watch,4.5\n")]
    [InlineData("USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE\r\nu1,i1,100,watch,4.5\r\n")]
    [InlineData(Header + "u1,i1,100,watch,4.5")]
    [InlineData(Header + "\"u1\",\"i1\",\"100\",\"watch\",\"4.5\"\n")]
    [InlineData(Header + "\n\nu1,i1,100,watch,4.5\n\n")]
    public void Reads_the_usual_variants_alike(string csv)
    {
        using var reader = Interactions(csv);

        Assert.True(reader.Read());
        Assert.Equal("u1|i1|watch", $"{Text(reader, 0)}|{Text(reader, 1)}|{Text(reader, 3)}");
        Assert.Equal(100, reader.GetInt64(2));
        Assert.False(reader.Read());
    }

    [Fact]
    public void Counts_rows_by_line_also_after_line_breaks_in_quotes()
    {
        using var reader = Interactions(Header + "\"a, \"\"b\"\"\nc\",i1,100,watch,1\nu2,i2,bad,watch,1\n");

        Assert.True(reader.Read());
        Assert.Equal("a, \"b\"\nc", Text(reader, 0));
        var fault = Assert.Throws<DatasetFaultException>(() => reader.Read()).Fault;
        Assert.Equal(4, fault.Row);
    }

    [Fact]
    public void Reads_nulls_and_every_type()
    {
        using var reader = Items("ITEM_ID,PLOT,YEAR,PRICE,SCORE,ADULT,CREATION_TIMESTAMP\n1,,,,,,\n2,Ein Märchen,-5,1e2,0.1,true,9\n");

        Assert.True(reader.Read());
        Assert.False(reader.IsNull(0));
        for (var field = 1; field < 7; field++)
            Assert.True(reader.IsNull(field));
        Assert.True(double.IsNaN(reader.GetDouble(2)));
        Assert.True(double.IsNaN(reader.GetDouble(3)));
        Assert.True(reader.Read());
        Assert.Equal("Ein Märchen", Text(reader, 1));
        Assert.Equal(-5, reader.GetInt64(2));
        Assert.Equal(100, reader.GetDouble(3));
        Assert.Equal(0.1, reader.GetDouble(4));
        Assert.Equal("true", Text(reader, 5));
        Assert.False(reader.IsNull(6));
        Assert.Throws<InvalidOperationException>(() => reader.GetInt64(1));
        Assert.Throws<InvalidOperationException>(() => reader.GetDouble(5));
    }

    [Theory]
    [InlineData("\"She says \\\"no\\\", again\"", "She says \"no\", again")]
    [InlineData("\"She says \"\"no\"\", again\"", "She says \"no\", again")]
    [InlineData("\"C:\\\\films\"", "C:\\films")]
    [InlineData("\"a\\nb\"", "a\\nb")]
    [InlineData("back\\slash", "back\\slash")]
    public void Textual_datasets_may_escape_quotes_with_backslashes(string cell, string expected)
    {
        using var reader = Items($"ITEM_ID,PLOT,YEAR,PRICE,SCORE,ADULT,CREATION_TIMESTAMP\n1,{cell},1999,,,,\n");

        Assert.True(reader.Read());
        Assert.Equal(expected, Text(reader, 1));
        Assert.Equal(1999, reader.GetInt64(2));
    }

    [Fact]
    public void Reads_prose_longer_than_any_other_text()
    {
        var plot = new string('x', 70_000);
        using var reader = Items($"ITEM_ID,PLOT,YEAR,PRICE,SCORE,ADULT,CREATION_TIMESTAMP\n1,\"{plot}\\\"\",,,,,\n");

        Assert.True(reader.Read());
        Assert.Equal(plot + '"', Text(reader, 1));
    }

    [Theory]
    [InlineData("", 0, null, DatasetFaultCodes.Empty)]
    [InlineData("\n\n", 0, null, DatasetFaultCodes.Empty)]
    [InlineData("USER_ID,ITEM_ID,EVENT_TYPE,EVENT_VALUE\nu,i,e,1\n", 1, "TIMESTAMP", DatasetFaultCodes.MissingColumn)]
    [InlineData("user_id,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE\nu,i,1,e,1\n", 1, "USER_ID", DatasetFaultCodes.MissingColumn)]
    [InlineData("1,2,3,4,5\n", 1, "USER_ID", DatasetFaultCodes.MissingColumn)]
    [InlineData("USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE,ITEM_ID\nu,i,1,e,1,i\n", 1, "ITEM_ID", DatasetFaultCodes.DuplicateColumn)]
    [InlineData("\"USER_ID\",ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE\nu,i,1,e,1\n", 1, "USER_ID", DatasetFaultCodes.QuotedHeader)]
    [InlineData("USER_ID;ITEM_ID;TIMESTAMP;EVENT_TYPE;EVENT_VALUE\nu;i;1;e;1\n", 1, "USER_ID", DatasetFaultCodes.MissingColumn)]
    public void Refuses_a_bad_header(string csv, long row, string? column, string code)
    {
        var fault = Assert.Throws<DatasetFaultException>(() => Interactions(csv)).Fault;

        Assert.Equal(("bad.csv", row, column, code), (fault.File, fault.Row, fault.Column, fault.Code));
    }

    [Theory]
    [InlineData("USER_ID,\u001b[2J,ITEM_ID\n")]
    [InlineData("USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE,\u001b[2J,\u001b[2J\nu,i,1,e,1,,\n")]
    [InlineData("USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE\nu,i,\u001b[2J\u009b31m,e,1\n")]
    public void Shows_control_characters_of_a_file_as_signs(string csv)
    {
        var fault = Assert.Throws<DatasetFaultException>(() =>
        {
            using var reader = Interactions(csv);
            reader.Read();
        }).Fault;

        Assert.DoesNotContain(fault.Message, char.IsControl);
        Assert.Contains("\u241B[2J", fault.Message);
    }

    [Fact]
    public void Names_all_missing_columns_in_the_words_of_the_service()
    {
        var error = Assert.Throws<DatasetFaultException>(() => Interactions("USER_ID,EVENT_TYPE,EVENT_VALUE\n"));

        Assert.Contains("Input CSV is missing the following columns: [ITEM_ID, TIMESTAMP]", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("u,i,yesterday,e,1", "TIMESTAMP", DatasetFaultCodes.NotANumber, "'yesterday'")]
    [InlineData("u,i,2020-01-01,e,1", "TIMESTAMP", DatasetFaultCodes.NotANumber, "Unix epoch seconds")]
    [InlineData("u,i, 100,e,1", "TIMESTAMP", DatasetFaultCodes.NotAnInteger, "' 100'")]
    [InlineData("u,i,964982703.0,e,1", "TIMESTAMP", DatasetFaultCodes.NotAnInteger, "without decimals")]
    [InlineData("u,i,9.6e8,e,1", "TIMESTAMP", DatasetFaultCodes.NotAnInteger, "'9.6e8'")]
    [InlineData("u,i,964982703000,e,1", "TIMESTAMP", DatasetFaultCodes.TimestampInMilliseconds, "divide by 1000")]
    [InlineData("u,i,-1,e,1", "TIMESTAMP", DatasetFaultCodes.OutOfRange, "before 1970")]
    [InlineData("u,i,99999999999999999999,e,1", "TIMESTAMP", DatasetFaultCodes.OutOfRange, "too large")]
    [InlineData("u,i,,e,1", "TIMESTAMP", DatasetFaultCodes.NullNotAllowed, "does not allow null")]
    [InlineData(",i,1,e,1", "USER_ID", DatasetFaultCodes.NullNotAllowed, "empty")]
    [InlineData("\"\",i,1,e,1", "USER_ID", DatasetFaultCodes.NullNotAllowed, "empty")]
    [InlineData("u,i,1,e,four", "EVENT_VALUE", DatasetFaultCodes.NotANumber, "'four'")]
    [InlineData("u,i,1,e,\"4,5\"", "EVENT_VALUE", DatasetFaultCodes.NotANumber, "'4,5'")]
    [InlineData("u,i,1\0,e,1", "TIMESTAMP", DatasetFaultCodes.NotANumber, "'1␀'")]
    [InlineData("u,i,1,e,4.5\0", "EVENT_VALUE", DatasetFaultCodes.NotANumber, "'4.5␀'")]
    [InlineData("u,i,1,e,NaN", "EVENT_VALUE", DatasetFaultCodes.NotANumber, "'NaN'")]
    [InlineData("u,i,1,e,1e40", "EVENT_VALUE", DatasetFaultCodes.OutOfRange, "float")]
    [InlineData("u,i,1,e", null, DatasetFaultCodes.WrongFieldCount, "4 fields, the header 5")]
    [InlineData("u,i,1,e,1,1", null, DatasetFaultCodes.WrongFieldCount, "6 fields")]
    [InlineData("\"u,i,1,e,1", null, DatasetFaultCodes.MalformedQuotes, "quote")]
    [InlineData("\"u\"x,i,1,e,1", null, DatasetFaultCodes.MalformedQuotes, "quote")]
    [InlineData("u\"x,i,1,e,1", null, DatasetFaultCodes.MalformedQuotes, "quote")]
    public void Refuses_a_bad_record_with_row_column_and_reason(string record, string? column, string code, string reason)
    {
        using var reader = Interactions($"{Header}u,i,1,e,1\n{record}\n");

        var error = Assert.Throws<DatasetFaultException>(() => ReadAll(reader));

        Assert.Equal((3L, column, code), (error.Fault.Row, error.Fault.Column, error.Fault.Code));
        Assert.StartsWith("bad.csv, row 3", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,,1999.5,,,,", "YEAR", DatasetFaultCodes.NotAnInteger)]
    [InlineData("1,,3000000000,,,,", "YEAR", DatasetFaultCodes.OutOfRange)]
    [InlineData("1,,,,,True,", "ADULT", DatasetFaultCodes.NotABoolean)]
    [InlineData("1,,,,,,1500000000000", "CREATION_TIMESTAMP", DatasetFaultCodes.TimestampInMilliseconds)]
    public void Refuses_metadata_of_the_wrong_type(string record, string column, string code)
    {
        using var reader = Items($"ITEM_ID,PLOT,YEAR,PRICE,SCORE,ADULT,CREATION_TIMESTAMP\n{record}\n");

        var fault = Assert.Throws<DatasetFaultException>(() => reader.Read()).Fault;

        Assert.Equal((2L, column, code), (fault.Row, fault.Column, fault.Code));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("4.5")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("0.1")]
    [InlineData("-0.3")]
    [InlineData("00012.250")]
    [InlineData("9007199254740993")]
    [InlineData("123456789.12345")]
    [InlineData("0.00000000000001")]
    [InlineData("1e-3")]
    [InlineData("+7.25")]
    public void Reads_numbers_as_the_framework_does(string text)
    {
        using var reader = Items($"ITEM_ID,PLOT,YEAR,PRICE,SCORE,ADULT,CREATION_TIMESTAMP\n1,,,,{text},,\n");

        Assert.True(reader.Read());
        Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), reader.GetDouble(4));
    }

    [Theory]
    [InlineData(".")]
    [InlineData("1.2.3")]
    [InlineData("1,5")]
    [InlineData("NaN")]
    [InlineData("1e999")]
    public void Refuses_what_is_no_number(string text)
    {
        using var reader = Items($"ITEM_ID,PLOT,YEAR,PRICE,SCORE,ADULT,CREATION_TIMESTAMP\n1,,,,\"{text}\",,\n");

        Assert.Equal(DatasetFaultCodes.NotANumber, Assert.Throws<DatasetFaultException>(() => reader.Read()).Fault.Code);
    }

    [Theory]
    [InlineData("Taken", null)]
    [InlineData("not_taken", null)]
    [InlineData("clicked", DatasetFaultCodes.UnknownEventType)]
    public void Knows_the_event_types_of_actions(string text, string? code)
    {
        var schema = DatasetSchema.Parse("""
            {"type":"record","name":"ActionInteractions","fields":[{"name":"USER_ID","type":"string"},{"name":"ACTION_ID","type":"string"},
             {"name":"EVENT_TYPE","type":"string"},{"name":"TIMESTAMP","type":"long"}]}
            """);
        var csv = new MemoryStream(Encoding.UTF8.GetBytes($"USER_ID,ACTION_ID,EVENT_TYPE,TIMESTAMP\nu,a,{text},5\n"));
        using var reader = new DatasetCsvReader(csv, "actions.csv", schema, DatasetType.ActionInteractions);

        Assert.Equal(code, Record.Exception(() => reader.Read()) is DatasetFaultException error ? error.Fault.Code : null);
    }

    [Fact]
    public void Refuses_a_header_without_rows()
    {
        using var reader = Interactions(Header);

        Assert.Equal(DatasetFaultCodes.Empty, Assert.Throws<DatasetFaultException>(() => reader.Read()).Fault.Code);
    }

    [Fact]
    public void Limits_ids_to_256_characters_whatever_their_bytes()
    {
        var fits = new string('ü', 256);
        using var reader = Interactions($"{Header}{fits},i,1,e,1\n{fits}x,i,1,e,1\n");

        Assert.True(reader.Read());
        Assert.Equal(fits, Text(reader, 0));
        var error = Assert.Throws<DatasetFaultException>(() => reader.Read());
        Assert.Equal((3L, "USER_ID", DatasetFaultCodes.TooLong), (error.Fault.Row, error.Fault.Column, error.Fault.Code));
        Assert.Contains("Length cannot be more than 256 characters for USER_ID", error.Message, StringComparison.Ordinal);
        Assert.True(error.Message.Length < 400, "the value is shortened");
    }

    [Fact]
    public void Limits_other_texts_to_1000_characters()
    {
        using var reader = Interactions($"{Header}u,i,1,{new string('e', 1000)},1\nu,i,1,{new string('e', 1001)},1\n");

        Assert.True(reader.Read());
        Assert.Equal("EVENT_TYPE", Assert.Throws<DatasetFaultException>(() => reader.Read()).Fault.Column);
    }

    [Fact]
    public void Refuses_bytes_that_are_not_utf8()
    {
        byte[] csv = [.. Encoding.UTF8.GetBytes(Header + "u,i,1,e,1\n"), .. Encoding.Latin1.GetBytes("Jérôme,i,1,e,1\n")];
        using var reader = new DatasetCsvReader(new MemoryStream(csv), "bad.csv", DatasetSchema.Interactions, DatasetType.Interactions);

        var fault = Assert.Throws<DatasetFaultException>(() => ReadAll(reader)).Fault;

        Assert.Equal((3L, DatasetFaultCodes.NotUtf8), (fault.Row, fault.Code));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void Refuses_other_encodings(string encoding)
    {
        var coder = Encoding.GetEncoding(encoding);
        byte[] csv = [.. coder.GetPreamble(), .. coder.GetBytes(Header + "u,i,1,e,1\n")];

        var fault = Assert.Throws<DatasetFaultException>(
            () => new DatasetCsvReader(new MemoryStream(csv), "bad.csv", DatasetSchema.Interactions, DatasetType.Interactions)).Fault;

        Assert.Equal(DatasetFaultCodes.NotUtf8, fault.Code);
    }

    [Fact]
    public void A_quote_that_is_never_closed_does_not_swallow_a_large_file()
    {
        var csv = new StringBuilder(Header).Append("u,i,1,e,1\n\"u,i,1,e,1\n");
        for (var i = 0; i < 1_000_000; i++)
            csv.Append("u,i,1,e,1\n");
        using var reader = Interactions(csv.ToString());

        var fault = Assert.Throws<DatasetFaultException>(() => ReadAll(reader)).Fault;

        Assert.Equal((3L, DatasetFaultCodes.MalformedQuotes), (fault.Row, fault.Code));
    }

    [Fact]
    public void Reads_a_stream_that_gives_one_byte_at_a_time()
    {
        using var reader = new DatasetCsvReader(
            new TrickleStream(Encoding.UTF8.GetBytes("\uFEFF" + Header + "ü,i,1,e,1\n")),
            "slow.csv",
            DatasetSchema.Interactions,
            DatasetType.Interactions);

        Assert.True(reader.Read());
        Assert.Equal("ü", Text(reader, 0));
        Assert.False(reader.Read());
    }

    [Fact]
    public void Allocates_nothing_per_row()
    {
        var csv = new StringBuilder(Header);
        for (var i = 0; i < 50_000; i++)
            csv.Append($"user{i},item{i},{1_000_000 + i},watch,3.5\n");
        using var reader = Interactions(csv.ToString());
        for (var i = 0; i < 10_000; i++)
            reader.Read();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 30_000; i++)
            reader.Read();

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1024);
    }

    private static DatasetCsvReader Interactions(string csv) =>
        new(new MemoryStream(Encoding.UTF8.GetBytes(csv)), "bad.csv", DatasetSchema.Interactions, DatasetType.Interactions);

    private static DatasetCsvReader Items(string csv) =>
        new(new MemoryStream(Encoding.UTF8.GetBytes(csv)), "bad.csv", Everything, DatasetType.Items);

    private static string Text(DatasetCsvReader reader, int field) => Encoding.UTF8.GetString(reader.GetSpan(field));

    private static void ReadAll(DatasetCsvReader reader)
    {
        while (reader.Read())
        {
        }
    }
}
