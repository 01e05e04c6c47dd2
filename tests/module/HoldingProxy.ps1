# Passes bytes on to the local server until as many as allowed went there, or a word comes by; then holds the connection that brought it.
if (-not ('HoldingProxy' -as [type])) {
    Add-Type -TypeDefinition @'
using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

public sealed class HoldingProxy : IDisposable
{
    private readonly TcpListener _listener = new TcpListener(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new CancellationTokenSource();
    private readonly int _target;
    private readonly long _limit;
    private readonly string _word;
    private long _passed;
    private int _held;

    public HoldingProxy(int target, long limit, string word = null)
    {
        _target = target;
        _limit = limit;
        _word = word;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port { get { return ((IPEndPoint)_listener.LocalEndpoint).Port; } }

    public ManualResetEventSlim Holding { get; } = new ManualResetEventSlim();

    public void Dispose() { _end.Cancel(); _listener.Stop(); }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(_end.Token);
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            await server.ConnectAsync(IPAddress.Loopback, _target);
            await Task.WhenAny(PumpAsync(client, server, true), PumpAsync(server, client, false));
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, bool counted)
    {
        var block = new byte[65536];
        while (true)
        {
            var read = await from.GetStream().ReadAsync(block, _end.Token);
            if (read == 0) { return; }
            if (counted && (Interlocked.Add(ref _passed, read) > _limit || Has(block, read)) && Interlocked.Exchange(ref _held, 1) == 0)
            {
                Holding.Set();
                await Task.Delay(-1, _end.Token);
            }
            await to.GetStream().WriteAsync(block.AsMemory(0, read), _end.Token);
        }
    }

    private bool Has(byte[] block, int count)
    {
        return _word != null && Encoding.ASCII.GetString(block, 0, count).Contains(_word);
    }
}
'@
}

function Connect-Through([string] $StatePath, [string] $Endpoint, [long] $Limit, [string] $Word) {
    # A connection to a local server by way of a proxy that holds it.
    $proxy = [HoldingProxy]::new(([uri]$Endpoint).Port, $Limit, ($Word ? $Word : [NullString]::Value))
    $saved = Get-Content (Get-PersonalizeLocal -StatePath $StatePath).CredentialsPath -Raw | ConvertFrom-Json
    $credential = [pscredential]::new($saved.accessKeyId, (ConvertTo-SecureString $saved.secretAccessKey -AsPlainText))
    $proxy, (Connect-Personalize -EndpointUrl "http://127.0.0.1:$($proxy.Port)" -Region us-east-1 -Credential $credential -Name Through)
}
