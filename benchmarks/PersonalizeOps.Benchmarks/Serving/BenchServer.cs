using System.Diagnostics;
using Amazon.Runtime;

namespace PersonalizeOps.Benchmarks.Serving;

/// <summary>The program <c>personalize-local</c> as a process of its own, on a state folder that the benchmark names.</summary>
internal sealed class BenchServer : IDisposable
{
    public const string Key = "BENCHMARKKEY00000001";
    public const string Secret = "benchmark-secret";

    private readonly Process _process;

    private BenchServer(Process process, Uri endpoint, TimeSpan startTime) => (_process, Endpoint, StartTime) = (process, endpoint, startTime);

    public Uri Endpoint { get; }

    /// <summary>From the start of the process to its first answer with 200.</summary>
    public TimeSpan StartTime { get; }

    public static BasicAWSCredentials Credentials => new(Key, Secret);

    public static async Task<BenchServer> StartAsync(string state)
    {
        var stopwatch = Stopwatch.StartNew();
        var program = Path.Combine(AppContext.BaseDirectory, "personalize-local.dll");
        string[] arguments = [program, "--port", "0", "--state", state, "--access-key-id", Key, "--secret-access-key", Secret];
        var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
        var endpoint = new Uri(line["Listening on ".Length..]);
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(endpoint, "/health"));
        answer.EnsureSuccessStatusCode();
        return new BenchServer(process, endpoint, stopwatch.Elapsed);
    }

    /// <summary>Resident memory in bytes.</summary>
    public long Memory()
    {
        _process.Refresh();
        return _process.WorkingSet64;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
