# moto's interpreter runs the state machines; their Personalize tasks call a live local server. The checks are in test_state_machines.py.
BeforeDiscovery {
    $script:hasMoto = if (Get-Command python3 -ErrorAction Ignore) { python3 -c 'import moto.stepfunctions, moto.sns' 2>$null; $LASTEXITCODE -eq 0 }
}

Describe 'State machines' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Common.ps1')
        $folder = Join-Path ([IO.Path]::GetTempPath()) "states-$([guid]::NewGuid().ToString('n'))"
        New-ConformanceData (Join-Path $folder 'data')
        $server = Start-ConformanceServer (Join-Path $folder 'state')
        Set-ConformanceEnvironment $server (Join-Path $folder 'data')
    }

    AfterAll {
        Stop-ConformanceServer $server
        Remove-Item $folder -Recurse -Force
    }

    It 'runs <_>' -Skip:(-not $hasMoto) -ForEach 'test_state_machines.py' {
        $output = python3 (Join-Path $PSScriptRoot $_) 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 0 -Because $output
        $output | Should -Match 'Ran 6 tests'
    }
}
