using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;

namespace PersonalizeOps.Lambda.Events;

/// <summary>Starts executions of one state machine.</summary>
internal sealed class WorkflowStarter(IAmazonStepFunctions workflows, string stateMachineArn)
{
    /// <summary>Starts an execution.</summary>
    /// <returns>Its ARN; null when one of that name was started before.</returns>
    public async Task<string?> StartAsync(string name, string input)
    {
        try
        {
            var response = await workflows.StartExecutionAsync(new StartExecutionRequest { StateMachineArn = stateMachineArn, Name = name, Input = input });
            FunctionLog.Write("Started an execution.", ("execution", response.ExecutionArn));
            return response.ExecutionArn;
        }
        catch (ExecutionAlreadyExistsException)
        {
            FunctionLog.Write("This upload has its execution already.", ("name", name));
            return null;
        }
    }
}
