using System.Diagnostics;
using System.Globalization;
using Amazon.S3;
using Amazon.S3.Transfer;

namespace PersonalizeOps.Benchmarks.Serving;

/// <summary>Measures uploads and downloads through the SDK's TransferUtility against a plain copy with a flush on the same disk.</summary>
internal static class S3Command
{
    private const string Bucket = "bench";
    private const int Rounds = 3;

    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        var size = args is ["--mib", var text, ..] ? int.Parse(text, CultureInfo.InvariantCulture) : 1024;
        var folder = Directory.CreateTempSubdirectory("personalizeops-bench-").FullName;
        try
        {
            var source = Path.Combine(folder, "source");
            WriteNoise(source, size);
            using var server = await BenchServer.StartAsync(Path.Combine(folder, "state"));
            using var s3 = new AmazonS3Client(
                BenchServer.Credentials,
                new AmazonS3Config { ServiceURL = server.Endpoint.ToString(), AuthenticationRegion = "us-east-1", ForcePathStyle = true });
            await s3.PutBucketAsync(Bucket);
            using var transfer = new TransferUtility(s3);

            // Taken in turns, so that whatever else the machine does meets all alike.
            var (copies, uploads, downloads) = (new List<double>(), new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                copies.Add(await TimeAsync(() => CopyAsync(source, Path.Combine(folder, "copy"))));
                uploads.Add(await TimeAsync(() => transfer.UploadAsync(source, Bucket, "object")));
                downloads.Add(await TimeAsync(() => transfer.DownloadAsync(Path.Combine(folder, "download"), Bucket, "object")));
            }

            await output.WriteLineAsync(Machine.Line);
            await output.WriteLineAsync($"{size} MiB, best of {Rounds}; resident memory of the server {server.Memory() >> 20} MiB");
            await output.WriteLineAsync();
            await output.WriteLineAsync("| | MiB/s | of a copy |");
            await output.WriteLineAsync("| --- | ---: | ---: |");
            foreach (var (name, seconds) in new[] { ("copy with flush", copies.Min()), ("PutObject", uploads.Min()), ("GetObject", downloads.Min()) })
            {
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| {name} | {size / seconds:0} | {copies.Min() / seconds:0%} |"));
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var stopwatch = Stopwatch.StartNew();
        await work();
        return stopwatch.Elapsed.TotalSeconds;
    }

    private static async Task CopyAsync(string from, string to)
    {
        await using var source = File.OpenRead(from);
        await using var target = new FileStream(to, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        await source.CopyToAsync(target, 1024 * 1024);
        target.Flush(flushToDisk: true);
    }

    private static void WriteNoise(string path, int mebibytes)
    {
        using var file = File.Create(path);
        var block = new byte[1024 * 1024];
        var state = 1UL;
        for (var number = 0; number < mebibytes; number++)
        {
            foreach (ref var word in System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ulong>(block.AsSpan()))
            {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                word = state;
            }

            file.Write(block);
        }
    }
}
