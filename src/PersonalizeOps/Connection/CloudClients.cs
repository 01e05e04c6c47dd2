using Amazon.CloudFormation;
using Amazon.CloudWatchLogs;
using Amazon.Glue;
using Amazon.IdentityManagement;
using Amazon.Lambda;
using Amazon.SimpleNotificationService;
using Amazon.StepFunctions;
using Amazon.XRay;

namespace PersonalizeOps.Connection;

/// <summary>The clients of the services around Personalize, each made when it is first used.</summary>
internal sealed class CloudClients : IDisposable
{
    private readonly List<Action> _disposals = [];
    private readonly Lazy<AmazonCloudFormationClient> _cloudFormation;
    private readonly Lazy<AmazonStepFunctionsClient> _stepFunctions;
    private readonly Lazy<AmazonLambdaClient> _lambda;
    private readonly Lazy<AmazonSimpleNotificationServiceClient> _sns;
    private readonly Lazy<AmazonIdentityManagementServiceClient> _iam;
    private readonly Lazy<AmazonGlueClient> _glue;
    private readonly Lazy<AmazonCloudWatchLogsClient> _logs;
    private readonly Lazy<AmazonXRayClient> _xray;

    public CloudClients(ConnectionTarget target)
    {
        var credentials = target.Credentials;
        _cloudFormation = Defer(() => new AmazonCloudFormationClient(credentials, target.Configure(new AmazonCloudFormationConfig())));
        _stepFunctions = Defer(() => new AmazonStepFunctionsClient(credentials, target.Configure(new AmazonStepFunctionsConfig())));
        _lambda = Defer(() => new AmazonLambdaClient(credentials, target.Configure(new AmazonLambdaConfig())));
        _sns = Defer(() => new AmazonSimpleNotificationServiceClient(credentials, target.Configure(new AmazonSimpleNotificationServiceConfig())));
        _iam = Defer(() => new AmazonIdentityManagementServiceClient(credentials, target.Configure(new AmazonIdentityManagementServiceConfig())));
        _glue = Defer(() => new AmazonGlueClient(credentials, target.Configure(new AmazonGlueConfig())));
        _logs = Defer(() => new AmazonCloudWatchLogsClient(credentials, target.Configure(new AmazonCloudWatchLogsConfig())));
        _xray = Defer(() => new AmazonXRayClient(credentials, target.Configure(new AmazonXRayConfig())));
    }

    public IAmazonCloudFormation CloudFormation => _cloudFormation.Value;

    public IAmazonStepFunctions StepFunctions => _stepFunctions.Value;

    public IAmazonLambda Lambda => _lambda.Value;

    public IAmazonSimpleNotificationService Sns => _sns.Value;

    public IAmazonIdentityManagementService Iam => _iam.Value;

    public IAmazonGlue Glue => _glue.Value;

    public IAmazonCloudWatchLogs Logs => _logs.Value;

    public IAmazonXRay XRay => _xray.Value;

    public void Dispose()
    {
        foreach (var dispose in _disposals)
            dispose();
    }

    private Lazy<TClient> Defer<TClient>(Func<TClient> make)
        where TClient : IDisposable
    {
        var lazy = new Lazy<TClient>(make);
        _disposals.Add(() =>
        {
            if (lazy.IsValueCreated)
                lazy.Value.Dispose();
        });
        return lazy;
    }
}
