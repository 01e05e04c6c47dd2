# Uploads: keys, what is there already, interruption and resumption, damage, failing files, acceleration.
BeforeDiscovery {
    $script:hasMoto = if (Get-Command python3 -ErrorAction Ignore) { python3 -c 'import moto.server, moto.s3' 2>$null; $LASTEXITCODE -eq 0 }
}

Describe 'Publish-PersonalizeDataset' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Common.ps1')
        . (Join-Path $PSScriptRoot 'HoldingProxy.ps1')
        . (Join-Path $PSScriptRoot 'StandIn.ps1')
        $folder = New-TestFolder publish
        $state = Join-Path $folder 'state'
        $local = Connect-Personalize -Local -StatePath $state -Name Local
        $null = ConvertTo-PersonalizeDataset (New-TinyMovieLens (Join-Path $folder 'movies')) -OutputPath (Join-Path $folder 'out') -OutVariable converted

        function New-File([string] $Name, [int] $Megabytes, [int] $Seed = 1) {
            $bytes = [byte[]]::new($Megabytes * 1000000)
            [Random]::new($Seed).NextBytes($bytes)
            $path = Join-Path $folder $Name
            $null = New-Item (Split-Path $path) -ItemType Directory -Force
            [IO.File]::WriteAllBytes($path, $bytes)
            $path
        }

        function Invoke-Interrupted([string] $File, [string] $Bucket, [int] $Megabytes, [hashtable] $Arguments = @{}) {
            # Begins an upload in another runspace, and stops its pipeline once so much was sent. One part goes at a time, so that it is known which arrived.
            $proxy, $through = Connect-Through $state $local.Endpoint ($Megabytes * 1000000)
            $shell = [powershell]::Create()
            $null = $shell.AddScript("Import-Module '$manifest'; `$more = `$args[1]; Publish-PersonalizeDataset '$File' -Bucket $Bucket -ThrottleLimit 1 -Connection `$args[0] @more").
                AddArgument($through).AddArgument($Arguments)
            try {
                $running = $shell.BeginInvoke()
                $proxy.Holding.Wait(60000) | Should -BeTrue
                # The progress record with the bytes comes a moment after them. Enumerating a stream would wait for its end.
                $progress = $shell.Streams.Progress
                while (-not ($progress.Count -and $progress[$progress.Count - 1].StatusDescription -match 'MB a second') -and -not $running.IsCompleted) {
                    $null = $running.AsyncWaitHandle.WaitOne(20)
                }
                $running.IsCompleted | Should -BeFalse
                $watch = [Diagnostics.Stopwatch]::StartNew()
                $shell.Stop()
                # A second is promised; a busy machine may add to it, and the held connection would wait for ever.
                $watch.Elapsed.TotalSeconds | Should -BeLessThan 10
                $shell.InvocationStateInfo.State | Should -Be 'Stopped'
                $progress
            }
            finally {
                $proxy.Dispose()
                $shell.Stop()
                $shell.Dispose()
                Disconnect-Personalize $through
            }
        }
    }

    AfterAll {
        Stop-PersonalizeLocal -StatePath $state
        Disconnect-Personalize
        Remove-Item $folder -Recurse -Force
    }

    Context 'what is uploaded' {
        It 'uploads a folder with paths as keys, always with slashes, schemas first' {
            $source = Join-Path $folder 'tree'
            $null = New-Item (Join-Path $source 'deep/er') -ItemType Directory -Force
            Copy-Item (Join-Path $folder 'out/items.csv') (Join-Path $source 'deep/er')
            Copy-Item (Join-Path $folder 'out/items.schema.json') $source
            Set-Content (Join-Path $source 'a.txt') 'a'
            Set-Content (Join-Path $source '.hidden.tmp') 'b'
            if ($IsWindows) { (Get-Item (Join-Path $source '.hidden.tmp') -Force).Attributes = 'Hidden' }
            $done = Publish-PersonalizeDataset $source -Bucket films -Prefix 'data\2026\'
            $done.Key | Should -Be 'data/2026/items.schema.json', 'data/2026/a.txt', 'data/2026/deep/er/items.csv'
            $done[2].DataLocation | Should -Be 's3://films/data/2026/deep/er/items.csv'
            $done[2].DatasetType | Should -Be 'Items'
            $done[0].DatasetType | Should -BeNullOrEmpty
            $done[2].Length | Should -Be (Get-Item (Join-Path $source 'deep/er/items.csv')).Length
            $done.Status | Sort-Object -Unique | Should -Be 'Uploaded'
        }

        It 'takes paths, wildcards and files through the pipeline' {
            $odd = Join-Path $folder 'odd[1].csv'
            Set-Content -LiteralPath $odd 'x'
            (Get-Item -LiteralPath $odd | Publish-PersonalizeDataset -Bucket films).Key | Should -Be 'odd[1].csv'
            (Join-Path $folder 'out/items.csv' | Publish-PersonalizeDataset -Bucket films).Key | Should -Be 'items.csv'
            (Publish-PersonalizeDataset (Join-Path $folder 'out/*.csv') -Bucket films -Prefix wild).Key | Should -Be 'wild/interactions.csv', 'wild/items.csv'
        }

        It 'takes what ConvertTo-PersonalizeDataset emits, and imports follow in the pipeline' {
            $jobs = $converted | Publish-PersonalizeDataset -Bucket films -Prefix converted | New-PersonalizeImport -DatasetGroup Films -Wait
            $jobs.DatasetType | Should -Be 'Interactions', 'Items'
            $jobs.Status | Should -Be 'ACTIVE', 'ACTIVE'
            $jobs.DataLocation | Should -Be 's3://films/converted/interactions.csv', 's3://films/converted/items.csv'
        }

        It 'imports a file whose schema was not uploaded with it, and refuses one of an unknown type' {
            $job = Publish-PersonalizeDataset (Join-Path $folder 'out/items.csv') -Bucket films -Prefix alone | New-PersonalizeImport -DatasetGroup Alone -Wait
            $job.Status | Should -Be 'ACTIVE'
            $renamed = Copy-Item (Join-Path $folder 'out/items.csv') (Join-Path $folder 'films.csv') -PassThru
            $file = $renamed | Publish-PersonalizeDataset -Bucket films
            @(Invoke-Catching { $file | New-PersonalizeImport -DatasetGroup Alone })[0].FullyQualifiedErrorId | Should -BeLike 'DatasetTypeUnknown,*'
            ($file | New-PersonalizeImport -DatasetGroup Alone -DatasetType Items -Wait).Status | Should -Be 'ACTIVE'
        }

        It 'uploads an empty file, and one of many parts, and leaves both alone the next time' {
            $empty = (New-Item (Join-Path $folder 'empty.csv')).FullName
            $big = New-File 'big.bin' 20
            $done = Publish-PersonalizeDataset $empty, $big -Bucket films
            @($done | ForEach-Object Length) | Should -Be 0, 20000000
            $done.Parts | Should -Be 1, 3
            $done.Status | Should -Be 'Uploaded', 'Uploaded'
            # The checksum of the object is the server's own, over what it received.
            $again = Publish-PersonalizeDataset $empty, $big -Bucket films
            $again.Status | Should -Be 'Unchanged', 'Unchanged'
            $again.Checksum | Should -Be $done.Checksum
            (Publish-PersonalizeDataset $big -Bucket films -Force).Status | Should -Be 'Uploaded'
        }

        It 'closes what it opened' -Skip:(-not (Test-Path /proc/self/fd)) {
            $files = (New-File 'handles/small.csv' 1), (New-File 'handles/parts.csv' 60)
            # Without a collection meanwhile, which would close what is forgotten.
            [GC]::TryStartNoGCRegion(200MB) | Should -BeTrue
            try {
                $null = $files | Publish-PersonalizeDataset -Bucket handles
                $open = (Get-ChildItem /proc/self/fd).Target | Where-Object { $_ -like '*handles/*.csv' }
            }
            finally { if ([Runtime.GCSettings]::LatencyMode -eq 'NoGCRegion') { [GC]::EndNoGCRegion() } }
            $open | Should -BeNullOrEmpty
        }

        It 'sends a file again that changed without changing its size' {
            $file = New-File 'same.bin' 9
            $null = Publish-PersonalizeDataset $file -Bucket films
            $null = New-File 'same.bin' 9 -Seed 2
            (Publish-PersonalizeDataset $file -Bucket films).Status | Should -Be 'Uploaded'
            (Publish-PersonalizeDataset $file -Bucket films).Status | Should -Be 'Unchanged'
        }

        It 'cuts any file into at most 10,000 parts of at least 8 MiB' {
            $plan = (Get-Command Publish-PersonalizeDataset).ImplementingType.Assembly.GetType('PersonalizeOps.Connection.UploadPlan')
            foreach ($length in 0, 1, 8MB, (8MB + 1), 80000MB, (80000MB + 1), 5TB, 50TB) {
                $cut = [Activator]::CreateInstance($plan, @([long]$length))
                $cut.Parts | Should -BeLessOrEqual 10000
                $cut.PartSize | Should -BeGreaterOrEqual 8MB
                $cut.PartSize % 1MB | Should -Be 0
                $last = $plan.GetProperty('Item').GetValue($cut, @($cut.Parts)).Item1 + $plan.GetProperty('Item').GetValue($cut, @($cut.Parts)).Item2
                $last | Should -Be $length
            }
        }
    }

    Context 'what goes wrong' {
        It 'changes nothing under -WhatIf' {
            Publish-PersonalizeDataset (Join-Path $folder 'out') -Bucket nobucket -WhatIf 6>$null | Should -BeNullOrEmpty
            @(Invoke-Catching { Get-TransferAcceleration nobucket })[0].FullyQualifiedErrorId | Should -BeLike 'GetBucketAccelerateConfiguration.NoSuchBucket,*'
        }

        It 'reports a file that fails, and uploads the others' {
            $long = Join-Path $folder ('deep/' + ((1..6 | ForEach-Object { 'x' * 200 }) -join '/'))
            $null = New-Item $long -ItemType Directory -Force
            Set-Content (Join-Path $long 'long.csv') 'x'
            Set-Content (Join-Path $folder 'deep/a.csv') 'a'
            Set-Content (Join-Path $folder 'deep/z.csv') 'z'
            $missing = Join-Path $folder 'missing.csv'
            $done = Publish-PersonalizeDataset $missing, (Join-Path $folder 'deep') -Bucket films -ErrorVariable problems -ErrorAction SilentlyContinue
            $done.Key | Should -Be 'a.csv', 'z.csv'
            $problems.Count | Should -Be 2
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'FileNotFound,*'
            $problems[0].TargetObject | Should -Be $missing
            $problems[1].FullyQualifiedErrorId | Should -BeLike '*.KeyTooLongError,*'
            $problems[1].TargetObject | Should -BeLike '*long.csv'
        }

        It 'refuses two files for one key' {
            $null = New-Item (Join-Path $folder 'other') -ItemType Directory -Force
            $twin = Copy-Item (Join-Path $folder 'out/items.csv') (Join-Path $folder 'other') -PassThru
            $found = @(Invoke-Catching { Publish-PersonalizeDataset (Join-Path $folder 'out/items.csv'), $twin.FullName -Bucket films })
            $found[0].FullyQualifiedErrorId | Should -BeLike 'DuplicateKey,*'
            $found[0].TargetObject | Should -Be $twin.FullName
        }

        It 'reports an empty folder and a name that no bucket can have' {
            $null = New-Item (Join-Path $folder 'void') -ItemType Directory
            @(Invoke-Catching { Publish-PersonalizeDataset (Join-Path $folder 'void') -Bucket films })[0].FullyQualifiedErrorId | Should -BeLike 'FolderEmpty,*'
            @(Invoke-Catching { Publish-PersonalizeDataset (Join-Path $folder 'out/items.csv') -Bucket B })[0].FullyQualifiedErrorId | Should -BeLike 'InvalidBucketName,*'
        }

        It 'sends four parts at once with -ThrottleLimit 4, and never a fifth' {
            # A part stays open until the test answers.
            $seen = @{ Waiting = [Collections.Concurrent.ConcurrentQueue[object]]::new() }
            $standIn = Start-StandIn -State $seen -Answer {
                param($path, $target, $context, $state)
                $query = $context.Request.Url.Query
                if ($context.Request.HttpMethod -eq 'PUT' -and $query -like '*partNumber=*') {
                    $context.Response.AddHeader('ETag', '"part"')
                    $context.Response.AddHeader('x-amz-checksum-crc64nvme', "$($context.Request.Headers['x-amz-checksum-crc64nvme'])")
                    $state.Waiting.Enqueue($context)
                    return 0
                }
                if ($context.Request.HttpMethod -eq 'POST' -and $query -notlike '*uploadId=*') {
                    return 200, '<InitiateMultipartUploadResult><UploadId>upload</UploadId></InitiateMultipartUploadResult>'
                }
                if ($context.Request.HttpMethod -in 'POST', 'PUT', 'DELETE') { return 200, '' }
                ($path -like '*.bin' ? 404 : 200), ($query -like '*uploads*' ? '<ListMultipartUploadsResult></ListMultipartUploadsResult>' : '')
            }
            $file = New-File 'throttled.bin' 64
            $shell = [powershell]::Create()
            try {
                $null = $shell.AddScript("Import-Module '$manifest'; Publish-PersonalizeDataset '$file' -Bucket films -ThrottleLimit 4 -Connection `$args[0]").AddArgument($standIn.Connection)
                $running = $shell.BeginInvoke()
                $together = [Collections.Generic.List[int]]::new()
                $clock = [Diagnostics.Stopwatch]::StartNew()
                # With fewer than four at once it would wait for ever.
                while (-not $running.AsyncWaitHandle.WaitOne(5) -and $clock.Elapsed.TotalSeconds -lt 30 -and $together.Count -lt 2) {
                    if ($seen.Waiting.Count -lt 4) { continue }
                    # Time for one too many to arrive, with its 8 MiB.
                    $null = $running.AsyncWaitHandle.WaitOne(2000)
                    $together.Add($seen.Waiting.Count)
                    foreach ($place in 1..$together[-1]) {
                        $waiting = $null
                        $null = $seen.Waiting.TryDequeue([ref]$waiting)
                        $waiting.Response.Close()
                    }
                }

                # 64 MB are eight parts.
                $together.ToArray() | Should -Be 4, 4
            }
            finally {
                $shell.Stop()
                $shell.Dispose()
                Stop-StandIn $standIn
            }
        }

        It 'removes an object of which the service has another checksum, and says so' {
            $seen = [Collections.Concurrent.ConcurrentQueue[string]]::new()
            $liar = Start-StandIn -State $seen {
                $path, $target, $context, $seen = $args
                $method = $context.Request.HttpMethod
                $seen.Enqueue("$method $path")
                switch ($method) {
                    'PUT' { $context.Response.AddHeader('x-amz-checksum-crc64nvme', 'AAAAAAAAAAA='); 200, '' }
                    'DELETE' { 204, '' }
                    { $_ -in 'HEAD', 'GET' } { ($path -like '*.csv' ? 404 : 200), '' }
                }
            }
            try {
                $record = @(Invoke-Catching { Publish-PersonalizeDataset (Join-Path $folder 'out/items.csv') -Bucket films -Connection $liar.Connection })[0]
                $record.FullyQualifiedErrorId | Should -BeLike 'ChecksumMismatch,*'
                $seen | Should -Contain 'DELETE /films/items.csv'
            }
            finally { Stop-StandIn $liar }
        }
    }

    Context 'after an interruption' {
        It 'sends only the parts that are missing' {
            $file = New-File 'resume.bin' 40
            $progress = Invoke-Interrupted $file films 20
            $progress.Activity | Should -Contain 'Uploading resume.bin'
            $progress.StatusDescription | Where-Object { $_ -like '*of 40.0 MB, *MB a second' } | Should -Not -BeNullOrEmpty
            $done = Publish-PersonalizeDataset $file -Bucket films
            $done.Status | Should -Be 'Resumed'
            $done.Parts | Should -Be 5
            # Two whole parts of 8 MiB are below 20 MB.
            $done.ResumedParts | Should -Be 2
            (Publish-PersonalizeDataset $file -Bucket films).Status | Should -Be 'Unchanged'
        }

        It 'begins anew when the file changed' {
            $file = New-File 'changed.bin' 40
            $null = Invoke-Interrupted $file films 20
            $bytes = [IO.File]::ReadAllBytes($file)
            $bytes[5]++
            [IO.File]::WriteAllBytes($file, $bytes)
            $done = Publish-PersonalizeDataset $file -Bucket films
            $done.Status | Should -Be 'Uploaded'
            $done.ResumedParts | Should -Be 0
            (Publish-PersonalizeDataset $file -Bucket films).Status | Should -Be 'Unchanged'
        }

        It 'begins anew when the file became shorter or longer' {
            $file = New-File 'resized.bin' 40
            $null = Invoke-Interrupted $file films 20
            $null = New-File 'resized.bin' 12
            (Publish-PersonalizeDataset $file -Bucket films).ResumedParts | Should -Be 0
            (Publish-PersonalizeDataset $file -Bucket films).Status | Should -Be 'Unchanged'
        }

        It 'gives the unfinished upload up with -NoResume, and leaves none behind' {
            $file = New-File 'dropped.bin' 40
            $null = Invoke-Interrupted $file films 20
            (Publish-PersonalizeDataset $file -Bucket films -NoResume).ResumedParts | Should -Be 0
            # Nothing is left to go on with.
            (Publish-PersonalizeDataset $file -Bucket films -Force).ResumedParts | Should -Be 0
            $null = Invoke-Interrupted $file films 20 @{ NoResume = $true; Force = $true }
            (Publish-PersonalizeDataset $file -Bucket films -Force).ResumedParts | Should -Be 0
        }
    }

    Context 'transfer acceleration' {
        It 'is switched on and off' {
            $null = Publish-PersonalizeDataset (Join-Path $folder 'out/items.csv') -Bucket fast
            (Get-TransferAcceleration fast).Status | Should -Be 'NotConfigured'
            Set-TransferAcceleration fast Enabled -WhatIf 6>$null
            (Get-TransferAcceleration fast).Status | Should -Be 'NotConfigured'
            Set-TransferAcceleration fast Enabled | Should -BeNullOrEmpty
            (Get-TransferAcceleration fast).Status | Should -Be 'Enabled'
            $record = Set-TransferAcceleration -Bucket fast -Status Suspended -PassThru
            $record.Status | Should -Be 'Suspended'
            $record.Endpoint | Should -Be 'fast.s3-accelerate.amazonaws.com'
        }

        It 'is that of the bucket which an upload takes when none is named' {
            $bucket = (Publish-PersonalizeDataset (Join-Path $folder 'out/items.csv') -Force).Bucket
            $record = Set-TransferAcceleration -Status Enabled -PassThru
            $record.Bucket, $record.Status | Should -Be $bucket, 'Enabled'
            (Get-TransferAcceleration).Bucket | Should -Be $bucket
            Set-TransferAcceleration -Status Suspended
            (Get-TransferAcceleration).Status | Should -Be 'Suspended'
            @() | Get-TransferAcceleration | Should -BeNullOrEmpty
        }

        It 'is required by -Accelerate, with the command that switches it on' {
            $null = Publish-PersonalizeDataset (Join-Path $folder 'out/items.csv') -Bucket slow
            $record = @(Invoke-Catching { Publish-PersonalizeDataset (Join-Path $folder 'out/items.csv') -Bucket slow -Accelerate -Force })[0]
            $record.FullyQualifiedErrorId | Should -BeLike 'AccelerationNotEnabled,*'
            $record.ErrorDetails.RecommendedAction | Should -BeLike '*Set-TransferAcceleration -Bucket slow -Status Enabled*'
            Set-TransferAcceleration slow Enabled
            (Publish-PersonalizeDataset (Join-Path $folder 'out/items.csv') -Bucket slow -Accelerate -Force).Status | Should -Be 'Uploaded'
        }

        It 'is refused for names with dots and unknown buckets' {
            foreach ($script in { Set-TransferAcceleration my.films Enabled }, { Get-TransferAcceleration my.films },
                { Publish-PersonalizeDataset (Join-Path $folder 'out/items.csv') -Bucket my.films -Accelerate }) {
                $record = @(Invoke-Catching $script)[0]
                $record.FullyQualifiedErrorId | Should -BeLike 'AccelerationNotPossible,*'
                $record.Exception.Message | Should -BeLike '*dots*'
            }
            $found = @(Invoke-Catching { 'nowhere', 'slow' | Set-TransferAcceleration -Status Enabled })
            $found.Count | Should -Be 1
            $found[0].FullyQualifiedErrorId | Should -BeLike 'PutBucketAccelerateConfiguration.NoSuchBucket,*'
        }

        It 'names the permission that lacks, and says where a region has none: <Command>' -ForEach @(
            @{ Command = 'Set-TransferAcceleration denied Enabled'; Id = 'PutBucketAccelerateConfiguration.AccessDenied'; Says = '*needs s3:PutAccelerateConfiguration on the bucket denied*' }
            @{ Command = 'Get-TransferAcceleration denied'; Id = 'GetBucketAccelerateConfiguration.AccessDenied'; Says = '*needs s3:GetAccelerateConfiguration on the bucket denied*' }
            @{ Command = 'Set-TransferAcceleration remote Enabled'; Id = 'AccelerationNotPossible'; Says = '*does not exist for the bucket remote*some regions only*' }
            @{ Command = 'Get-TransferAcceleration remote'; Id = 'AccelerationNotPossible'; Says = '*does not exist for the bucket remote*some regions only*' }
        ) {
            $standIn = Start-StandIn {
                switch -Wildcard ($args[0]) {
                    '/denied*' { 403, '<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>' }
                    '/remote*' { 405, '<Error><Code>MethodNotAllowed</Code><Message>The specified method is not allowed against this resource.</Message></Error>' }
                }
            }
            try {
                $record = @(Invoke-Catching ([scriptblock]::Create("$Command -Connection StandIn")))[0]
                $record.FullyQualifiedErrorId | Should -BeLike "$Id,*"
                $record.Exception.Message | Should -BeLike $Says
            }
            finally { Stop-StandIn $standIn }
        }
    }

    It 'works with a stranger, moto' -Skip:(-not $hasMoto) {
        $port = (& { $probe = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0); $probe.Start(); $probe.LocalEndpoint.Port; $probe.Stop() })
        $moto = Start-Process python3 '-m', 'moto.server', '-p', $port -PassThru -RedirectStandardOutput (Join-Path $folder 'moto.out') -RedirectStandardError (Join-Path $folder 'moto.err')
        try {
            $credential = [pscredential]::new('key', (ConvertTo-SecureString 'secret' -AsPlainText))
            $up = $false
            $watch = [Diagnostics.Stopwatch]::StartNew()
            while (-not $up -and $watch.Elapsed.TotalSeconds -lt 60) {
                try { [Net.Sockets.TcpClient]::new('127.0.0.1', $port).Dispose(); $up = $true } catch { $null = $moto.WaitForExit(50) }
            }
            $stranger = Connect-Personalize -EndpointUrl "http://127.0.0.1:$port" -Region us-east-1 -Credential $credential -Name Moto
            # One part: of several, moto tells a CRC32 as their CRC64NVME unless a library is there that it can do without.
            $done = Publish-PersonalizeDataset (Join-Path $folder 'out/items.csv') -Bucket films -Connection $stranger
            $done.Status | Should -Be 'Uploaded'
            Set-TransferAcceleration films Enabled -Connection $stranger
            (Get-TransferAcceleration films -Connection $stranger).Status | Should -Be 'Enabled'
        }
        finally {
            if ($stranger) { Disconnect-Personalize $stranger }
            $moto.Kill($true)
            $moto.WaitForExit()
        }
    }
}
