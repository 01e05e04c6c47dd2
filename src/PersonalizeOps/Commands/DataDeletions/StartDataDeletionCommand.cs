using System.Management.Automation;
using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Connection;
using PersonalizeOps.Errors;

namespace PersonalizeOps.Commands.DataDeletions;

/// <summary>
/// Deletes users with their interactions from all datasets of a group. The users come from the pipeline, or from a CSV file with a column
/// USER_ID, local or on S3. It cannot be undone.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "DataDeletion", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = UserSet)]
[OutputType(typeof(Records.DataDeletion))]
public sealed class StartDataDeletionCommand : JobCmdlet
{
    private const string UserSet = "User";
    private const string PathSet = "Path";

    private readonly List<string> _users = [];

    /// <summary>The dataset group, as name, ARN or object.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("DatasetGroupArn")]
    [ResourceCompleter(ResourceKind.DatasetGroup)]
    public ResourceIdentity DatasetGroup { get; set; } = null!;

    /// <summary>The users to delete. A file is none of them: give it with -InputPath.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = UserSet)]
    [Alias("USER_ID", "Id")]
    [IdTransformation("UserId", "USER_ID", "Id")]
    [ValidateNotNullOrEmpty]
    public string[] UserId { get; set; } = [];

    /// <summary>A CSV file with a column USER_ID: a local path, or an S3 URI, which is then read where it is.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string? InputPath { get; set; }

    /// <summary>The name of the job. The default is made of the group and the time.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The IAM role with which Personalize uses the bucket. Required on AWS; the local server needs none.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RoleArn { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var user in UserId)
            await TryAsync(user, () => AddAsync(user));
    }

    /// <inheritdoc/>
    protected override Task EndAsync(CancellationToken cancellationToken) => InputPath is null && _users.Count == 0
        ? Task.CompletedTask
        : TryAsync(DatasetGroup.Text, () => StartAsync(cancellationToken));

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        var groupArn = await Api.ResolveAsync(DatasetGroup, ResourceKind.DatasetGroup, cancellationToken);
        var name = Name ?? JobNames.Create($"{ResourceArn.NameOf(groupArn)}-deletion", TimeProvider.System);
        var roleArn = ServiceRole.Resolve(RoleArn, Connection);
        var who = InputPath is null ? $"{_users.Count} users" : $"the users in {InputPath}";
        if (!ShouldProcess($"{who}, with all their data in {ResourceArn.NameOf(groupArn)}", "CreateDataDeletionJob"))
            return;
        var request = new CreateDataDeletionJobRequest
        {
            JobName = name,
            DatasetGroupArn = groupArn,
            DataSource = new DataSource { DataLocation = (await UploadAsync(name, cancellationToken)).ToString() },
            RoleArn = roleArn,
        };
        WriteObject(await FinishAsync(await Api.CreateDataDeletionAsync(request, cancellationToken), updated: false, cancellationToken));
    }

    private async Task<S3Uri> UploadAsync(string name, CancellationToken cancellationToken)
    {
        if (InputPath is not null && S3Uri.IsS3Uri(InputPath))
            return S3Uri.Parse(InputPath);
        var files = new S3Files(Api);
        var destination = new S3Uri(files.DefaultBucket, $"deletion/{name}/users.csv");
        await files.EnsureBucketAsync(destination.Bucket, (_, _) => true, cancellationToken);
        if (InputPath is not null)
            await UploadAsync(GetUnresolvedProviderPathFromPSPath(InputPath), destination, new UploadOptions(), cancellationToken);
        else
            await files.WriteAsync(destination, CsvText(), cancellationToken);
        return destination;
    }

    // A job that deletes nobody, for a path in the place of the users, would seem to have deleted them all.
    private Task AddAsync(string user)
    {
        if (IsFile(user))
            throw new PersonalizeException("UserIsFile", ErrorCategory.InvalidArgument, $"'{user}' is the name of a file, not a user.", user, "Give a file with -InputPath.");
        _users.Add(user);
        return Task.CompletedTask;
    }

    private static bool IsFile(string user) => S3Uri.IsS3Uri(user) || user.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);

    private string CsvText() =>
        string.Join('\n', _users.Select(user => $"\"{user.Replace("\"", "\"\"", StringComparison.Ordinal)}\"").Prepend("USER_ID")) + "\n";
}
