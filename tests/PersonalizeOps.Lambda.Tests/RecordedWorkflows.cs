using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;

namespace PersonalizeOps.Lambda.Tests;

/// <summary>Step Functions as the functions see it: a name can be started once.</summary>
internal sealed class RecordedWorkflows() : AmazonStepFunctionsClient("AK", "SK", Amazon.RegionEndpoint.EUWest1)
{
    public List<StartExecutionRequest> Started { get; } = [];

    public override Task<StartExecutionResponse> StartExecutionAsync(StartExecutionRequest request, CancellationToken cancellationToken = default)
    {
        if (Started.Any(earlier => earlier.Name == request.Name))
        {
            throw new ExecutionAlreadyExistsException("The name is taken.");
        }

        Started.Add(request);
        return Task.FromResult(new StartExecutionResponse { ExecutionArn = $"arn:aws:states:eu-west-1:123456789012:execution:m:{request.Name}" });
    }
}
