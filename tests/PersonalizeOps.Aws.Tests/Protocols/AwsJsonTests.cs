using System.Text;
using System.Text.Json;
using Amazon.ParcelPost;
using Amazon.ParcelPost.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Aws.Protocols;

namespace PersonalizeOps.Aws.Tests.Protocols;

public class AwsJsonTests
{
    // Every kind of member, lists and maps of structures, and itself.
    private static StructureShape Parcel => (StructureShape)ParcelPostContract.Descriptor.Operations["SendParcel"].Input.Find("parcel")!.Shape;

    [Fact]
    public void An_object_is_written_as_aws_writes_it()
    {
        var parcel = new Parcel
        {
            Name = "a\"b",
            Weight = 0.25,
            Grams = 9_007_199_254_740_993,
            State = State.OnTheWay,
            SentAt = new DateTime(2018, 11, 16, 18, 16, 1, 837, DateTimeKind.Utc),
            Fragile = false,
            Stamp = new MemoryStream([1, 2, 3]),
            Inside = [new Parcel { Name = "b" }],
            ByRoom = new Dictionary<string, Parcel> { ["attic"] = new() { Weight = double.NaN } },
        };

        Assert.Equal(
            """{"name":"a\u0022b","weight":0.25,"grams":9007199254740993,"state":"on-the-way","sentAt":1542392161.837,"""
            + """ "fragile":false,"stamp":"AQID","inside":[{"name":"b"}],"byRoom":{"attic":{"weight":"NaN"}}}""".TrimStart(),
            Write(parcel));
    }

    [Fact]
    public void What_is_unset_is_left_out_and_what_is_empty_is_sent() =>
        Assert.Equal("""{"inside":[]}""", Write(new Parcel { Inside = [] }));

    [Theory]
    [InlineData("2018-11-16T18:16:01Z", "1542392161.000")]
    [InlineData("2018-11-16T18:16:01.8379Z", "1542392161.837")]
    [InlineData("1970-01-01T00:00:00Z", "0.000")]
    [InlineData("1969-12-31T23:59:59.999Z", "-0.001")]
    [InlineData("9999-12-31T23:59:59Z", "253402300799.000")]
    public void A_time_is_written_in_epoch_seconds(string time, string seconds) =>
        Assert.Equal(
            $$"""{"sentAt":{{seconds}}}""",
            Write(new Parcel { SentAt = DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime }));

    [Fact]
    public void A_time_without_a_zone_counts_as_utc() =>
        Assert.Equal("""{"sentAt":86400.000}""", Write(new Parcel { SentAt = new DateTime(1970, 1, 2) }));

    [Theory]
    [InlineData("1542392161", 0)]
    [InlineData("1542392161.837", 837)]
    [InlineData("1.542392161837E9", 837)]
    [InlineData("1542392161.8374999", 837)]
    public void A_time_is_read_to_the_millisecond(string seconds, int milliseconds) =>
        Assert.Equal(
            new DateTime(2018, 11, 16, 18, 16, 1, milliseconds, DateTimeKind.Utc), Read($$"""{"sentAt":{{seconds}}}""").SentAt);

    [Fact]
    public void Unknown_members_and_nulls_are_ignored()
    {
        var parcel = Read("""{"colour":{"deep":[1]},"name":null,"weight":2,"NAME":"x"}""");

        Assert.Null(parcel.Name);
        Assert.Equal(2.0, parcel.Weight);
    }

    [Fact]
    public void An_unknown_enumeration_value_is_kept() => Assert.Equal("lost", Read("""{"state":"lost"}""").State.Value);

    [Theory]
    [InlineData("5.0")]
    [InlineData("5e0")]
    public void A_whole_number_is_an_integer_however_it_is_written(string number) =>
        Assert.Equal(5, Read($$"""{"grams":{{number}}}""").Grams);

    [Theory]
    [InlineData("[]", "$", "expected an object, found an array.")]
    [InlineData("null", "$", "expected an object, found null.")]
    [InlineData("""{"name":5}""", "$.name", "expected a string, found the number 5.")]
    [InlineData("""{"name":["secret"]}""", "$.name", "expected a string, found an array.")]
    [InlineData("""{"name":"\ud83c"}""", "$.name", "the string holds half of a surrogate pair.")]
    [InlineData("""{"weight":"2"}""", "$.weight", "expected a number, found a string.")]
    [InlineData("""{"grams":2.5}""", "$.grams", "expected a 64-bit integer, found the number 2.5.")]
    [InlineData("""{"grams":9223372036854775808}""", "$.grams", "expected a 64-bit integer, found the number 9223372036854775808.")]
    [InlineData("""{"grams":1e400}""", "$.grams", "expected a 64-bit integer, found the number 1e400.")]
    [InlineData("""{"sentAt":"2018-11-16T18:16:01Z"}""", "$.sentAt", "expected a timestamp in epoch seconds, found a string.")]
    [InlineData("""{"sentAt":1e30}""", "$.sentAt", "expected a timestamp in epoch seconds, found the number 1e30.")]
    [InlineData("""{"sentAt":253402300800}""", "$.sentAt", "expected a timestamp in epoch seconds, found the number 253402300800.")]
    [InlineData("""{"fragile":"true"}""", "$.fragile", "expected true or false, found a string.")]
    [InlineData("""{"stamp":"*"}""", "$.stamp", "expected base64 text, found a string.")]
    [InlineData("""{"inside":{}}""", "$.inside", "expected an array, found an object.")]
    [InlineData("""{"inside":[{},null]}""", "$.inside[1]", "a list holds no null.")]
    [InlineData("""{"inside":[{"inside":[{"weight":true}]}]}""", "$.inside[0].inside[0].weight", "expected a number, found a boolean.")]
    [InlineData("""{"byRoom":{"attic":{"grams":"x"}}}""", "$.byRoom.attic.grams", "expected a 64-bit integer, found a string.")]
    public void A_value_of_the_wrong_type_is_refused_with_its_place(string json, string path, string problem)
    {
        var exception = Assert.Throws<AwsJsonException>(() => Read(json));

        Assert.Equal(path, exception.Path);
        Assert.Equal($"{path}: {problem}", exception.Message);
    }

    [Fact]
    public void An_integer_has_32_bits()
    {
        var input = ParcelPostContract.Descriptor.Operations["SendParcel"].Input;
        using var document = JsonDocument.Parse("""{"copies":2147483648}""");

        Assert.Throws<AwsJsonException>(() => AwsJson.Read(document.RootElement, input));
    }

    private static Parcel Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return (Parcel)AwsJson.Read(document.RootElement, Parcel);
    }

    private static string Write(Parcel parcel)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            AwsJson.Write(writer, Parcel, parcel);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
