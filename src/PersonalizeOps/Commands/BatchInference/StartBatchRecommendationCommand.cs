using System.Management.Automation;
using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Connection;
using PersonalizeOps.Data;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.BatchInference;

/// <summary>
/// Starts a batch inference job: recommendations for many users, without a campaign, written to S3. The users come from the pipeline, or from
/// a file of JSON lines, local or on S3.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "BatchRecommendation", SupportsShouldProcess = true, DefaultParameterSetName = UserSet)]
[OutputType(typeof(BatchRecommendation))]
public sealed class StartBatchRecommendationCommand : JobCmdlet
{
    private const string UserSet = "User";
    private const string PathSet = "Path";

    private string? _inputFile;
    private FileStream? _input;
    private long _users;

    /// <summary>The users to recommend for.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = UserSet)]
    [Alias("USER_ID", "Id")]
    [IdTransformation("UserId", "USER_ID", "Id")]
    [ValidateNotNullOrEmpty]
    public string[] UserId { get; set; } = [];

    /// <summary>A file of JSON lines such as {"userId": "40"}: a local path, or an S3 URI, which is then read where it is.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string? InputPath { get; set; }

    /// <summary>The solution as name, ARN or object, which stands for its newest ACTIVE version; or a solution version as ARN or object.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("SolutionVersion", "SolutionVersionArn", "SolutionArn")]
    [ResourceCompleter(ResourceKind.Solution)]
    public ResourceIdentity Solution { get; set; } = null!;

    /// <summary>The S3 URI of the folder for the output. The default is a folder of the job's own in the bucket.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutputUri { get; set; }

    /// <summary>The number of films for each user, 1 to 500. The default is the service's, 25.</summary>
    [Parameter]
    [ValidateRange(1, 500)]
    public int? NumResults { get; set; }

    /// <summary>The name of the job. The default is made of the solution's name and the time.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The bucket for input and output; it is created when missing. The default is personalizeops-ACCOUNT-REGION.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Bucket { get; set; }

    /// <summary>The IAM role with which Personalize reads and writes the bucket. Required on AWS; the local server needs none.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RoleArn { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync(CancellationToken cancellationToken)
    {
        if (ParameterSetName == UserSet)
        {
            _inputFile ??= Path.Join(Path.GetTempPath(), $"users-{Guid.NewGuid():n}.json");
            _input ??= new FileStream(_inputFile, FileMode.CreateNew);
            BatchInput.WriteUsers(_input, UserId);
            _users += UserId.Length;
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_input is not null)
            await _input.DisposeAsync();
        if (InputPath is not null || _users > 0)
            await TryAsync(Solution.Text, () => StartAsync(cancellationToken));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _input?.Dispose();
        if (_inputFile is not null)
            File.Delete(_inputFile);
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        var roleArn = ServiceRole.Resolve(RoleArn, Connection);
        var versionArn = await Api.ResolveVersionAsync(Solution, cancellationToken);
        var name = Name ?? JobNames.Create(ResourceArn.NameOf(versionArn), TimeProvider.System);
        var files = new S3Files(Api);
        var folder = $"s3://{Bucket ?? files.DefaultBucket}/batch/{name}";
        var output = S3Uri.Parse(OutputUri is null ? $"{folder}/output/" : OutputUri.TrimEnd('/') + "/");
        await files.EnsureBucketAsync(output.Bucket, ShouldProcess, cancellationToken);
        var input = await UploadInputAsync(files, S3Uri.Parse($"{folder}/input/"), cancellationToken);
        if (!ShouldProcess($"{name}, from {input} to {output}", "CreateBatchInferenceJob"))
            return;

        var arn = await Api.CreateBatchRecommendationAsync(
            new CreateBatchInferenceJobRequest
            {
                JobName = name,
                SolutionVersionArn = versionArn,
                NumResults = NumResults,
                RoleArn = roleArn,
                JobInput = new BatchInferenceJobInput { S3DataSource = new S3DataConfig { Path = input.ToString() } },
                JobOutput = new BatchInferenceJobOutput { S3DataDestination = new S3DataConfig { Path = output.ToString() } },
            },
            cancellationToken);
        WriteObject(await FinishAsync(arn, updated: false, cancellationToken));
    }

    private async Task<S3Uri> UploadInputAsync(S3Files files, S3Uri folder, CancellationToken cancellationToken)
    {
        if (InputPath is not null && S3Uri.IsS3Uri(InputPath))
            return S3Uri.Parse(InputPath);
        var path = _inputFile ?? GetUnresolvedProviderPathFromPSPath(InputPath!);
        if (!File.Exists(path))
            throw new PersonalizeException("FileNotFound", ErrorCategory.ObjectNotFound, $"There is no file {path}.", InputPath, "Check the path.");
        await files.EnsureBucketAsync(folder.Bucket, ShouldProcess, cancellationToken);
        var destination = folder with { Key = folder.Key + (InputPath is null ? "users.json" : Path.GetFileName(path)) };
        if (ShouldProcess(destination.ToString(), InputPath is null ? $"Upload {_users} users" : $"Upload {path}"))
            await files.UploadAsync(path, destination, new Progress<double>(_ => { }), cancellationToken);
        return destination;
    }
}
