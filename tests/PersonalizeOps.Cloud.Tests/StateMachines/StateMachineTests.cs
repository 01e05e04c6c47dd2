using System.Text.Json;

namespace PersonalizeOps.Cloud.Tests.StateMachines;

/// <summary>What every state machine of ours keeps to.</summary>
public class StateMachineTests
{
    public static TheoryData<string> Names() => ["training.asl.json", "batch.asl.json"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_state_is_reached_and_leads_to_one_that_is_there(string name)
    {
        var states = States(name);
        var reached = new HashSet<string>();
        var open = new Stack<string>([Read(name).GetProperty("StartAt").GetString()!]);
        while (open.Count > 0)
        {
            var state = open.Pop();
            if (reached.Add(state))
            {
                Array.ForEach(Nexts(states[state]).ToArray(), open.Push);
            }
        }

        Assert.Equal(states.Keys.Order(), reached.Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_failure_of_any_task_is_caught_told_and_ends_the_run(string name)
    {
        var states = States(name);

        Assert.All(states.Where(state => Type(state.Value) == "Task" && !state.Key.StartsWith("Notify", StringComparison.Ordinal)), state =>
        {
            var last = state.Value.GetProperty("Catch").EnumerateArray().Last();
            Assert.Equal("States.ALL", last.GetProperty("ErrorEquals")[0].GetString());
            Assert.Equal(("$.error", "NotifyFailure"), (last.GetProperty("ResultPath").GetString(), last.GetProperty("Next").GetString()));
            Assert.True(state.Value.GetProperty("Retry").GetArrayLength() > 0, $"{state.Key} does not retry");
        });
        Assert.Equal("Failed", states["NotifyFailure"].GetProperty("Next").GetString());
        Assert.Equal("States.JsonToString($.error)", states["Failed"].GetProperty("CausePath").GetString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Only_a_resource_in_motion_is_waited_for(string name)
    {
        var states = States(name);

        Assert.True(Read(name).GetProperty("TimeoutSeconds").GetInt32() > 0);
        Assert.All(states.Where(state => Type(state.Value) == "Choice"), state =>
            Assert.NotEqual("Wait", Type(states[state.Value.GetProperty("Default").GetString()!])));
        Assert.All(states.Where(state => Type(state.Value) == "Wait"), state => Assert.True(state.Value.GetProperty("Seconds").GetInt32() >= 10));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_job_has_a_name_of_its_run(string name)
    {
        var jobs = States(name).Where(state => state.Value.TryGetProperty("Parameters", out var parameters) && parameters.TryGetProperty("JobName.$", out _)).ToList();

        Assert.NotEmpty(jobs);
        Assert.All(jobs, job => Assert.Matches(@"States\.Format\('.*\{\}.*', \$(\.run|\$\.Execution\.Name)\)", job.Value.GetProperty("Parameters").GetProperty("JobName.$").GetString()));
    }

    [Fact]
    public void A_solution_trains_by_itself_only_when_asked() =>
        Assert.Equal(
            "States.StringToJson('${PerformAutoTraining}')",
            States("training.asl.json")["CreateSolution"].GetProperty("Parameters").GetProperty("PerformAutoTraining.$").GetString());

    private static JsonElement Read(string name) => JsonDocument.Parse(Repository.Text("cloudformation", "statemachines", name)).RootElement;

    private static Dictionary<string, JsonElement> States(string name) =>
        Read(name).GetProperty("States").EnumerateObject().ToDictionary(state => state.Name, state => state.Value);

    private static string Type(JsonElement state) => state.GetProperty("Type").GetString()!;

    private static IEnumerable<string> Nexts(JsonElement state)
    {
        foreach (var property in state.EnumerateObject())
        {
            if (property.Name is "Next" or "Default")
            {
                yield return property.Value.GetString()!;
            }
            else if (property.Name is "Choices" or "Catch")
            {
                foreach (var branch in property.Value.EnumerateArray())
                {
                    yield return branch.GetProperty("Next").GetString()!;
                }
            }
        }
    }
}
