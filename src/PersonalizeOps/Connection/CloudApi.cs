using System.Management.Automation;
using Amazon.CloudFormation;
using Amazon.CloudWatchLogs;
using Amazon.Glue;
using Amazon.IdentityManagement;
using Amazon.Lambda;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SimpleNotificationService;
using Amazon.StepFunctions;
using Amazon.XRay;
using PersonalizeOps.Errors;

namespace PersonalizeOps.Connection;

/// <summary>The calls of the cmdlets to the services around Personalize, by family; traced and failing as <see cref="PersonalizeApi"/> does.</summary>
internal sealed partial class CloudApi
{
    private readonly PersonalizeApi _api;

    /// <exception cref="PersonalizeException">The connection leads to our own local server, which has none of these services.</exception>
    public CloudApi(PersonalizeApi api)
    {
        if (api.Connection.StatePath is not null)
            throw new PersonalizeException("CloudUnavailable", ErrorCategory.InvalidOperation,
                "The local server has Personalize and S3, but no CloudFormation, Lambda, Step Functions or other services.", api.Connection,
                "Connect to AWS, or with -EndpointUrl to a server that has them: Connect-Personalize.");
        _api = api;
    }

    public PersonalizeConnection Connection => _api.Connection;

    public IAmazonCloudFormation CloudFormation => Connection.Cloud.CloudFormation;

    public IAmazonStepFunctions StepFunctions => Connection.Cloud.StepFunctions;

    public IAmazonLambda Lambda => Connection.Cloud.Lambda;

    public IAmazonSimpleNotificationService Sns => Connection.Cloud.Sns;

    public IAmazonIdentityManagementService Iam => Connection.Cloud.Iam;

    public IAmazonGlue Glue => Connection.Cloud.Glue;

    public IAmazonCloudWatchLogs Logs => Connection.Cloud.Logs;

    public IAmazonXRay XRay => Connection.Cloud.XRay;

    public IAmazonS3 S3 => Connection.S3;

    /// <summary>Makes one call; <paramref name="target"/> is what an error record will be about.</summary>
    public Task<TResponse> CallAsync<TRequest, TResponse>(
        Func<TRequest, CancellationToken, Task<TResponse>> operation, TRequest request, object? target, CancellationToken cancellationToken)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse => _api.CallAsync(operation, request, target, cancellationToken);
}
