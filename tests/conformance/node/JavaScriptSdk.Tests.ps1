# The unmodified JavaScript SDK runs the life cycle against a live local server; the checks are in lifecycle.test.mjs.
BeforeDiscovery {
    $script:hasSdk = (Get-Command node -ErrorAction Ignore) -and (Test-Path (Join-Path $PSScriptRoot 'node_modules/@aws-sdk'))
}

Describe 'JavaScript SDK' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Common.ps1')
        $folder = Join-Path ([IO.Path]::GetTempPath()) "node-$([guid]::NewGuid().ToString('n'))"
        New-ConformanceData (Join-Path $folder 'data')
        $server = Start-ConformanceServer (Join-Path $folder 'state')
        Set-ConformanceEnvironment $server (Join-Path $folder 'data')
    }

    AfterAll {
        Stop-ConformanceServer $server
        Remove-Item $folder -Recurse -Force
    }

    It '<_>' -Skip:(-not $hasSdk) -ForEach @(
        'tells who is calling'
        'uploads in parts with lib-storage'
        'keeps versions and tags'
        'runs from schema to recommendations and a batch job'
        'throws the typed exception'
    ) {
        $output = node --test --test-name-pattern "^$_$" (Join-Path $PSScriptRoot 'lifecycle.test.mjs') 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 0 -Because $output
        $output | Should -Match '(?m)^. pass 1\b'
    }
}
