# The unmodified AWS CLI's s3 and s3api commands, and every operation of Personalize with arguments made from the service models.
BeforeDiscovery {
    $script:hasCli = [bool](Get-Command aws -ErrorAction Ignore)
    $script:hasDriver = if (Get-Command python3 -ErrorAction Ignore) { python3 -c 'import awscli.clidriver' 2>$null; $LASTEXITCODE -eq 0 }
}

Describe 'AWS CLI and S3' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Common.ps1')
        $folder = Join-Path ([IO.Path]::GetTempPath()) "cli-s3-$([guid]::NewGuid().ToString('n'))"
        $data = Join-Path $folder 'data'
        New-ConformanceData $data
        $server = Start-ConformanceServer (Join-Path $folder 'state')
        Set-ConformanceEnvironment $server $data

        function Invoke-Aws {
            $text = aws --endpoint-url $server.Endpoint --output json @args 2>&1 | Out-String
            if ($LASTEXITCODE -ne 0) { throw "aws $args`: $text" }
            if ($text.Trim().StartsWith('{')) { $text | ConvertFrom-Json -AsHashtable } else { $text.Trim() }
        }

        if (Get-Command aws -ErrorAction Ignore) { $null = Invoke-Aws s3 mb s3://cli-s3 }
    }

    AfterAll {
        Stop-ConformanceServer $server
        Remove-Item $folder -Recurse -Force
    }

    It 'syncs a folder, and only what has changed' -Skip:(-not $hasCli) {
        $null = Invoke-Aws s3 sync $data s3://cli-s3/sync
        Invoke-Aws s3 sync $data s3://cli-s3/sync | Should -BeNullOrEmpty
        Set-Content (Join-Path $data 'users.json') '{"userId": "u99"}'
        Invoke-Aws s3 sync $data s3://cli-s3/sync | Should -Match 'users.json'
        Invoke-Aws s3 ls s3://cli-s3/sync/ | Should -Match 'interactions.csv'
    }

    It 'moves, copies and removes objects' -Skip:(-not $hasCli) {
        $null = Invoke-Aws s3 cp s3://cli-s3/sync/schema.json s3://cli-s3/copy.json
        $null = Invoke-Aws s3 mv s3://cli-s3/copy.json s3://cli-s3/moved.json
        (Invoke-Aws s3 cp s3://cli-s3/moved.json -).name | Should -Be 'Interactions'
        $null = Invoke-Aws s3 rm s3://cli-s3/sync --recursive
        (Invoke-Aws s3api list-objects-v2 --bucket cli-s3).Contents.Key | Should -Be 'moved.json'
    }

    It 'copies a large object in parts, and tags it' -Skip:(-not $hasCli) {
        $big = Join-Path $folder 'big.bin'
        [IO.File]::WriteAllBytes($big, [byte[]]::new(9MB))
        $null = Invoke-Aws s3 cp $big s3://cli-s3/big.bin
        $null = Invoke-Aws s3api put-object-tagging --bucket cli-s3 --key big.bin --tagging 'TagSet=[{Key=kind,Value=big}]'
        $null = Invoke-Aws s3 cp s3://cli-s3/big.bin s3://cli-s3/copy.bin
        (Invoke-Aws s3api head-object --bucket cli-s3 --key copy.bin).ContentLength | Should -Be 9MB
        (Invoke-Aws s3api get-object-tagging --bucket cli-s3 --key big.bin).TagSet.Value | Should -Be 'big'
        (Invoke-Aws s3api get-object-attributes --bucket cli-s3 --key copy.bin --object-attributes ObjectSize ETag).ObjectSize | Should -Be 9MB
    }

    It 'presigns an address that works without keys' -Skip:(-not $hasCli) {
        $address = Invoke-Aws s3 presign s3://cli-s3/moved.json
        (Invoke-RestMethod $address).name | Should -Be 'Interactions'
    }

    It 'keeps versions, tags, acceleration and notifications of a bucket' -Skip:(-not $hasCli) {
        $null = Invoke-Aws s3api put-bucket-versioning --bucket cli-s3 --versioning-configuration Status=Enabled
        (Invoke-Aws s3api get-bucket-versioning --bucket cli-s3).Status | Should -Be 'Enabled'
        $null = Invoke-Aws s3 rm s3://cli-s3/moved.json
        $versions = Invoke-Aws s3api list-object-versions --bucket cli-s3 --prefix moved
        $versions.DeleteMarkers.Count, $versions.Versions.Count | Should -Be 1, 1
        $null = Invoke-Aws s3api delete-object --bucket cli-s3 --key moved.json --version-id $versions.DeleteMarkers[0].VersionId
        (Invoke-Aws s3 cp s3://cli-s3/moved.json -).name | Should -Be 'Interactions'

        $null = Invoke-Aws s3api put-bucket-tagging --bucket cli-s3 --tagging 'TagSet=[{Key=team,Value=films}]'
        (Invoke-Aws s3api get-bucket-tagging --bucket cli-s3).TagSet.Value | Should -Be 'films'
        $null = Invoke-Aws s3api put-bucket-accelerate-configuration --bucket cli-s3 --accelerate-configuration Status=Enabled
        (Invoke-Aws s3api get-bucket-accelerate-configuration --bucket cli-s3).Status | Should -Be 'Enabled'
        $configuration = '{"TopicConfigurations":[{"TopicArn":"arn:aws:sns:us-east-1:000000000000:t","Events":["s3:ObjectCreated:*"]}]}'
        $null = Invoke-Aws s3api put-bucket-notification-configuration --bucket cli-s3 --notification-configuration $configuration
        (Invoke-Aws s3api get-bucket-notification-configuration --bucket cli-s3).TopicConfigurations.Events | Should -Be 's3:ObjectCreated:*'
    }

    It 'writes only where nothing is' -Skip:(-not $hasCli) {
        $body = Join-Path $data 'users.json'
        # A lone asterisk would become the names of the files here.
        $request = '{"Bucket":"cli-s3","Key":"once","IfNoneMatch":"*"}'
        $null = Invoke-Aws s3api put-object --cli-input-json $request --body $body
        { Invoke-Aws s3api put-object --cli-input-json $request --body $body } | Should -Throw '*PreconditionFailed*'
    }

    It 'removes a bucket with what it holds' -Skip:(-not $hasCli) {
        $null = Invoke-Aws s3 mb s3://cli-rb
        $null = Invoke-Aws s3 cp (Join-Path $data 'schema.json') s3://cli-rb/schema.json
        $null = Invoke-Aws s3 rb s3://cli-rb --force
        { Invoke-Aws s3 ls s3://cli-rb } | Should -Throw '*NoSuchBucket*'
    }

    It 'sends every operation of Personalize, and gets what the model allows' -Skip:(-not $hasDriver) {
        $output = python3 (Join-Path $PSScriptRoot 'every_operation.py') 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 0 -Because $output
        $output | Should -Match 'Ran 1 test'
    }
}
