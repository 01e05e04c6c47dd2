using System.Text;
using Amazon.ParcelPost;
using Amazon.ParcelPost.Model;
using Amazon.Runtime;
using PersonalizeOps.Aws.Tests.Support;

namespace PersonalizeOps.Aws.Tests.Clients;

/// <summary>What REST-JSON puts beside the body, with the tests' own service.</summary>
public class RestJsonTests
{
    [Fact]
    public async Task Labels_query_and_headers_travel_beside_the_body()
    {
        await using var server = new WireServer(_ => WireResponse.Json(
            """{"parcel":{"name":"a"}}""",
            202,
            ("x-serial", "77"),
            ("x-printed", "Fri, 16 Nov 2018 18:16:01 GMT"),
            ("x-note", Convert.ToBase64String("""{"k":"ä"}"""u8.ToArray()))));
        using var client = Services.Parcels(server.Url);

        var response = await client.SendParcelAsync(
            new SendParcelRequest
            {
                DepotName = "no/rth ä",
                Path = "first floor/left",
                Express = true,
                Secret = "s3",
                Hint = """{"fast":1}""",
                Labels = new Dictionary<string, string> { ["colour"] = "red" },
                Parcel = new Parcel { Name = "a" },
                Copies = 2,
            },
            TestContext.Current.CancellationToken);

        var sent = Assert.Single(server.Requests);
        Assert.Equal("POST /depots/no%2Frth%20%C3%A4/parcels/first%20floor/left?express=true", $"{sent.Method} {sent.Target}");
        Assert.Equal(("s3", "red"), (sent.Headers["x-secret"], sent.Headers["x-label-colour"]));
        Assert.Equal("""{"fast":1}""", Encoding.UTF8.GetString(Convert.FromBase64String(sent.Headers["x-hint"])));
        Assert.Equal("""{"parcel":{"name":"a"},"copies":2}""", sent.Text);
        Assert.Equal(("a", 77L, """{"k":"ä"}"""), (response.Parcel.Name, response.Serial, response.Note));
        Assert.Equal(new DateTime(2018, 11, 16, 18, 16, 1, DateTimeKind.Utc), response.PrintedAt);
    }

    [Fact]
    public async Task A_get_carries_lists_maps_and_times_in_its_query_and_no_body()
    {
        await using var server = new WireServer(_ => WireResponse.Json("{}"));
        using var client = Services.Parcels(server.Url);

        await client.ListParcelsAsync(
            new ListParcelsRequest
            {
                States = ["delivered", "on-the-way"],
                Since = new DateTime(2018, 11, 16, 18, 16, 1, DateTimeKind.Utc),
                Extra = new Dictionary<string, string> { ["ab"] = "c&d" },
            },
            TestContext.Current.CancellationToken);

        var sent = Assert.Single(server.Requests);
        Assert.Equal(
            ["ab=c%26d", "since=2018-11-16T18%3A16%3A01Z", "state=delivered", "state=on-the-way"],
            sent.Target.Split('?')[1].Split('&').Order(StringComparer.Ordinal));
        Assert.Equal("GET", sent.Method);
        Assert.Empty(sent.Body);
    }

    [Fact]
    public async Task A_payload_is_the_whole_body()
    {
        await using var server = new WireServer(_ => new WireResponse(
            201, [9, 8, 7], ("ETag", "\"e\""), ("x-meta-Colour", "red"), ("x-meta-size", "L"), ("Content-Type", "application/octet-stream")));
        using var client = Services.Parcels(server.Url);

        var response = await client.PutLabelAsync(
            new PutLabelRequest { Id = "7", Content = new MemoryStream([1, 2, 3]) }, TestContext.Current.CancellationToken);

        var sent = Assert.Single(server.Requests);
        Assert.Equal(("PUT", "/labels/7"), (sent.Method, sent.Target));
        Assert.Equal([1, 2, 3], sent.Body);
        Assert.Equal([9, 8, 7], response.Content.ToArray());
        Assert.Equal((201, "\"e\""), (response.Status, response.Etag));
        Assert.Equal("L", response.Meta["size"]);
        Assert.Equal(2, response.Meta.Count);
    }

    [Fact]
    public async Task A_structure_can_be_the_whole_body()
    {
        await using var server = new WireServer(_ => WireResponse.Json("""{"name":"b","grams":5}"""));
        using var client = Services.Parcels(server.Url);

        var response = await client.PutParcelAsync(
            new PutParcelRequest { Id = "7", Parcel = new Parcel { Name = "a" } }, TestContext.Current.CancellationToken);

        Assert.Equal("""{"name":"a"}""", Assert.Single(server.Requests).Text);
        Assert.Equal(("b", 5L), (response.Parcel.Name, response.Parcel.Grams));
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("[1]")]
    public async Task A_payload_that_is_none_is_an_error(string body)
    {
        await using var server = new WireServer(_ => WireResponse.Html(body, 200));
        using var client = Services.Parcels(server.Url);

        var exception = await Assert.ThrowsAsync<AmazonParcelPostException>(
            () => client.PutParcelAsync(new PutParcelRequest { Id = "7" }, TestContext.Current.CancellationToken));

        Assert.Contains("no answer of Parcel Post", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operation_without_input_and_output_works()
    {
        await using var server = new WireServer(_ => new WireResponse(200, []));
        using var client = Services.Parcels(server.Url);

        Assert.NotNull(await client.PingAsync(new PingRequest(), TestContext.Current.CancellationToken));
        Assert.Equal("/ping", Assert.Single(server.Requests).Target);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task A_label_needs_a_value(string? id)
    {
        await using var server = new WireServer(_ => WireResponse.Json("{}"));
        using var client = Services.Parcels(server.Url);

        var exception = await Assert.ThrowsAsync<AmazonClientException>(
            () => client.PutLabelAsync(new PutLabelRequest { Id = id }, TestContext.Current.CancellationToken));

        Assert.Equal("The request for PutLabel needs a value for id: it is part of the path /labels/{id}.", exception.Message);
        Assert.Empty(server.Requests);
    }
}
