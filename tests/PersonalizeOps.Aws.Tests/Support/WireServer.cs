using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PersonalizeOps.Aws.Tests.Support;

/// <summary>A small HTTP/1.1 server on a port the system gives; it keeps what it was sent and closes after each answer.</summary>
internal sealed class WireServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<WireRequest, CancellationToken, Task<WireResponse>> _answer;
    private readonly Task _accepting;

    public WireServer(Func<WireRequest, WireResponse> answer)
        : this((request, _) => Task.FromResult(answer(request)))
    {
    }

    public WireServer(Func<WireRequest, CancellationToken, Task<WireResponse>> answer)
    {
        _answer = answer;
        _listener.Start();
        Url = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/";
        _accepting = AcceptAsync();
    }

    public string Url { get; }

    public List<WireRequest> Requests { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient connection)
    {
        using (connection)
        {
            try
            {
                var stream = connection.GetStream();
                var request = await ReadAsync(stream);
                Requests.Add(request);
                await WriteAsync(stream, await _answer(request, _stop.Token));
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException)
            {
                // The client left or the test is over.
            }
        }
    }

    private async Task<WireRequest> ReadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var buffer = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(buffer, _stop.Token);
            head.Append((char)buffer[0]);
        }

        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1)
            .Select(line => line.Split(':', 2))
            .ToDictionary(pair => pair[0], pair => pair[1].Trim(), StringComparer.OrdinalIgnoreCase);
        var body = new byte[headers.TryGetValue("Content-Length", out var length) ? int.Parse(length) : 0];
        await stream.ReadExactlyAsync(body, _stop.Token);
        var words = lines[0].Split(' ');
        return new WireRequest(words[0], words[1], headers, body);
    }

    private async Task WriteAsync(NetworkStream stream, WireResponse response)
    {
        var head = new StringBuilder($"HTTP/1.1 {response.Status} Status\r\nConnection: close\r\nContent-Length: {response.Body.Length}\r\n");
        foreach (var (name, value) in response.Headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), _stop.Token);
        await stream.WriteAsync(response.Body, _stop.Token);
    }
}
