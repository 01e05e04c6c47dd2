using System.Text.Json;
using Amazon.StepFunctions;
using PersonalizeOps.Lambda.Events;

namespace PersonalizeOps.Lambda.BatchTrigger;

/// <summary>Starts a batch job for each users.json (recommendations) or items.json (segments); any other file is logged and left.</summary>
public sealed class Function
{
    private readonly WorkflowStarter _starter;
    private readonly string _outputPrefix;
    private readonly bool _hasInference;
    private readonly bool _hasSegment;

    /// <summary>Makes the function with the settings of its environment: STATE_MACHINE_ARN, OUTPUT_PREFIX, HAS_INFERENCE, HAS_SEGMENT.</summary>
    public Function()
        : this(
            new AmazonStepFunctionsClient(),
            FunctionSettings.Required("STATE_MACHINE_ARN"),
            FunctionSettings.Required("OUTPUT_PREFIX"),
            FunctionSettings.Required("HAS_INFERENCE") == "true",
            FunctionSettings.Required("HAS_SEGMENT") == "true")
    {
    }

    internal Function(IAmazonStepFunctions workflows, string stateMachineArn, string outputPrefix, bool hasInference, bool hasSegment)
    {
        _starter = new WorkflowStarter(workflows, stateMachineArn);
        _outputPrefix = outputPrefix.EndsWith('/') ? outputPrefix : outputPrefix + "/";
        _hasInference = hasInference;
        _hasSegment = hasSegment;
    }

    /// <summary>Handles an event of S3.</summary>
    /// <param name="input">The event's JSON.</param>
    /// <returns>JSON with the ARNs of the executions that were started.</returns>
    /// <exception cref="FunctionException">The event is not S3's.</exception>
    public Stream Handler(Stream input) => HandleAsync(input).GetAwaiter().GetResult();

    private async Task<Stream> HandleAsync(Stream input)
    {
        var started = new List<string>();
        foreach (var upload in UploadedObject.Read(JsonStream.Read(input)))
        {
            if (KindOf(upload) is { } kind && await StartAsync(upload, kind) is { } execution)
            {
                started.Add(execution);
            }
        }

        return JsonStream.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("started");
            started.ForEach(writer.WriteStringValue);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private string? KindOf(UploadedObject upload)
    {
        var (kind, problem) = upload.FileName switch
        {
            "users.json" when _hasInference => ("inference", null),
            "users.json" => (null, "The stack has no InferenceSolutionVersionArn, so users.json starts nothing."),
            "items.json" when _hasSegment => ("segment", null),
            "items.json" => (null, "The stack has no SegmentSolutionVersionArn, so items.json starts nothing."),
            _ => ((string?)null, "Only users.json (recommendations) and items.json (segments) start a job."),
        };
        if (problem is not null)
        {
            FunctionLog.Write(problem, ("bucket", upload.Bucket), ("key", upload.Key));
        }

        return kind;
    }

    // A folder of its own for each job: two results never meet.
    private Task<string?> StartAsync(UploadedObject upload, string kind)
    {
        var name = ExecutionName.Of(kind, [upload.Bucket, upload.Key, upload.ETag, upload.Sequencer]);
        return _starter.StartAsync(name, JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["kind"] = kind,
            ["input"] = $"s3://{upload.Bucket}/{upload.Key}",
            ["output"] = $"s3://{upload.Bucket}/{_outputPrefix}{name}/",
        }));
    }
}
