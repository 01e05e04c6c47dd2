using System.Reflection;
using Amazon;
using Amazon.Personalize;
using Amazon.Personalize.Internal;
using Amazon.Personalize.Model;
using Amazon.PersonalizeEvents;
using Amazon.PersonalizeRuntime;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using PersonalizeOps.Aws.Tests.Support;

namespace PersonalizeOps.Aws.Tests.Clients;

/// <summary>The public names and types that the official packages have too.</summary>
public class SurfaceTests
{
    [Theory]
    [InlineData(typeof(AmazonPersonalizeClient), typeof(AmazonPersonalizeConfig))]
    [InlineData(typeof(AmazonPersonalizeRuntimeClient), typeof(AmazonPersonalizeRuntimeConfig))]
    [InlineData(typeof(AmazonPersonalizeEventsClient), typeof(AmazonPersonalizeEventsConfig))]
    public void A_client_has_the_constructors_of_the_sdk(Type client, Type config)
    {
        Type text = typeof(string), region = typeof(RegionEndpoint), credentials = typeof(AWSCredentials);
        Type[][] expected =
        [
            [], [config], [region],
            [credentials], [credentials, region], [credentials, config],
            [text, text], [text, text, region], [text, text, config],
            [text, text, text], [text, text, text, region], [text, text, text, config],
        ];

        Assert.Equal(expected.Length, client.GetConstructors().Length);
        Assert.All(expected, parameters => Assert.NotNull(client.GetConstructor(parameters)));
    }

    [Fact]
    public void Every_operation_is_a_method_of_the_interface()
    {
        var methods = typeof(IAmazonPersonalize).GetMethods().ToDictionary(method => method.Name);
        Assert.All(Services.Json[0].Operations.Values, operation =>
        {
            var method = methods[operation.Name + "Async"];
            var parameters = method.GetParameters();
            Assert.Equal(operation.Name + "Request", parameters[0].ParameterType.Name);
            Assert.True(parameters[1].HasDefaultValue);
            Assert.Equal(operation.Name + "Response", method.ReturnType.GenericTypeArguments[0].Name);
            Assert.Equal(typeof(AmazonPersonalizeRequest), parameters[0].ParameterType.BaseType);
            Assert.Equal(typeof(AmazonWebServiceResponse), method.ReturnType.GenericTypeArguments[0].BaseType);
        });
    }

    [Fact]
    public void Value_types_are_nullable_and_collections_unset()
    {
        Assert.Equal(typeof(int?), PropertyType<CreateCampaignRequest>("MinProvisionedTPS"));
        Assert.Equal(typeof(bool?), PropertyType<CreateSolutionRequest>("PerformHPO"));
        Assert.Equal(typeof(DateTime?), PropertyType<Campaign>("CreationDateTime"));
        Assert.Equal(typeof(List<Tag>), PropertyType<CreateCampaignRequest>("Tags"));
        Assert.Equal(typeof(Dictionary<string, double>), PropertyType<GetSolutionMetricsResponse>("Metrics"));
        Assert.Null(new CreateCampaignRequest().Tags);
    }

    [Fact]
    public void A_structure_may_have_another_name_than_the_member() =>
        Assert.Equal(typeof(HPOConfig), PropertyType<SolutionConfig>("HpoConfig"));

    [Fact]
    public void An_enumeration_is_a_constant_class()
    {
        TrainingMode mode = "FULL";

        Assert.Same(TrainingMode.FULL, mode);
        Assert.Same(TrainingMode.UPDATE, TrainingMode.FindValue("UPDATE"));
        Assert.Equal("NEW_MODE", TrainingMode.FindValue("NEW_MODE").Value);
        Assert.Equal("VIDEO_ON_DEMAND", Domain.VIDEO_ON_DEMAND);
        Assert.Equal(typeof(ConstantClass), typeof(Domain).BaseType);
    }

    [Fact]
    public void Exceptions_derive_from_the_services()
    {
        Assert.Equal(typeof(AmazonServiceException), typeof(AmazonPersonalizeException).BaseType);
        Assert.Equal(typeof(AmazonPersonalizeException), typeof(ResourceInUseException).BaseType);
    }

    [Fact]
    public void The_config_names_the_service()
    {
        var config = new AmazonPersonalizeRuntimeConfig();

        Assert.Equal("Personalize Runtime", AmazonPersonalizeRuntimeConfig.ServiceId);
        Assert.Equal(("personalize", "personalize-runtime", "2018-05-22"), (
            config.AuthenticationServiceName, config.RegionEndpointServiceName, config.ServiceVersion));
        Assert.Equal("Personalize", ((IServiceMetadata)new AmazonPersonalizeMetadata()).ServiceId);
    }

    [Fact]
    public void The_interface_makes_default_clients_for_dependency_injection()
    {
        var config = DefaultConfig<IAmazonPersonalize>();
        config.RegionEndpoint = RegionEndpoint.EUWest1;

        using var client = DefaultClient<IAmazonPersonalize>(new BasicAWSCredentials("AK", "SK"), config);

        Assert.IsType<AmazonPersonalizeClient>(client);
        Assert.Throws<AmazonClientException>(
            () => DefaultClient<IAmazonPersonalize>(new BasicAWSCredentials("AK", "SK"), new AmazonPersonalizeEventsConfig()));
    }

    private static ClientConfig DefaultConfig<T>()
        where T : IAmazonService => T.CreateDefaultClientConfig();

    private static IDisposable DefaultClient<T>(AWSCredentials credentials, ClientConfig config)
        where T : IAmazonService => (IDisposable)T.CreateDefaultServiceClient(credentials, config);

    private static Type PropertyType<T>(string name) => typeof(T).GetProperty(name, BindingFlags.Public | BindingFlags.Instance)!.PropertyType;
}
