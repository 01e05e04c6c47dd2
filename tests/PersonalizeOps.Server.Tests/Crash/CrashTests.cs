using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using Amazon.Personalize.Model;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Data.Sqlite;
using PersonalizeOps.Server.Tests.Jobs;
using PersonalizeOps.Server.Tests.Personalize;

namespace PersonalizeOps.Server.Tests.Crash;

/// <summary>
/// A server that is killed again and again under a mixed load. <c>PERSONALIZEOPS_CRASHES</c> in the environment says how often; 20 times otherwise.
/// </summary>
public sealed class CrashTests : IDisposable
{
    private const int Seed = 4;
    private const string Versioned = "versioned";

    private readonly TemporaryFolder _folder = new();
    private readonly Random _random = new(Seed);

    // By bucket and key: the contents an object may have, null for none. More than one while a write has no answer.
    private readonly ConcurrentDictionary<string, IReadOnlySet<string?>> _objects = new();
    private readonly ConcurrentDictionary<string, string> _versions = new();
    private readonly ConcurrentDictionary<string, byte> _resources = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static int Rounds =>
        int.TryParse(Environment.GetEnvironmentVariable("PERSONALIZEOPS_CRASHES"), CultureInfo.InvariantCulture, out var rounds) ? rounds : 20;

    private string State => _folder.PathOf("state");

    [Fact]
    public async Task What_was_answered_is_there_after_every_kill_and_nothing_is_half()
    {
        await PrepareAsync();
        for (var round = 0; round < Rounds; round++)
        {
            await using var child = await ChildServer.StartAsync(State);
            await CheckAnsweredAsync(child.Scene);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(Token);
            var load = Task.WhenAll(
                ObjectsAsync(child.Scene, round, _random.Next(), over.Token),
                UploadsAsync(child.Scene, round, over.Token),
                ResourcesAsync(child.Scene, round, over.Token),
                TrainingsAsync(child.Scene, over.Token));
            await Task.Delay(_random.Next(20, 700), Token);
            await child.KillAsync();
            await over.CancelAsync();
            await load;
            CheckDatabases();
        }

        await CheckEndAsync();
    }

    public void Dispose() => _folder.Dispose();

