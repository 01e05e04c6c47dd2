using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Connection;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Workflows;

/// <summary>
/// Starts the training workflow of a stack: by an upload, which the stack's trigger answers with a run, or directly on data that is on S3 already.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "TrainingWorkflow", SupportsShouldProcess = true, DefaultParameterSetName = UploadSet)]
[OutputType(typeof(TrainingWorkflow))]
public sealed class StartTrainingWorkflowCommand : WorkflowCmdlet
{
    private const string UploadSet = "Upload";
    private const string DirectSet = "Direct";
    private const string MachineSet = "StateMachine";
    private const string DefaultFiles = "ratings.csv,movies.csv";

    /// <summary>The stack of the training workflow, as name or object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = UploadSet)]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = DirectSet)]
    [Alias("StackName")]
    [ArgumentCompleter(typeof(StackNameCompleter))]
    public ResourceIdentity Stack { get; set; } = null!;

    /// <summary>
    /// The files to upload, or a folder that holds them: those that the stack requires, ratings.csv and movies.csv unless it was made otherwise. They
    /// go into a folder of their own below the stack's input prefix, so that an upload starts one run.
    /// </summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = UploadSet)]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The seconds in which the stack's trigger must have started the run after the upload. The default is 120.</summary>
    [Parameter(ParameterSetName = UploadSet)]
    [ValidateRange(1, 3600)]
    public int TriggerTimeout { get; set; } = 120;

    /// <summary>Uploads through S3's transfer acceleration, which the stack's bucket must have: Set-TransferAcceleration.</summary>
    [Parameter(ParameterSetName = UploadSet)]
    public SwitchParameter Accelerate { get; set; }

    /// <summary>Starts the run itself, on what lies in the bucket below the prefix, without upload and trigger.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DirectSet)]
    public SwitchParameter Direct { get; set; }

    /// <summary>The state machine, when it belongs to no stack.</summary>
    [Parameter(Mandatory = true, ParameterSetName = MachineSet)]
    [ValidateNotNullOrEmpty]
    public string StateMachineArn { get; set; } = "";

    /// <summary>The bucket of the data. The default is the stack's.</summary>
    [Parameter(ParameterSetName = DirectSet)]
    [Parameter(Mandatory = true, ParameterSetName = MachineSet)]
    [ValidateNotNullOrEmpty]
    public string? Bucket { get; set; }

    /// <summary>The folder of the data in the bucket. The default is the stack's input prefix.</summary>
    [Parameter(ParameterSetName = DirectSet)]
    [Parameter(Mandatory = true, ParameterSetName = MachineSet)]
    [ValidateNotNullOrEmpty]
    public string? Prefix { get; set; }

    /// <summary>The name of the run, which no other run of 90 days may have. The default is made of the moment.</summary>
    [Parameter(ParameterSetName = DirectSet)]
    [Parameter(ParameterSetName = MachineSet)]
    [ValidatePattern("^[0-9A-Za-z_-]{1,50}$")]
    public string? Name { get; set; }

