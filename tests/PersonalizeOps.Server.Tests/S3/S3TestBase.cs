using System.Text;
using Amazon.S3;
using Amazon.S3.Model;

namespace PersonalizeOps.Server.Tests.S3;

/// <summary>A server with one bucket and a client, fresh for each test.</summary>
public abstract class S3TestBase : IAsyncLifetime
{
    protected const string Bucket = "bucket";

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected LocalServer Server { get; private set; } = null!;

    protected AmazonS3Client S3 { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await LocalServer.StartAsync();
        S3 = Server.S3();
        await S3.PutBucketAsync(Bucket, Token);
    }

    public async ValueTask DisposeAsync()
    {
        S3.Dispose();
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static byte[] Bytes(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    protected static async Task<string> ErrorAsync(Func<Task> call) => (await Assert.ThrowsAnyAsync<AmazonS3Exception>(call)).ErrorCode;

    protected Task<PutObjectResponse> PutAsync(string key, string text = "hello", Action<PutObjectRequest>? change = null)
    {
        var request = new PutObjectRequest { BucketName = Bucket, Key = key, InputStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) };
        change?.Invoke(request);
        return S3.PutObjectAsync(request, Token);
    }

    protected async Task<byte[]> GetAsync(string key, Action<GetObjectRequest>? change = null)
    {
        var request = new GetObjectRequest { BucketName = Bucket, Key = key };
        change?.Invoke(request);
        using var response = await S3.GetObjectAsync(request, Token);
        using var content = new MemoryStream();
        await response.ResponseStream.CopyToAsync(content, Token);
        return content.ToArray();
    }

    protected async Task<string> TextAsync(string key, Action<GetObjectRequest>? change = null) => Encoding.UTF8.GetString(await GetAsync(key, change));

    protected string[] ContentFiles() =>
        Directory.GetFiles(Path.Combine(Server.StateFolder, "objects", "content"), "*", SearchOption.AllDirectories);
}
