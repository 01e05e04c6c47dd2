using Amazon.ParcelPost;
using Amazon.Personalize;
using Amazon.PersonalizeEvents;
using Amazon.PersonalizeRuntime;
using Amazon.Runtime;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Aws.Protocols;

namespace PersonalizeOps.Aws.Tests.Support;

/// <summary>The services and clients that aim at a test's server.</summary>
internal static class Services
{
    public const string Region = "eu-west-1";

    public static IReadOnlyList<ServiceDescriptor> All { get; } =
        [PersonalizeContract.Descriptor, PersonalizeRuntimeContract.Descriptor, PersonalizeEventsContract.Descriptor];

    public static AmazonPersonalizeClient Personalize(string url) => new("AK", "SK", Aim(new AmazonPersonalizeConfig(), url));

    public static AmazonPersonalizeRuntimeClient Runtime(string url) => new("AK", "SK", Aim(new AmazonPersonalizeRuntimeConfig(), url));

    public static AmazonPersonalizeEventsClient Events(string url) => new("AK", "SK", Aim(new AmazonPersonalizeEventsConfig(), url));

    public static AmazonParcelPostClient Parcels(string url) => new("AK", "SK", Aim(new AmazonParcelPostConfig(), url));

    public static AmazonServiceClient Client(string service, string url) => service switch
    {
        "personalize" => Personalize(url),
        "personalize-runtime" => Runtime(url),
        "personalize-events" => Events(url),
        _ => throw new ArgumentOutOfRangeException(nameof(service)),
    };

    private static T Aim<T>(T config, string url)
        where T : ClientConfig
    {
        config.ServiceURL = url;
        config.AuthenticationRegion = Region;
        config.MaxErrorRetry = 0;
        return config;
    }
}
