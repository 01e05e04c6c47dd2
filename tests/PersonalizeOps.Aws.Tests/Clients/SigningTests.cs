using System.Text.RegularExpressions;
using Amazon.Personalize;
using Amazon.Personalize.Model;
using Amazon.PersonalizeRuntime.Model;
using Amazon.Runtime;
using PersonalizeOps.Aws.Tests.Support;

namespace PersonalizeOps.Aws.Tests.Clients;

public partial class SigningTests
{
    [Fact]
    public async Task A_request_is_signed_for_its_service_and_region()
    {
        await using var server = new WireServer(_ => WireResponse.Json("{}"));
        using var control = Services.Personalize(server.Url);
        using var runtime = Services.Runtime(server.Url);

        await control.DescribeCampaignAsync(new DescribeCampaignRequest(), TestContext.Current.CancellationToken);
        await runtime.GetRecommendationsAsync(new GetRecommendationsRequest(), TestContext.Current.CancellationToken);

        foreach (var headers in server.Requests.Select(request => request.Headers))
        {
            var match = Signature().Match(headers["Authorization"]);
            Assert.True(match.Success, headers["Authorization"]);
            Assert.Equal(("AK", "eu-west-1", "personalize"), (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value));
            Assert.Contains("host", match.Groups[4].Value.Split(';'));
            Assert.Matches(@"^\d{8}T\d{6}Z$", headers["X-Amz-Date"]);
        }
    }

    [Fact]
    public async Task A_session_token_travels_along()
    {
        await using var server = new WireServer(_ => WireResponse.Json("{}"));
        using var client = new AmazonPersonalizeClient(
            "AK", "SK", "TOKEN", new AmazonPersonalizeConfig { ServiceURL = server.Url, AuthenticationRegion = "us-east-2" });

        await client.DescribeCampaignAsync(new DescribeCampaignRequest(), TestContext.Current.CancellationToken);

        Assert.Equal("TOKEN", Assert.Single(server.Requests).Headers["X-Amz-Security-Token"]);
    }

    [Fact]
    public async Task Credentials_may_come_from_any_provider()
    {
        await using var server = new WireServer(_ => WireResponse.Json("{}"));
        using var client = new AmazonPersonalizeClient(
            new BasicAWSCredentials("OTHER", "SK"),
            new AmazonPersonalizeConfig { ServiceURL = server.Url, AuthenticationRegion = "us-east-2" });

        await client.DescribeCampaignAsync(new DescribeCampaignRequest(), TestContext.Current.CancellationToken);

        Assert.Contains("Credential=OTHER/", Assert.Single(server.Requests).Headers["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_user_agent_names_the_service()
    {
        await using var server = new WireServer(_ => WireResponse.Json("{}"));
        using var client = Services.Runtime(server.Url);

        await client.GetRecommendationsAsync(new GetRecommendationsRequest(), TestContext.Current.CancellationToken);

        Assert.Contains("api/Personalize_Runtime#", Assert.Single(server.Requests).Headers["User-Agent"], StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^AWS4-HMAC-SHA256 Credential=(\w+)/\d{8}/([\w-]+)/([\w-]+)/aws4_request, SignedHeaders=([\w;-]+), Signature=[0-9a-f]{64}$")]
    private static partial Regex Signature();
}
