using System.IO.Compression;
using Amazon.Personalize.Model;
using Amazon.PersonalizeRuntime.Model;
using Amazon.Runtime;
using Amazon.S3.Model;
using PersonalizeOps.Server.Tests.Personalize;

namespace PersonalizeOps.Server.Tests.Upgrade;

/// <summary>State that earlier versions wrote, kept as <c>state-VERSION.zip</c> beside this file, opened by this one.</summary>
public sealed class UpgradeTests : IDisposable
{
    private const string Bucket = "upgrade";

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Versions =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Upgrade"), "state-*.zip").Select(file => Path.GetFileNameWithoutExtension(file)["state-".Length..])];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Everything_an_earlier_version_stored_is_there(string version)
    {
        await using var scene = await OpenAsync(version);
        var read = await scene.S3.GetObjectMetadataAsync(Bucket, "data/interactions.csv", Token);
        Assert.Equal(("text/csv", "test"), (read.Headers.ContentType, read.Metadata["origin"]));
        Assert.Equal(string.Concat(Enumerable.Repeat("tail", 10)), await ReadAsync(scene, "parts.bin"));
        Assert.Equal("open.bin", Assert.Single((await scene.S3.ListMultipartUploadsAsync(Bucket, Token)).MultipartUploads).Key);
        Assert.Contains("2012-10-17", (await scene.S3.GetBucketPolicyAsync(Bucket, Token)).Policy, StringComparison.Ordinal);

        var group = Scene.Arn("dataset-group/group");
        Assert.Equal("ACTIVE", (await scene.DescribeGroupAsync(group)).Status);
        var tag = Assert.Single((await scene.Personalize.ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceArn = group }, Token)).Tags);
        Assert.Equal(("k", "v"), (tag.TagKey, tag.TagValue));
        foreach (var campaign in new[] { "user-personalization", "popularity-count", "similar-items" })
        {
            var request = new GetRecommendationsRequest { CampaignArn = Scene.Arn($"campaign/{campaign}"), NumResults = 5 };
            _ = campaign == "similar-items" ? request.ItemId = "i3" : request.UserId = "u2";
            var items = (await scene.RecommendAsync(request)).ItemList;
            Assert.Equal(5, items.Count);
            if (campaign == "user-personalization")
            {
                Assert.All(items, item => Assert.InRange(int.Parse(item.ItemId.AsSpan(1)), 0, 29));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task It_goes_on_from_there(string version)
    {
        await using var scene = await OpenAsync(version);
        await scene.S3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = "new", ContentBody = "new" }, Token);
        Assert.Equal("new", await ReadAsync(scene, "new"));
        var training = await scene.TrainAsync(Scene.Arn("solution/user-personalization"));
        Assert.Null(training.FailureReason);
        await scene.S3.AbortMultipartUploadAsync(Bucket, "open.bin", (await scene.S3.ListMultipartUploadsAsync(Bucket, Token)).MultipartUploads[0].UploadId, Token);
        await scene.DeployAsync(training.SolutionVersionArn, "again");
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<string> ReadAsync(Scene scene, string key)
    {
        using var response = await scene.S3.GetObjectAsync(Bucket, key, Token);
        using var text = new StreamReader(response.ResponseStream);
        return await text.ReadToEndAsync(Token);
    }

    private async Task<Scene> OpenAsync(string version)
    {
        var state = _folder.PathOf(Guid.NewGuid().ToString("N"));
        await ZipFile.ExtractToDirectoryAsync(Path.Combine(AppContext.BaseDirectory, "Upgrade", $"state-{version}.zip"), state, Token);
        var server = await LocalServer.StartAsync(state);
        return Scene.Of(server, server.Endpoint, new BasicAWSCredentials(server.Server.AccessKeyId, server.Server.SecretAccessKey));
    }
}