    /// <summary>
    /// Waits until the run has ended and shows the state it is in as progress. A failure becomes an error that names the state which failed first.
    /// Ctrl+C ends the waiting, not the run.
    /// </summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        var arn = ParameterSetName switch
        {
            UploadSet => await UploadAsync(cancellationToken),
            DirectSet => await StartOnStackAsync(cancellationToken),
            _ => await StartAsync(StateMachineArn, Bucket!, Prefix!, cancellationToken),
        };
        if (arn is not null)
            WriteObject(Wait ? await WaitForRunAsync(arn, cancellationToken) : await Cloud.GetExecutionAsync(arn, null, cancellationToken));
    }

    private async Task<string?> StartOnStackAsync(CancellationToken cancellationToken)
    {
        var stack = await Cloud.GetStackAsync(Stack.Text, cancellationToken);
        return await StartAsync(
            stack.Output("StateMachineArn"), Bucket ?? stack.Output("DataBucket"), Prefix ?? stack.Output("InputPrefix"), cancellationToken);
    }

    private async Task<string?> StartAsync(string machine, string bucket, string prefix, CancellationToken cancellationToken)
    {
        var folder = prefix.Trim('/') + "/";
        var name = Name ?? JobNames.Create("run", TimeProvider.System);
        return ShouldProcess($"{NameOf(machine)}/{name} on s3://{bucket}/{folder}", "StartExecution")
            ? await Cloud.StartExecutionAsync(machine, name, new { bucket, prefix = folder }, cancellationToken)
            : null;
    }

    private async Task<string?> UploadAsync(CancellationToken cancellationToken)
    {
        var stack = await Cloud.GetStackAsync(Stack.Text, cancellationToken);
        var machine = stack.Output("StateMachineArn");
        var files = Locate(stack.Parameters.GetValueOrDefault("RequiredFiles", DefaultFiles).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        var folder = new S3Uri(
            stack.Output("DataBucket"), $"{stack.Output("InputPrefix").TrimEnd('/')}/{JobNames.Create("upload", TimeProvider.System)}/");
        if (!ShouldProcess(folder.ToString(), $"Upload {string.Join(", ", files.Select(System.IO.Path.GetFileName))}, which starts a run of {NameOf(machine)}"))
            return null;
        if (Accelerate)
            await new Acceleration(Api).RequireAsync(folder.Bucket, cancellationToken);
        foreach (var file in files)
            await UploadAsync(file, folder with { Key = folder.Key + System.IO.Path.GetFileName(file) }, new UploadOptions { Accelerated = Accelerate }, cancellationToken);
        return await AwaitTriggerAsync(machine, folder, cancellationToken);
    }

    /// <summary>The required files of the paths, the largest first: the last one completes the upload.</summary>
    private List<string> Locate(IReadOnlyList<string> required)
    {
        List<string> given = [.. Path.Select(GetUnresolvedProviderPathFromPSPath)];
        var missing = given.FirstOrDefault(path => !File.Exists(path) && !Directory.Exists(path));
        if (missing is not null)
            throw new PersonalizeException("FileNotFound", ErrorCategory.ObjectNotFound, $"There is no file or folder {missing}.", missing, "Check the path.");
        return [.. required
            .Select(name => given.Select(path => Directory.Exists(path) ? System.IO.Path.Join(path, name) : path)
                .FirstOrDefault(path => System.IO.Path.GetFileName(path) == name && File.Exists(path))
                ?? throw new PersonalizeException("FileNotFound", ErrorCategory.ObjectNotFound,
                    $"The stack {Stack.Text} starts a run for {string.Join(" and ", required)}; {name} is not among {string.Join(", ", Path)}.", name,
                    "Give the files or the folder that holds them."))
            .OrderByDescending(path => new FileInfo(path).Length)];
    }

    /// <summary>The run that the trigger starts for a folder nobody else has.</summary>
    private async Task<string> AwaitTriggerAsync(string machine, S3Uri folder, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        var uploaded = time.GetLocalNow().DateTime;
        var progress = new ProgressRecord(99, "Waiting for the trigger", folder.ToString());
        HashSet<string> others = [];
        try
        {
            while (time.GetElapsedTime(began) < TimeSpan.FromSeconds(TriggerTimeout))
            {
                if (await FindAsync(machine, folder, uploaded, others, cancellationToken) is { } arn)
                    return arn;
                progress.StatusDescription = $"{folder}, {time.GetElapsedTime(began):m\\:ss}";
                WriteProgress(progress);
                await Task.Delay(TimeSpan.FromSeconds(Connection.IsAws ? 2 : 0.2), cancellationToken);
            }
        }
        finally
        {
            progress.RecordType = ProgressRecordType.Completed;
            if (!cancellationToken.IsCancellationRequested)
                WriteProgress(progress);
        }

        throw new PersonalizeException("TriggerTimeout", ErrorCategory.OperationTimeout,
            $"The upload to {folder} is complete, and no run of {NameOf(machine)} began in {TriggerTimeout} s.", folder.ToString(),
            $"Does Get-PersonalizeNotification show the trigger of the stack? Set-PersonalizeNotification makes it, and takes minutes to work. Until then: "
            + $"Start-TrainingWorkflow {Stack.Text} -Direct -Prefix {folder.Key}");
    }

    /// <summary>The newest runs come first: one that began well before the upload ends the search.</summary>
    private async Task<string?> FindAsync(string machine, S3Uri folder, DateTime uploaded, HashSet<string> others, CancellationToken cancellationToken)
    {
        await foreach (var run in Cloud.ListExecutionsAsync(machine, null, cancellationToken))
        {
            if (run.Started < uploaded.AddHours(-1))
                return null;
            if (others.Contains(run.Arn))
                continue;
            if ((await Cloud.GetExecutionAsync(run.Arn, null, cancellationToken)).Input?.Contains($"\"{folder.Key}\"", StringComparison.Ordinal) ?? false)
                return run.Arn;
            others.Add(run.Arn);
        }

        return null;
    }
}
