# The unmodified boto3 runs the life cycle against a live local server; the checks are in test_lifecycle.py and test_stranger.py.
BeforeDiscovery {
    $script:hasBoto3 = if (Get-Command python3 -ErrorAction Ignore) { python3 -c 'import boto3' 2>$null; $LASTEXITCODE -eq 0 }
}

Describe 'boto3' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Common.ps1')
        $folder = Join-Path ([IO.Path]::GetTempPath()) "boto3-$([guid]::NewGuid().ToString('n'))"
        New-ConformanceData (Join-Path $folder 'data')
        $server = Start-ConformanceServer (Join-Path $folder 'state')
        Set-ConformanceEnvironment $server (Join-Path $folder 'data')
    }

    AfterAll {
        Stop-ConformanceServer $server
        Remove-Item $folder -Recurse -Force
    }

    It '<_>' -Skip:(-not $hasBoto3) -ForEach 'test_1_identity', 'test_2_upload', 'test_3_lifecycle', 'test_4_lists_page', 'test_5_errors' {
        $output = python3 (Join-Path $PSScriptRoot 'test_lifecycle.py') "Lifecycle.$_" 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 0 -Because $output
        $output | Should -Match 'Ran 1 test'
    }

    It 'a script written for AWS: <_>' -Skip:(-not $hasBoto3) -ForEach 'test_1_campaign', 'test_2_recommender' {
        $output = python3 (Join-Path $PSScriptRoot 'test_stranger.py') "Stranger.$_" 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 0 -Because $output
        $output | Should -Match 'Ran 1 test'
    }

    It '<_>' -Skip:(-not $hasBoto3) -ForEach 'test_1_versions', 'test_2_tags_and_conditions', 'test_3_presigned', 'test_4_transfer', 'test_5_configurations' {
        $output = python3 (Join-Path $PSScriptRoot 'test_s3.py') "S3.$_" 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 0 -Because $output
        $output | Should -Match 'Ran 1 test'
    }
}
