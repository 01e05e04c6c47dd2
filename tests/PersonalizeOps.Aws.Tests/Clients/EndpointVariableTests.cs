using Amazon;
using Amazon.Personalize;
using Amazon.Personalize.Model;
using Amazon.PersonalizeRuntime;
using Amazon.PersonalizeRuntime.Model;

namespace PersonalizeOps.Aws.Tests.Clients;

/// <summary>The environment belongs to the whole process, so these run alone.</summary>
[Collection(nameof(EndpointVariableTests))]
[CollectionDefinition(nameof(EndpointVariableTests), DisableParallelization = true)]
public sealed class EndpointVariableTests : IDisposable
{
    private const string All = "AWS_ENDPOINT_URL";
    private const string Runtime = "AWS_ENDPOINT_URL_PERSONALIZE_RUNTIME";

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(All, null);
        Environment.SetEnvironmentVariable(Runtime, null);
    }

    [Fact]
    public void The_variables_aim_clients_at_another_endpoint()
    {
        Environment.SetEnvironmentVariable(All, "http://127.0.0.1:1111");
        Environment.SetEnvironmentVariable(Runtime, "http://127.0.0.1:2222");
        using var control = new AmazonPersonalizeClient("AK", "SK", RegionEndpoint.EUWest1);
        using var runtime = new AmazonPersonalizeRuntimeClient("AK", "SK", RegionEndpoint.EUWest1);

        Assert.Equal("http://127.0.0.1:1111/", control.DetermineServiceOperationEndpoint(new ListSchemasRequest()).URL);
        Assert.Equal("http://127.0.0.1:2222/", runtime.DetermineServiceOperationEndpoint(new GetRecommendationsRequest()).URL);
    }

    [Fact]
    public void A_service_url_in_the_config_wins_over_them()
    {
        Environment.SetEnvironmentVariable(All, "http://127.0.0.1:1111");
        using var client = new AmazonPersonalizeClient(
            "AK", "SK", new AmazonPersonalizeConfig { ServiceURL = "http://127.0.0.1:3333", AuthenticationRegion = "eu-west-1" });

        Assert.Equal("http://127.0.0.1:3333/", client.DetermineServiceOperationEndpoint(new ListSchemasRequest()).URL);
    }
}
