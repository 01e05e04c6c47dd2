using System.Globalization;
using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.StepFunctions;
using PersonalizeOps.Lambda.Events;

namespace PersonalizeOps.Lambda.TrainingTrigger;

/// <summary>
/// Starts one training run for each complete upload, however many files and events it comes in: the run's name is made of the files' contents
/// and times, so that a second event for the same files finds it taken. While a required file is missing, nothing starts.
/// </summary>
public sealed class Function
{
    private readonly IAmazonS3 _s3;
    private readonly WorkflowStarter _starter;
    private readonly IReadOnlyList<string> _requiredFiles;

    /// <summary>Makes the function with the settings of its environment: STATE_MACHINE_ARN and REQUIRED_FILES.</summary>
    public Function()
        : this(new AmazonS3Client(), new AmazonStepFunctionsClient(), FunctionSettings.Required("STATE_MACHINE_ARN"), FunctionSettings.Required("REQUIRED_FILES"))
    {
    }

    internal Function(IAmazonS3 s3, IAmazonStepFunctions workflows, string stateMachineArn, string requiredFiles)
    {
        _s3 = s3;
        _starter = new WorkflowStarter(workflows, stateMachineArn);
        _requiredFiles = requiredFiles.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <summary>Handles an event of S3.</summary>
    /// <param name="input">The event's JSON.</param>
    /// <returns>JSON with the ARNs of the executions that were started.</returns>
    /// <exception cref="FunctionException">The event is not S3's.</exception>
    public Stream Handler(Stream input) => HandleAsync(input).GetAwaiter().GetResult();

    private async Task<Stream> HandleAsync(Stream input)
    {
        var uploads = UploadedObject.Read(JsonStream.Read(input));
        var started = new List<string>();
        foreach (var (bucket, folder) in uploads.Select(upload => (upload.Bucket, upload.Folder)).Distinct())
        {
            if (await StartAsync(bucket, folder) is { } execution)
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

    private async Task<string?> StartAsync(string bucket, string folder)
    {
        var files = await FindAsync(bucket, folder);
        var missing = _requiredFiles.Where(name => !files.ContainsKey(name)).ToList();
        if (missing.Count > 0)
        {
            FunctionLog.Write("The upload is not complete yet.", ("bucket", bucket), ("folder", folder), ("missing", string.Join(", ", missing)));
            return null;
        }

        var cause = _requiredFiles.Select(name => files[name])
            .Select(file => $"{file.Key} {file.ETag} {file.LastModified?.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture)}");
        return await _starter.StartAsync(
            ExecutionName.Of("upload", [bucket, .. cause]),
            JsonSerializer.Serialize(new Dictionary<string, string> { ["bucket"] = bucket, ["prefix"] = folder }));
    }

    private async Task<Dictionary<string, S3Object>> FindAsync(string bucket, string folder)
    {
        var files = new Dictionary<string, S3Object>(StringComparer.Ordinal);
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = folder, Delimiter = "/" };
        await foreach (var file in _s3.Paginators.ListObjectsV2(request).S3Objects)
        {
            files[file.Key[folder.Length..]] = file;
        }

        return files;
    }
}
