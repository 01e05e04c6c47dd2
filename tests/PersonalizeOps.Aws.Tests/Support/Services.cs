using Amazon.CloudFormation;
using Amazon.CloudWatchLogs;
using Amazon.Glue;
using Amazon.IdentityManagement;
using Amazon.Lambda;
using Amazon.ParcelPost;
using Amazon.Personalize;
using Amazon.PersonalizeEvents;
using Amazon.PersonalizeRuntime;
using Amazon.Runtime;
using Amazon.SimpleNotificationService;
using Amazon.StepFunctions;
using Amazon.XRay;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Aws.Protocols;

namespace PersonalizeOps.Aws.Tests.Support;

/// <summary>The services and clients that aim at a test's server.</summary>
internal static class Services
{
    public const string Region = "eu-west-1";

    /// <summary>The services whose requests and answers are JSON bodies.</summary>
    public static IReadOnlyList<ServiceDescriptor> Json { get; } =
    [
        PersonalizeContract.Descriptor,
        PersonalizeRuntimeContract.Descriptor,
        PersonalizeEventsContract.Descriptor,
        StepFunctionsContract.Descriptor,
        GlueContract.Descriptor,
        CloudWatchLogsContract.Descriptor,
        XRayContract.Descriptor,
    ];

    /// <summary>The services of AWS Query.</summary>
    public static IReadOnlyList<ServiceDescriptor> Query { get; } =
        [CloudFormationContract.Descriptor, SimpleNotificationServiceContract.Descriptor, IdentityManagementContract.Descriptor];

    public static AmazonPersonalizeClient Personalize(string url) => new("AK", "SK", Aim(new AmazonPersonalizeConfig(), url));

    public static AmazonPersonalizeRuntimeClient Runtime(string url) => new("AK", "SK", Aim(new AmazonPersonalizeRuntimeConfig(), url));

    public static AmazonPersonalizeEventsClient Events(string url) => new("AK", "SK", Aim(new AmazonPersonalizeEventsConfig(), url));

    public static AmazonParcelPostClient Parcels(string url) => new("AK", "SK", Aim(new AmazonParcelPostConfig(), url));

    public static AmazonServiceClient Client(string service, string url) => service switch
    {
        "personalize" => Personalize(url),
        "personalize-runtime" => Runtime(url),
        "personalize-events" => Events(url),
        "stepfunctions" => new AmazonStepFunctionsClient("AK", "SK", Aim(new AmazonStepFunctionsConfig(), url)),
        "glue" => new AmazonGlueClient("AK", "SK", Aim(new AmazonGlueConfig(), url)),
        "logs" => new AmazonCloudWatchLogsClient("AK", "SK", Aim(new AmazonCloudWatchLogsConfig(), url)),
        "xray" => new AmazonXRayClient("AK", "SK", Aim(new AmazonXRayConfig(), url)),
        "cloudformation" => new AmazonCloudFormationClient("AK", "SK", Aim(new AmazonCloudFormationConfig(), url)),
        "sns" => new AmazonSimpleNotificationServiceClient("AK", "SK", Aim(new AmazonSimpleNotificationServiceConfig(), url)),
        "iam" => new AmazonIdentityManagementServiceClient("AK", "SK", Aim(new AmazonIdentityManagementServiceConfig(), url)),
        "lambda" => new AmazonLambdaClient("AK", "SK", Aim(new AmazonLambdaConfig(), url)),
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