    private static string Text(int seed) => string.Concat(Enumerable.Repeat(seed.ToString(CultureInfo.InvariantCulture), seed % 20_000));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));

    /// <summary>Works until the server is gone; what it answers in between must be no fault of its own.</summary>
    private static async Task UntilKilledAsync(Func<Task> work, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            try
            {
                await work();
            }
            catch (AmazonServiceException exception) when ((int)exception.StatusCode is >= 400 and < 500)
            {
                // Names taken, resources in use: the load is blind.
            }
            catch (Exception exception) when (exception is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or SocketException or OperationCanceledException)
            {
                Assert.False(exception is AmazonServiceException { StatusCode: >= System.Net.HttpStatusCode.InternalServerError }, exception.Message);
                return;
            }
        }
    }

    private async Task PrepareAsync()
    {
        await using var child = await ChildServer.StartAsync(State);
        await child.Scene.S3.PutBucketAsync(Scene.Bucket, Token);
        await child.Scene.S3.PutBucketAsync(Versioned, Token);
        await child.Scene.S3.PutBucketVersioningAsync(
            new PutBucketVersioningRequest { BucketName = Versioned, VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled } }, Token);
        var group = await child.Scene.CreateImportedGroupAsync("group");
        await child.Scene.DeployAsync(await child.Scene.CreateTrainedVersionAsync(group, "solution"), "campaign");
        await child.Scene.UploadAsync("import.csv", Ratings.Interactions());
    }

    private Task ObjectsAsync(Scene scene, int round, int seed, CancellationToken over)
    {
        var random = new Random(seed);
        return UntilKilledAsync(
            async () =>
            {
                var key = $"{Scene.Bucket}/k{random.Next(30)}";
                var content = random.Next(4) == 0 ? null : Text(random.Next(1, int.MaxValue));
                var hash = content is null ? null : Hash(content);
                var before = _objects.GetValueOrDefault(key) ?? new HashSet<string?> { null };
                _objects[key] = new HashSet<string?>(before) { hash };
                if (content is null)
                {
                    await scene.S3.DeleteObjectAsync(Scene.Bucket, key.Split('/')[1], over);
                }
                else
                {
                    await scene.S3.PutObjectAsync(new PutObjectRequest { BucketName = Scene.Bucket, Key = key.Split('/')[1], ContentBody = content }, over);
                }

                _objects[key] = new HashSet<string?> { hash };
                var version = await scene.S3.PutObjectAsync(new PutObjectRequest { BucketName = Versioned, Key = "key", ContentBody = $"{round}" }, over);
                _versions[version.VersionId] = $"{round}";
            },
            over);
    }

    private Task UploadsAsync(Scene scene, int round, CancellationToken over)
    {
        var number = 0;
        return UntilKilledAsync(
            async () =>
            {
                var key = $"upload-{round}-{number++}";
                var content = Text((round * 1000) + number);
                _objects[$"{Scene.Bucket}/{key}"] = new HashSet<string?> { null, Hash(content) };
                var upload = await scene.S3.InitiateMultipartUploadAsync(Scene.Bucket, key, over);
                using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content));
                var part = await scene.S3.UploadPartAsync(
                    new UploadPartRequest { BucketName = Scene.Bucket, Key = key, UploadId = upload.UploadId, PartNumber = 1, InputStream = stream }, over);
                await scene.S3.CompleteMultipartUploadAsync(
                    new CompleteMultipartUploadRequest { BucketName = Scene.Bucket, Key = key, UploadId = upload.UploadId, PartETags = [new PartETag(1, part.ETag)] }, over);
                _objects[$"{Scene.Bucket}/{key}"] = new HashSet<string?> { Hash(content) };
            },
            over);
    }

    private Task ResourcesAsync(Scene scene, int round, CancellationToken over)
    {
        var number = 0;
        return UntilKilledAsync(
            async () =>
            {
                var name = $"r-{round}-{number++}";
                _resources[await scene.CreateSchemaAsync(name, Ratings.InteractionsSchema)] = 0;
                _resources[(await scene.Personalize.CreateDatasetGroupAsync(new CreateDatasetGroupRequest { Name = name }, over)).DatasetGroupArn] = 0;
                _resources[await scene.BeginImportAsync(Scene.Arn("dataset/group/INTERACTIONS"), name, $"s3://{Scene.Bucket}/import.csv")] = 0;
                await scene.RecommendAsync(new() { CampaignArn = Scene.Arn("campaign/campaign"), NumResults = 5 });
            },
            over);
    }

    private Task TrainingsAsync(Scene scene, CancellationToken over) => UntilKilledAsync(
        async () =>
        {
            var version = await scene.BeginTrainingAsync(Scene.Arn("solution/solution"));
            _resources[version] = 0;
            await Scene.UntilAsync(() => scene.DescribeVersionAsync(version), each => each.Status is "ACTIVE" or "CREATE FAILED");
        },
        over);

    private async Task CheckAnsweredAsync(Scene scene)
    {
        var listed = new Dictionary<string, string>();
        await foreach (var each in scene.S3.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = Scene.Bucket }).S3Objects.WithCancellation(Token))
        {
            listed[$"{Scene.Bucket}/{each.Key}"] = each.Key;
        }

        foreach (var (name, allowed) in _objects)
        {
            var content = listed.TryGetValue(name, out var key) ? Hash(await scene.ReadAsync(key)) : null;
            Assert.True(allowed.Contains(content), $"{name} is {content ?? "not there"} and should be {string.Join(" or ", allowed.Select(each => each ?? "not there"))}.");
            _objects[name] = new HashSet<string?> { content };
        }

        var versions = new HashSet<string>();
        await foreach (var each in scene.S3.Paginators.ListVersions(new ListVersionsRequest { BucketName = Versioned }).Versions.WithCancellation(Token))
        {
            versions.Add(each.VersionId);
        }

        Assert.Empty(_versions.Keys.Except(versions));
        Assert.Equal("ACTIVE", (await scene.DescribeCampaignAsync(Scene.Arn("campaign/campaign"))).Status);
    }

    private void CheckDatabases()
    {
        foreach (var file in new[] { "state.db", "objects/index.db" })
        {
            Assert.Equal("ok", Query(file, "PRAGMA integrity_check"));
            Assert.Null(Query(file, "PRAGMA foreign_key_check"));
        }
    }

    private async Task CheckEndAsync()
    {
        await using (var child = await ChildServer.StartAsync(State))
        {
            await CheckAnsweredAsync(child.Scene);
            await Scene.UntilAsync(() => Task.FromResult(Query("state.db", "SELECT count(*) FROM job")), count => count is 0L);
            Assert.Equal(0L, Query("state.db", "SELECT count(*) FROM resource WHERE status LIKE '%PENDING' OR status LIKE '%IN_PROGRESS'"));
            foreach (var arn in _resources.Keys)
            {
                Assert.Equal(1L, Query("state.db", $"SELECT count(*) FROM resource WHERE arn = '{arn}'"));
            }
        }

        // A start sweeps what the last kill left; then files and index are the same list.
        await using (await ChildServer.StartAsync(State))
        {
            Assert.Equal(Query("objects/index.db", "SELECT (SELECT count(*) FROM object_parts) + (SELECT count(*) FROM version_parts) + (SELECT count(*) FROM upload_parts)"), Count("objects/content"));
            Assert.Equal(Query("state.db", "SELECT count(*) FROM model WHERE folder IS NOT NULL"), (long)Directory.GetDirectories(Path.Combine(State, "models")).Length);
            Assert.Equal(Query("state.db", "SELECT count(*) FROM dataset_content"), Count("datasets"));
            Assert.Equal(0L, Count("tmp"));
        }
    }

    private long Count(string folder) => Directory.GetFiles(Path.Combine(State, folder), "*", SearchOption.AllDirectories).Length;

    private object? Query(string file, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(State, file), Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own statements.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
