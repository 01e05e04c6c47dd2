using System.Text.Json;
using Amazon.Glue;
using Amazon.Glue.Model;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;

namespace PersonalizeOps.Aws.Tests.Clients;

/// <content>State machines and Glue jobs.</content>
public sealed partial class MotoTests
{
    private const string Definition = """{"StartAt":"Only","States":{"Only":{"Type":"Pass","End":true}}}""";

    private static void AddWorkflows()
    {
        Add("ListStateMachines", async (client, machine, _) => Assert.Contains(
            (await client.ListStateMachinesAsync(new ListStateMachinesRequest(), Cancel)).StateMachines, found => found.StateMachineArn == machine));
        Add("DescribeStateMachine", async (client, machine, _) => Assert.Equal(
            Definition, (await client.DescribeStateMachineAsync(new DescribeStateMachineRequest { StateMachineArn = machine }, Cancel)).Definition));
        Add("DescribeStateMachineForExecution", async (client, machine, execution) => Assert.Equal(
            machine,
            (await client.DescribeStateMachineForExecutionAsync(new DescribeStateMachineForExecutionRequest { ExecutionArn = execution }, Cancel)).StateMachineArn));
        Add("StartExecution", async (client, machine, _) =>
        {
            var response = await client.StartExecutionAsync(new StartExecutionRequest { StateMachineArn = machine, Name = "n1", Input = """{"a":1}""" }, Cancel);
            Assert.EndsWith(":n1", response.ExecutionArn, StringComparison.Ordinal);
            Assert.NotNull(response.StartDate);
            await Assert.ThrowsAsync<ExecutionAlreadyExistsException>(() => client.StartExecutionAsync(
                new StartExecutionRequest { StateMachineArn = machine, Name = "n1", Input = """{"a":2}""" }, Cancel));
        });
        Add("DescribeExecution", async (client, machine, execution) =>
        {
            var described = await client.DescribeExecutionAsync(new DescribeExecutionRequest { ExecutionArn = execution }, Cancel);
            Assert.Equal((machine, "RUNNING", """{"x":"ä"}"""), (described.StateMachineArn, described.Status.Value, described.Input));
        });
        Add("ListExecutions", async (client, machine, execution) =>
        {
            var found = Assert.Single((await client.ListExecutionsAsync(
                new ListExecutionsRequest { StateMachineArn = machine, StatusFilter = ExecutionStatus.RUNNING, MaxResults = 10 }, Cancel)).Executions);
            Assert.Equal(execution, found.ExecutionArn);
        });
        Add("StopExecution", async (client, _, execution) =>
        {
            Assert.NotNull((await client.StopExecutionAsync(new StopExecutionRequest { ExecutionArn = execution, Cause = "no longer wanted" }, Cancel)).StopDate);
            Assert.Equal("ABORTED", (await client.DescribeExecutionAsync(new DescribeExecutionRequest { ExecutionArn = execution }, Cancel)).Status.Value);
        });
        Add("GetExecutionHistory", async (client, _, execution) =>
        {
            var events = (await client.GetExecutionHistoryAsync(new GetExecutionHistoryRequest { ExecutionArn = execution, IncludeExecutionData = true }, Cancel)).Events;
            Assert.Equal((1L, "ExecutionStarted"), (events[0].Id, events[0].Type.Value));
            Assert.NotNull(events[0].ExecutionStartedEventDetails);
        });
        Recorded.Add("stepfunctions.ValidateStateMachineDefinition", async () =>
        {
            ValidateStateMachineDefinitionResponse? response = null;
            var sent = await AnswerAsync<AmazonStepFunctionsClient>(
                "stepfunctions",
                """{"result":"FAIL","diagnostics":[{"severity":"ERROR","code":"MISSING_TRANSITION_TARGET","message":"Missing 'Next' target: B","location":"/States/A/Next"}],"truncated":false}""",
                async client => response = await client.ValidateStateMachineDefinitionAsync(
                    new ValidateStateMachineDefinitionRequest { Definition = Definition, Type = StateMachineType.STANDARD, MaxResults = 5 }, Cancel));
            Assert.Equal("AWSStepFunctions.ValidateStateMachineDefinition", sent.Headers["X-Amz-Target"]);
            Assert.Equal((Definition, "STANDARD", 5), (sent.Json.GetProperty("definition").GetString(), sent.Json.GetProperty("type").GetString(), sent.Json.GetProperty("maxResults").GetInt32()));
            Assert.Equal(("FAIL", "/States/A/Next"), (response!.Result.Value, Assert.Single(response.Diagnostics).Location));
        });
        AddGlue();

        static void Add(string operation, Func<AmazonStepFunctionsClient, string, string, Task> call) => Calls.Add($"stepfunctions.{operation}", async test =>
        {
            var created = await test._moto.CallAsync("states", "AWSStepFunctions.CreateStateMachine", JsonSerializer.Serialize(new
            {
                name = Name("machine"),
                definition = Definition,
                roleArn = "arn:aws:iam::123456789012:role/States",
            }));
            var machine = created.GetProperty("stateMachineArn").GetString()!;
            using var client = test.Client<AmazonStepFunctionsClient>("stepfunctions");
            var started = await client.StartExecutionAsync(new StartExecutionRequest { StateMachineArn = machine, Name = "first", Input = """{"x":"ä"}""" }, Cancel);
            await call(client, machine, started.ExecutionArn);
        });
    }

