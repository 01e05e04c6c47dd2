using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using PersonalizeOps.Server.Tests.Protocol;

namespace PersonalizeOps.Server.Tests.Fuzz;

/// <summary>
/// Malformed requests: valid ones, bent before or after they are signed. <c>PERSONALIZEOPS_FUZZ</c> in the environment says how many; 3,000 otherwise.
/// </summary>
public sealed class FuzzTests
{
    private const long MostMemory = 512L << 20;

    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(250);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable("PERSONALIZEOPS_FUZZ"), CultureInfo.InvariantCulture, out var count) ? count : 3000;

    [Fact]
    public async Task Malformed_requests_are_refused_and_change_nothing_outside_the_state_folder()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.PathOf("bystander"), "untouched", Token);
        await using var server = await LocalServer.StartAsync(folder.PathOf("state"));
        using (var s3 = server.S3())
        {
            await s3.PutBucketAsync("fuzz", Token);
            await s3.PutObjectAsync(new() { BucketName = "fuzz", Key = "key", ContentBody = "content" }, Token);
        }

        var statuses = new ConcurrentDictionary<int, int>();
        var sideBySide = new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Token };
        await Parallel.ForEachAsync(Enumerable.Range(0, Count), sideBySide, async (number, _) =>
        {
            var request = FuzzRequest.Create(server, number);
            var answer = await SendAsync(server.Endpoint, request);
            statuses.AddOrUpdate(answer.Status, 1, (_, count) => count + 1);
            // Kestrel's own word for a protocol version that is none is 505.
            var isFine = answer.Status is 0 or 505 or (>= 200 and < 500) || (answer.Status == 501 && answer.Code == "NotImplemented");
            Assert.True(isFine, $"Request {number} was answered {answer.Status} {answer.Body}:\n{System.Text.Encoding.Latin1.GetString(request.AsSpan(0, Math.Min(request.Length, 2000)))}");
        });

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", statuses.OrderBy(each => each.Key).Select(each => $"{each.Key}: {each.Value}")));
        Assert.True(statuses.Where(each => each.Key is >= 400 and < 500).Sum(each => each.Value) > Count / 2);
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) < MostMemory);
        Assert.Equal(200, (await new SignedRequest(server).SendAsync()).Status);
        Assert.Equal(["bystander", "state"], Directory.GetFileSystemEntries(folder.Root).Select(Path.GetFileName).Order());
        Assert.Equal("untouched", await File.ReadAllTextAsync(folder.PathOf("bystander"), Token));
        Assert.Empty(Directory.GetFiles(folder.PathOf("state/tmp")));
    }

    private static async Task<RawResponse> SendAsync(Uri endpoint, byte[] request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(endpoint.Host, endpoint.Port, Token);
        var stream = client.GetStream();
        using var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(request, Token);
            var reading = stream.CopyToAsync(answer, Token);

            // A request that promises more than it sends gets no answer until its end is told; telling it of a whole one would cut its answer off.
            if (await Task.WhenAny(reading, Task.Delay(Silence, Token)) != reading)
            {
                client.Client.Shutdown(SocketShutdown.Send);
            }

            await reading;
        }
        catch (IOException)
        {
            // Refused before all was sent.
        }

        return RawResponse.Parse(answer.ToArray());
    }
}
