using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace PersonalizeOps.Server.Tests.Protocol;

/// <summary>An answer read from the socket.</summary>
internal sealed record RawResponse(int Status, string Head, string Body)
{
    /// <summary>The code of an error, in whichever protocol; empty without one.</summary>
    public string Code => Regex.Match(Body, "<Code>(.*?)</Code>|\"__type\":\"(.*?)\"") is { Success: true } match
        ? match.Groups[1].Value + match.Groups[2].Value
        : "";

    /// <summary>Sends bytes and reads the answer to the end of the connection.</summary>
    public static async Task<RawResponse> ExchangeAsync(Uri endpoint, byte[] request)
    {
        var token = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(endpoint.Host, endpoint.Port, token);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(request, token);
        }
        catch (IOException)
        {
            // A server that refuses early stops reading; its answer is there all the same.
        }

        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, token);
        }
        catch (IOException)
        {
        }

        return Parse(answer.ToArray());
    }

    public static Task<RawResponse> ExchangeAsync(Uri endpoint, string request) => ExchangeAsync(endpoint, Encoding.Latin1.GetBytes(request));

    public static RawResponse Parse(byte[] bytes)
    {
        var answer = Encoding.UTF8.GetString(bytes);
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return end < 0 ? new RawResponse(0, answer, "") : new RawResponse(int.Parse(answer.AsSpan(9, 3)), answer[..end], answer[(end + 4)..]);
    }
}
