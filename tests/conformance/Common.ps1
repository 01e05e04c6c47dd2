# Shared by the conformance tests: a live server on a state folder of its own, and ratings with an obvious taste to train on.

function Start-ConformanceServer([string] $State) {
    $binary = Join-Path $PSScriptRoot "../../bin/server/personalize-local$($IsWindows ? '.exe' : '')"
    $start = [Diagnostics.ProcessStartInfo]::new($binary)
    foreach ($argument in '--port', '0', '--state', $State, '--access-key-id', 'CONFORMANCEKEY00', '--secret-access-key', 'conformance-secret', '--log-level', 'warning') {
        $start.ArgumentList.Add($argument)
    }
    $start.RedirectStandardOutput = $true
    $process = [Diagnostics.Process]::Start($start)
    $line = $process.StandardOutput.ReadLine()
    if ($line -notmatch '^Listening on (http://\S+)$') { throw "The server did not start: '$line'." }
    [pscustomobject]@{ Process = $process; Endpoint = $Matches[1]; State = $State }
}

function Stop-ConformanceServer($Server) {
    if (-not $Server.Process.HasExited) { $Server.Process.Kill() }
    $Server.Process.WaitForExit()
}

function New-ConformanceData([string] $Folder) {
    # 100 users, 60 items, 20 events each; even users like items below 30, odd users the others, so the right answers are known.
    $null = New-Item $Folder -ItemType Directory -Force
    $rows = foreach ($user in 1..100) {
        foreach ($step in 0..19) {
            $item = ($user * 7 + $step * 11) % 30 + ($user % 2) * 30
            "u$user,i$item,$(1700000000 + $user * 1000 + $step * 60)"
        }
    }
    Set-Content (Join-Path $Folder 'interactions.csv') (@('USER_ID,ITEM_ID,TIMESTAMP') + $rows)
    Set-Content (Join-Path $Folder 'users.json') (1..5 | ForEach-Object { "{`"userId`": `"u$_`"}" })
    Set-Content (Join-Path $Folder 'schema.json') (@{
            type = 'record'; name = 'Interactions'; namespace = 'com.amazonaws.personalize.schema'; version = '1.0'
            fields = @(@{ name = 'USER_ID'; type = 'string' }, @{ name = 'ITEM_ID'; type = 'string' }, @{ name = 'TIMESTAMP'; type = 'long' })
        } | ConvertTo-Json -Depth 5)
}

function Set-ConformanceEnvironment($Server, [string] $Data) {
    $env:AWS_ACCESS_KEY_ID = 'CONFORMANCEKEY00'
    $env:AWS_SECRET_ACCESS_KEY = 'conformance-secret'
    $env:AWS_REGION = $env:AWS_DEFAULT_REGION = 'us-east-1'
    $env:AWS_EC2_METADATA_DISABLED = 'true'
    $env:AWS_PAGER = ''
    $env:CONFORMANCE_ENDPOINT = $Server.Endpoint
    $env:CONFORMANCE_DATA = $Data
}
