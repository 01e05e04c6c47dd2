using System.Net;
using Amazon.ParcelPost.Model;
using Amazon.Personalize;
using Amazon.Personalize.Model;
using Amazon.PersonalizeRuntime;
using Amazon.PersonalizeRuntime.Model;
using Amazon.Runtime;
using PersonalizeOps.Aws.Tests.Support;

namespace PersonalizeOps.Aws.Tests.Clients;

public class ErrorTests
{
    [Theory]
    [InlineData("""{"__type":"ResourceNotFoundException","message":"gone"}""")]
    [InlineData("""{"__type":"com.amazonaws.personalize#ResourceNotFoundException","Message":"gone"}""")]
    [InlineData("""{"__type":"ResourceNotFoundException:http://internal.amazon.com/coral/","message":"gone","extra":{"a":1}}""")]
    [InlineData("""{"code":"ResourceNotFoundException","message":"gone"}""")]
    public async Task The_type_in_the_body_gives_the_typed_exception(string body)
    {
        var exception = await DescribeAsync<Amazon.Personalize.Model.ResourceNotFoundException>(WireResponse.Json(body, 400));

        AssertError(exception, "gone", "ResourceNotFoundException", HttpStatusCode.BadRequest);
        Assert.IsType<AmazonPersonalizeException>(exception, exactMatch: false);
    }

    [Theory]
    [InlineData("ResourceNotFoundException")]
    [InlineData("ResourceNotFoundException:http://internal.amazon.com/coral/com.amazon.coral.service/")]
    [InlineData("aws.personalize#ResourceNotFoundException:")]
    public async Task The_type_in_the_header_gives_the_typed_exception(string header)
    {
        await using var server = new WireServer(
            _ => WireResponse.Json("""{"message":"gone"}""", 404, ("x-amzn-ErrorType", header)));
        using var client = Services.Runtime(server.Url);

        var exception = await Assert.ThrowsAsync<Amazon.PersonalizeRuntime.Model.ResourceNotFoundException>(
            () => client.GetRecommendationsAsync(new GetRecommendationsRequest(), TestContext.Current.CancellationToken));

        AssertError(exception, "gone", "ResourceNotFoundException", HttpStatusCode.NotFound);
        Assert.IsType<AmazonPersonalizeRuntimeException>(exception, exactMatch: false);
    }

    [Fact]
    public async Task A_code_that_the_model_lacks_gives_the_base_exception()
    {
        var exception = await DescribeAsync<AmazonPersonalizeException>(
            WireResponse.Json("""{"__type":"AccessDeniedException","Message":"no"}""", 400));

        AssertError(exception, "no", "AccessDeniedException", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_error_without_message_names_its_code()
    {
        var exception = await DescribeAsync<Amazon.Personalize.Model.InvalidInputException>(
            WireResponse.Json("""{"__type":"InvalidInputException","message":null}""", 400));

        Assert.Equal("Personalize answered InvalidInputException without a message.", exception.Message);
    }

    [Theory]
    [InlineData(502, HttpStatusCode.BadGateway)]
    [InlineData(403, HttpStatusCode.Forbidden)]
    public async Task A_page_of_a_proxy_is_called_what_it_is(int status, HttpStatusCode code)
    {
        var exception = await DescribeAsync<AmazonPersonalizeException>(
            WireResponse.Html("<html>\n  <body>Bad   Gateway</body></html>", status));

        Assert.Equal(
            $"The endpoint answered HTTP {status} (text/html) with a body that is no answer of Personalize: <html> <body>Bad Gateway</body></html>",
            exception.Message);
        Assert.Equal(code, exception.StatusCode);
        Assert.Equal(code.ToString(), exception.ErrorCode);
    }

    [Fact]
    public async Task A_long_foreign_body_is_cut()
    {
        var exception = await DescribeAsync<AmazonPersonalizeException>(WireResponse.Html(new string('é', 5000), 500));

        Assert.EndsWith("é…", exception.Message, StringComparison.Ordinal);
        Assert.InRange(exception.Message.Length, 200, 350);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("\"text\"")]
    [InlineData("{\"__type\":5}")]
    [InlineData("{\"__type\":\"#\"}")]
    public async Task An_error_that_does_not_say_its_code_is_still_an_error(string body)
    {
        var exception = await DescribeAsync<AmazonPersonalizeException>(WireResponse.Json(body, 503));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, exception.StatusCode);
        Assert.Contains("HTTP 503", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>Log in to the hotel's network</html>")]
    [InlineData("{\"campaign\":")]
    [InlineData("[]")]
    [InlineData("{\"campaign\":{\"minProvisionedTPS\":\"one\"}}")]
    public async Task An_answer_with_status_200_that_is_none_is_an_error(string body)
    {
        var exception = await DescribeAsync<AmazonPersonalizeException>(WireResponse.Html(body, 200));

        Assert.Contains("HTTP 200 (text/html) with a body that is no answer of Personalize", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_may_carry_more_than_a_message()
    {
        var exception = await SendAsync("""{"__type":"Depot.Closed","Message":"closed","opensAt":1542392161.5}""");

        AssertError(exception, "closed", "Depot.Closed", HttpStatusCode.Conflict);
        Assert.Equal(new DateTime(2018, 11, 16, 18, 16, 1, 500, DateTimeKind.Utc), exception.OpensAt);
    }

    [Fact]
    public async Task A_detail_that_cannot_be_read_does_not_hide_the_error()
    {
        var exception = await SendAsync("""{"__type":"Depot.Closed","Message":"closed","opensAt":"noon"}""");

        Assert.Equal("closed", exception.Message);
        Assert.Null(exception.OpensAt);
    }

    [Fact]
    public async Task Throttling_is_tried_again()
    {
        var calls = 0;
        await using var server = new WireServer(_ => ++calls == 1
            ? WireResponse.Json("""{"__type":"ThrottlingException","message":"Rate exceeded"}""", 400)
            : WireResponse.Json("{}"));
        using var client = new AmazonPersonalizeClient(
            "AK", "SK", new AmazonPersonalizeConfig { ServiceURL = server.Url, AuthenticationRegion = Services.Region, MaxErrorRetry = 1 });

        await client.DescribeCampaignAsync(new DescribeCampaignRequest(), TestContext.Current.CancellationToken);

        Assert.Equal(2, calls);
    }

    private static async Task<T> DescribeAsync<T>(WireResponse response)
        where T : AmazonServiceException
    {
        await using var server = new WireServer(_ => response);
        using var client = Services.Personalize(server.Url);
        return await Assert.ThrowsAsync<T>(
            () => client.DescribeCampaignAsync(new DescribeCampaignRequest { CampaignArn = "a" }, TestContext.Current.CancellationToken));
    }

    private static async Task<DepotClosedException> SendAsync(string body)
    {
        await using var server = new WireServer(_ => WireResponse.Json(body, 409));
        using var client = Services.Parcels(server.Url);
        return await Assert.ThrowsAsync<DepotClosedException>(() => client.SendParcelAsync(
            new SendParcelRequest { DepotName = "north", Path = "p" }, TestContext.Current.CancellationToken));
    }

    private static void AssertError(AmazonServiceException exception, string message, string code, HttpStatusCode status)
    {
        Assert.Equal((message, code, status), (exception.Message, exception.ErrorCode, exception.StatusCode));
        Assert.Equal(WireResponse.RequestId, exception.RequestId);
    }
}
