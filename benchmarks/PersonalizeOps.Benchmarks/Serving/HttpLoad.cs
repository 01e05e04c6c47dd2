using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace PersonalizeOps.Benchmarks.Serving;

/// <summary>Sends prepared requests over connections that stay open, each as soon as the one before is answered.</summary>
internal static class HttpLoad
{
    /// <summary>Runs the load.</summary>
    /// <returns>How long each request took, in milliseconds, in ascending order.</returns>
    public static async Task<double[]> RunAsync(Uri endpoint, IReadOnlyList<byte[]> requests, int connections, TimeSpan duration)
    {
        var stopwatch = Stopwatch.StartNew();
        var times = await Task.WhenAll(Enumerable.Range(0, connections).Select(number => Task.Run(() => ConnectionAsync(endpoint, requests, number, stopwatch, duration))));
        var all = times.SelectMany(each => each).ToArray();
        Array.Sort(all);
        return all;
    }

    private static async Task<List<double>> ConnectionAsync(Uri endpoint, IReadOnlyList<byte[]> requests, int number, Stopwatch stopwatch, TimeSpan duration)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(endpoint.Host, endpoint.Port);
        var buffer = new byte[64 * 1024];
        var times = new List<double>(100_000);
        for (var index = number * 37; stopwatch.Elapsed < duration; index++)
        {
            var began = stopwatch.Elapsed;
            await socket.SendAsync(requests[index % requests.Count]);
            await ReadAnswerAsync(socket, buffer);
            times.Add((stopwatch.Elapsed - began).TotalMilliseconds);
        }

        return times;
    }

    private static async Task ReadAnswerAsync(Socket socket, byte[] buffer)
    {
        var (count, total) = (0, -1);
        while (total < 0 || count < total)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(count));
            if (read == 0)
            {
                throw new IOException("The server closed the connection.");
            }

            count += read;
            total = total >= 0 ? total : Total(buffer.AsSpan(0, count));
        }
    }

    private static int Total(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return -1;
        }

        if (!answer.StartsWith("HTTP/1.1 200"u8))
        {
            throw new IOException(Encoding.UTF8.GetString(answer));
        }

        var field = answer[(answer.IndexOf("Content-Length: "u8) + 16)..];
        return end + 4 + int.Parse(field[..field.IndexOf((byte)'\r')]);
    }
}
