using System.Diagnostics;
using Amazon.Runtime;
using Amazon.S3;
using PersonalizeOps.Server.Tests.Jobs;
using PersonalizeOps.Server.Tests.Personalize;

namespace PersonalizeOps.Server.Tests.Host;

/// <summary>A state folder on a small disk of its own that is full while the server works.</summary>
public sealed class DiskFullTests : IAsyncLifetime
{
    private const string Reason = "No space is left on the disk of the state folder";

    private readonly TemporaryFolder _folder = new();
    private bool _mounted;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Disk => _folder.PathOf("disk");

    private string Filler => Path.Combine(Disk, "filler");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Disk);
        _mounted = OperatingSystem.IsLinux() && await RunAsync("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", Disk) == 0;
    }

    [Fact]
    public async Task A_full_disk_is_told_changes_nothing_and_is_forgotten_once_there_is_space()
    {
        Assert.SkipUnless(_mounted, "A tmpfs cannot be mounted here.");
        await using var child = await ChildServer.StartAsync(Path.Combine(Disk, "state"));
        var scene = child.Scene;
        await scene.S3.PutBucketAsync(Scene.Bucket, Token);
        var group = await scene.CreateImportedGroupAsync("group");
        var dataset = Scene.Arn("dataset/group/INTERACTIONS");
        var campaign = await scene.DeployAsync(await scene.CreateTrainedVersionAsync(group, "solution"), "campaign");
        var many = await scene.UploadAsync("many.csv", Ratings.Interactions(25, 8000));
        await scene.UploadAsync("kept", "kept");

        Fill(leave: 300_000);
        var upload = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => scene.UploadAsync("kept", new string('x', 4_000_000)));
        Assert.Equal("InsufficientStorage", upload.ErrorCode);
        Assert.StartsWith(Reason, upload.Message, StringComparison.Ordinal);

        var import = await scene.BeginImportAsync(dataset, "too-much", many);
        var failed = await Scene.UntilAsync(() => scene.DescribeImportAsync(import), job => job.Status is "ACTIVE" or "CREATE FAILED");
        Assert.Equal("CREATE FAILED", failed.Status);
        Assert.StartsWith(Reason, failed.FailureReason, StringComparison.Ordinal);

        // Too little for a model, enough for the rows that tell of it.
        Fill(leave: 60_000);
        var solution = await UntilSpaceAsync(() => scene.BeginTrainingAsync(Scene.Arn("solution/solution")));
        if (solution is not null)
        {
            Fill(leave: 0);
            await Scene.UntilAsync(() => UntilSpaceAsync(() => scene.DescribeVersionAsync(solution)), each => each is null || each.Status != "CREATE PENDING");
        }

        Assert.Equal("kept", await scene.ReadAsync("kept"));
        Assert.Equal(10, (await scene.RecommendAsync(new() { CampaignArn = campaign, NumResults = 10 })).ItemList.Count);

        File.Delete(Filler);
        if (solution is not null)
        {
            var ended = await Scene.UntilAsync(() => scene.DescribeVersionAsync(solution), each => each.Status is "ACTIVE" or "CREATE FAILED");
            Assert.True(ended.Status == "ACTIVE" || ended.FailureReason.StartsWith(Reason, StringComparison.Ordinal), ended.FailureReason);
        }

        await scene.UploadAsync("kept", "new");
        Assert.Null((await scene.ImportAsync(dataset, "enough", Ratings.Interactions())).FailureReason);
        Assert.Null((await scene.TrainAsync(Scene.Arn("solution/solution"))).FailureReason);
        Assert.Empty(Directory.GetFiles(Path.Combine(Disk, "state", "tmp")));
        Assert.Single(Directory.GetFiles(Path.Combine(Disk, "state", "datasets")));
    }

    public async ValueTask DisposeAsync()
    {
        if (_mounted)
        {
            await RunAsync("umount", "-l", Disk);
        }

        _folder.Dispose();
    }

    private static async Task<T?> UntilSpaceAsync<T>(Func<Task<T>> call)
        where T : class
    {
        try
        {
            return await call();
        }
        catch (AmazonServiceException exception)
        {
            Assert.Equal("InsufficientStorage", exception.ErrorCode);
            return null;
        }
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            await process.WaitForExitAsync(CancellationToken.None);
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }

    private void Fill(long leave)
    {
        File.Delete(Filler);
        using var file = File.Create(Filler);
        var block = new byte[4096];
        try
        {
            for (var left = new DriveInfo(Disk).AvailableFreeSpace - leave; left > 0; left -= block.Length)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // The server took the last of it.
        }
    }
}
