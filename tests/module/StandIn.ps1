# A server that answers as a test says, and knows who calls it: for answers that no real server gives at will.
function Start-StandIn([scriptblock] $Answer, $State) {
    # The script gets the path and the X-Amz-Target of a request, its context and the state, and finds its body in $sent; what it gives are status and text, nothing for the answer of
    # GetCallerIdentity, or 0 when it leaves the answer unfinished.
    $port = (& { $probe = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0); $probe.Start(); $probe.LocalEndpoint.Port; $probe.Stop() })
    $listener = [Net.HttpListener]::new()
    $listener.Prefixes.Add("http://127.0.0.1:$port/")
    $listener.Start()
    $serving = Start-ThreadJob -ArgumentList $listener, "$Answer", $State {
        param($listener, $text, $state)
        $answer = [scriptblock]::Create($text)
        $identity = '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/x</Arn>' +
            '<UserId>x</UserId><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>'
        while ($listener.IsListening) {
            try { $context = $listener.GetContext() } catch { return }
            $sent = [IO.StreamReader]::new($context.Request.InputStream).ReadToEnd()
            $status, $body = & $answer $context.Request.Url.AbsolutePath $context.Request.Headers['X-Amz-Target'] $context $state
            if ($status -eq 0) { $unfinished += , $context; continue } # not collected, which would close it
            $context.Response.StatusCode = $status ?? 200
            $context.Response.ContentType = $context.Request.Headers['X-Amz-Target'] ? 'application/x-amz-json-1.1' : 'application/xml'
            $context.Response.Close([Text.Encoding]::UTF8.GetBytes($body ?? $identity), $false)
        }
    }
    $credential = [pscredential]::new('key', (ConvertTo-SecureString 'secret' -AsPlainText))
    $connection = Connect-Personalize -EndpointUrl "http://127.0.0.1:$port" -Region us-east-1 -Credential $credential -Name StandIn
    [pscustomobject]@{ Connection = $connection; Endpoint = "http://127.0.0.1:$port"; Listener = $listener; Serving = $serving }
}

function Stop-StandIn($StandIn) {
    Disconnect-Personalize $StandIn.Connection
    $StandIn.Listener.Stop()
    $StandIn.Serving | Remove-Job -Force
}
