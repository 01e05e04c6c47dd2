using Amazon;
using Amazon.Personalize;
using Amazon.Personalize.Model;
using Amazon.PersonalizeEvents;
using Amazon.PersonalizeEvents.Model;
using Amazon.PersonalizeRuntime;
using Amazon.PersonalizeRuntime.Model;
using Amazon.Runtime;

namespace PersonalizeOps.Aws.Tests.Clients;

public class EndpointTests
{
    [Theory]
    [InlineData("us-east-1", false, false, "https://personalize.us-east-1.amazonaws.com/")]
    [InlineData("eu-west-1", true, false, "https://personalize.eu-west-1.api.aws/")]
    [InlineData("us-east-1", false, true, "https://personalize-fips.us-east-1.amazonaws.com/")]
    [InlineData("us-east-1", true, true, "https://personalize-fips.us-east-1.api.aws/")]
    [InlineData("cn-north-1", false, false, "https://personalize.cn-north-1.amazonaws.com.cn/")]
    [InlineData("xx-somewhere-9", false, false, "https://personalize.xx-somewhere-9.amazonaws.com/")]
    public void The_host_follows_region_dual_stack_and_fips(string region, bool dualStack, bool fips, string url) =>
        Assert.Equal(url, Resolve(new AmazonPersonalizeConfig
        {
            RegionEndpoint = RegionEndpoint.GetBySystemName(region),
            UseDualstackEndpoint = dualStack,
            UseFIPSEndpoint = fips,
        }));

    [Fact]
    public void Each_service_has_its_host()
    {
        using var runtime = new AmazonPersonalizeRuntimeClient("AK", "SK", RegionEndpoint.USEast1);
        using var events = new AmazonPersonalizeEventsClient("AK", "SK", RegionEndpoint.USEast1);

        Assert.StartsWith(
            "https://personalize-runtime.us-east-1.amazonaws.com",
            runtime.DetermineServiceOperationEndpoint(new GetRecommendationsRequest()).URL,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "https://personalize-events.us-east-1.amazonaws.com",
            events.DetermineServiceOperationEndpoint(new PutEventsRequest()).URL,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_url_wins() =>
        Assert.Equal(
            "http://127.0.0.1:4566/",
            Resolve(new AmazonPersonalizeConfig { ServiceURL = "http://127.0.0.1:4566", AuthenticationRegion = "eu-west-1" }));

    [Theory]
    [InlineData(true, false, "Dualstack and custom endpoint")]
    [InlineData(false, true, "FIPS and custom endpoint")]
    public void A_service_url_excludes_what_only_aws_has(bool dualStack, bool fips, string message)
    {
        var exception = Assert.Throws<AmazonClientException>(() => Resolve(new AmazonPersonalizeConfig
        {
            ServiceURL = "http://127.0.0.1:4566",
            AuthenticationRegion = "eu-west-1",
            UseDualstackEndpoint = dualStack,
            UseFIPSEndpoint = fips,
        }));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    private static string Resolve(AmazonPersonalizeConfig config)
    {
        using var client = new AmazonPersonalizeClient("AK", "SK", config);
        return client.DetermineServiceOperationEndpoint(new ListSchemasRequest()).URL;
    }
}