    private static void AddGlue()
    {
        Add("StartJobRun", async (client, job) => Assert.NotEmpty(await RunAsync(client, job)));
        Add("GetJobRun", async (client, job) =>
        {
            var run = await RunAsync(client, job);
            var found = (await client.GetJobRunAsync(new GetJobRunRequest { JobName = job, RunId = run }, Cancel)).JobRun;
            Assert.Equal((run, job, "v"), (found.Id, found.JobName, found.Arguments["--k"]));
            Assert.NotNull(found.StartedOn);
        });
        Add("GetJobRuns", async (client, job) =>
        {
            var run = await RunAsync(client, job);
            Assert.Equal(run, Assert.Single((await client.GetJobRunsAsync(new GetJobRunsRequest { JobName = job }, Cancel)).JobRuns).Id);
        });
        Recorded.Add("glue.BatchStopJobRun", async () =>
        {
            BatchStopJobRunResponse? response = null;
            var sent = await AnswerAsync<AmazonGlueClient>(
                "glue",
                """{"SuccessfulSubmissions":[{"JobName":"j","JobRunId":"jr_1"}],"Errors":[{"JobName":"j","JobRunId":"jr_2","ErrorDetail":{"ErrorCode":"JobRunNotInValidStateException","ErrorMessage":"It has ended."}}]}""",
                async client => response = await client.BatchStopJobRunAsync(new BatchStopJobRunRequest { JobName = "j", JobRunIds = ["jr_1", "jr_2"] }, Cancel));
            Assert.Equal("AWSGlue.BatchStopJobRun", sent.Headers["X-Amz-Target"]);
            Assert.Equal("""{"JobName":"j","JobRunIds":["jr_1","jr_2"]}""", sent.Text);
            Assert.Equal(("jr_1", "It has ended."), (response!.SuccessfulSubmissions[0].JobRunId, response.Errors[0].ErrorDetail.ErrorMessage));
        });

        static void Add(string operation, Func<AmazonGlueClient, string, Task> call) => Calls.Add($"glue.{operation}", async test =>
        {
            var job = Name("job");
            await test._moto.CallAsync("glue", "AWSGlue.CreateJob", JsonSerializer.Serialize(new
            {
                Name = job,
                Role = "arn:aws:iam::123456789012:role/Glue",
                Command = new { Name = "glueetl", ScriptLocation = "s3://b/k.py" },
            }));
            using var client = test.Client<AmazonGlueClient>("glue");
            await call(client, job);
        });
    }

    private static async Task<string> RunAsync(AmazonGlueClient client, string job) =>
        (await client.StartJobRunAsync(new StartJobRunRequest { JobName = job, Arguments = new() { ["--k"] = "v" } }, Cancel)).JobRunId;
}
