# Waiting: many at once, failures, time limits, Ctrl+C, and the estimate learned from earlier runs.
Describe 'Waiting' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Common.ps1')
        $folder = New-TestFolder waiting
        $state = Join-Path $folder 'state'
        $null = Connect-Personalize -Local -StatePath $state
        $null = ConvertTo-PersonalizeDataset (New-TinyMovieLens (Join-Path $folder 'movies')) -OutputPath (Join-Path $folder 'out') |
            New-PersonalizeImport -DatasetGroup Films -Wait
        'Plain', 'Popular' | ForEach-Object { $null = New-Solution $_ -DatasetGroup Films -Recipe aws-popularity-count -Wait }
    }

    AfterAll {
        Stop-PersonalizeLocal -StatePath $state
        Disconnect-Personalize
        Remove-Item $folder -Recurse -Force
    }

    It 'waits for many resources of several kinds at once' {
        $versions = 'Plain', 'Popular' | New-SolutionVersion
        $done = @($versions) + @(Get-PersonalizeImport) | Wait-PersonalizeResource
        $done.Count | Should -Be 4
        $done.Status | Sort-Object -Unique | Should -Be 'ACTIVE'
        $done.Arn | Sort-Object | Should -Be (@($versions.Arn) + @((Get-PersonalizeImport).Arn) | Sort-Object)
    }

    It 'takes ARNs, and emits what is finished at once' {
        (Get-Solution Plain).Arn | Wait-PersonalizeResource | Select-Object -ExpandProperty Name | Should -Be 'Plain'
    }

    It 'reports a failure with the reason of the service and still waits for the rest' {
        $bad = Join-Path $folder 'bad.csv'
        $lines = Get-Content (Join-Path $folder 'out/interactions.csv')
        $lines[5] = $lines[5] -replace '\d{10}', 'yesterday'
        Set-Content $bad $lines
        $job = New-PersonalizeImport $bad -DatasetGroup Films -DatasetType Interactions
        $done = @($job) + @(Get-Solution Plain) | Wait-PersonalizeResource -ErrorVariable problems -ErrorAction SilentlyContinue
        $done.Name | Should -Be 'Plain'
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'CreateDatasetImportJob.Failed,*'
        $problems[0].CategoryInfo.Category | Should -Be 'InvalidResult'
        $problems[0].Exception.Message | Should -BeLike '*TIMESTAMP*'
    }

    It 'refuses a plain name, which could be of many kinds' {
        $record = @(Invoke-Catching { Wait-PersonalizeResource Plain })[0]
        $record.FullyQualifiedErrorId | Should -BeLike 'ArnRequired,*'
        $record.ErrorDetails.RecommendedAction | Should -BeLike '*Get-Solution Plain | *'
    }

    It 'reports an unknown ARN' {
        $arn = (Get-Solution Plain).Arn -replace 'Plain$', 'Unknown'
        @(Invoke-Catching { Wait-PersonalizeResource $arn })[0].FullyQualifiedErrorId | Should -BeLike 'DescribeSolution.ResourceNotFoundException,*'
    }

    Context 'with trainings that last an hour' {
        BeforeAll {
            $slow = Join-Path $folder 'slow'
            # With the endpoint that injects faults.
            $server = Start-Process (Join-Path $root "bin/server/personalize-local$($IsWindows ? '.exe' : '')") '--state', $slow, '--port', '0', '--admin' -PassThru `
                -RedirectStandardOutput (Join-Path $folder 'server.out') -RedirectStandardError (Join-Path $folder 'server.err')
            while (-not ($local = Get-PersonalizeLocal -StatePath $slow) -and -not $server.HasExited) { $null = $server.WaitForExit(50) }
            $null = Connect-Personalize -Local -StatePath $slow -Name Slow
            $null = Get-Item (Join-Path $folder 'out') | Publish-PersonalizeDataset | New-PersonalizeImport -DatasetGroup Films -Wait
            $null = New-Solution Lasting -DatasetGroup Films -Recipe aws-popularity-count -Wait
            $headers = @{ Authorization = "Bearer $((Get-Content (Join-Path $slow 'admin-token') -Raw).Trim())" }
            $null = Invoke-RestMethod "$($local.Endpoint)/_admin/faults" -Method Post -Headers $headers -ContentType application/json -Body (
                @{ fault = 'slow'; job = 'train'; delaySeconds = 3600; times = 10 } | ConvertTo-Json)
        }

        AfterAll {
            Stop-PersonalizeLocal -StatePath $slow
            Disconnect-Personalize Slow
        }

        It 'completes the version in training, stops it, and tells those who wait that it was stopped' {
            $version = New-SolutionVersion Lasting
            (TabExpansion2 'Wait-PersonalizeResource Last' 29).CompletionMatches.CompletionText | Should -Be $version.Arn
            Stop-SolutionVersion $version -WhatIf 6>$null
            (Get-SolutionVersion $version).Status | Should -BeLike 'CREATE *IN*PROGRESS'
            $stopped = Stop-SolutionVersion $version -Wait -PassThru -Confirm:$false
            $stopped.Arn, $stopped.Status | Should -Be $version.Arn, 'CREATE STOPPED'
            $record = @(Invoke-Catching { $version | Wait-PersonalizeResource })[0]
            $record.FullyQualifiedErrorId | Should -BeLike 'CreateSolutionVersion.Stopped,*'
            $record.CategoryInfo.Category | Should -Be 'InvalidResult'
        }

        It 'stops what a solution has in training' {
            $version = New-SolutionVersion Lasting
            Get-Solution Lasting | Stop-SolutionVersion -Wait -Confirm:$false | Should -BeNullOrEmpty
            (Get-SolutionVersion $version).Status | Should -Be 'CREATE STOPPED'
        }
    }

    Context 'with a server whose work never ends' {
        BeforeAll {
            . (Join-Path $PSScriptRoot 'StandIn.ps1')
            $stalled = [Threading.ManualResetEventSlim]::new()
            # Answers every DescribeSolutionVersion with CREATE IN_PROGRESS, so that no test depends on how long a training takes.
            $standIn = Start-StandIn -State $stalled {
                $path, $target, $context, $stalled = $args
                if ($target -like '*DescribeSolutionVersion') {
                    200, (ConvertTo-Json @{
                            solutionVersion = @{
                                solutionVersionArn = 'arn:aws:personalize:us-east-1:123456789012:solution/Endless/0a1b2c3d'
                                solutionArn = 'arn:aws:personalize:us-east-1:123456789012:solution/Endless'
                                datasetGroupArn = 'arn:aws:personalize:us-east-1:123456789012:dataset-group/Films'
                                recipeArn = 'arn:aws:personalize:::recipe/aws-sims'; status = 'CREATE IN_PROGRESS'
                            }
                        })
                }
                elseif ($target -match 'DescribeDatasetImportJob$') {
                    200, (ConvertTo-Json @{
                            datasetImportJob = @{
                                jobName = 'Large'; datasetImportJobArn = 'arn:aws:personalize:us-east-1:123456789012:dataset-import-job/Large'
                                datasetArn = 'arn:aws:personalize:us-east-1:123456789012:dataset/Films/INTERACTIONS'
                                dataSource = @{ dataLocation = 's3://films/interactions.csv' }; status = 'CREATE IN_PROGRESS'
                            }
                        })
                }
                elseif ($target -match 'DescribeSolution$') {
                    200, (ConvertTo-Json @{ solution = @{ name = 'Endless'; solutionArn = 'arn:aws:personalize:us-east-1:123456789012:solution/Endless'; status = 'ACTIVE' } })
                }
                elseif ($target -match 'CreateSolutionVersion$') { 200, '{"solutionVersionArn":"arn:aws:personalize:us-east-1:123456789012:solution/Endless/0a1b2c3d"}' }
                elseif ($target -match '(Create|Update)Campaign$') { 200, '{"campaignArn":"arn:aws:personalize:us-east-1:123456789012:campaign/Endless"}' }
                elseif ($target -match 'DescribeCampaign$') {
                    200, (ConvertTo-Json @{
                            campaign = @{
                                name = 'Endless'; campaignArn = 'arn:aws:personalize:us-east-1:123456789012:campaign/Endless'; status = 'CREATE IN_PROGRESS'
                                solutionVersionArn = 'arn:aws:personalize:us-east-1:123456789012:solution/Endless/0a1b2c3d'
                            }
                        })
                }
                elseif ($context.Request.RawUrl -like '*list-type=2*') {
                    200, '<ListBucketResult><Name>films</Name><KeyCount>1</KeyCount><IsTruncated>false</IsTruncated><Contents><Key>interactions.csv</Key><Size>1000</Size></Contents></ListBucketResult>'
                }
                elseif ($target -like '*ListSolutions') {
                    # Begins an answer and never ends it.
                    $context.Response.ContentLength64 = 1000
                    $context.Response.OutputStream.Write([Text.Encoding]::UTF8.GetBytes('{"solutions":['))
                    $context.Response.OutputStream.Flush()
                    $stalled.Set()
                    0
                }
                elseif ($target) { 200, '{}' }
                elseif ($context.Request.HttpMethod -ne 'POST') { 404, '' }
            }
            $endless = $standIn.Connection
            $arn = 'arn:aws:personalize:us-east-1:123456789012:solution/Endless/0a1b2c3d'
        }

        AfterAll {
            Stop-StandIn $standIn
        }

        It 'ends with an error after -Timeout, and says that the work goes on and how to end it' {
            $record = @(Invoke-Catching { Wait-PersonalizeResource $arn -Timeout 1 -Connection $endless })[0]
            $record.FullyQualifiedErrorId | Should -BeLike 'WaitTimeout,*'
            $record.CategoryInfo.Category | Should -Be 'OperationTimeout'
            $record.Exception.Message | Should -BeLike '*goes on*Get-SolutionVersion Endless/0a1b2c3d*Stop-SolutionVersion Endless/0a1b2c3d*'
        }

        It 'ends -Wait of <_> after -Timeout, too' -ForEach 'New-SolutionVersion Endless -Wait -Force', 'New-Campaign Endless $arn -Wait', 'Update-Campaign Endless $arn -Wait' {
            $record = @(Invoke-Catching { Invoke-Expression "$_ -Timeout 1 -Connection `$endless" })[0]
            $record.FullyQualifiedErrorId | Should -BeLike 'WaitTimeout,*'
            $record.CategoryInfo.Category | Should -Be 'OperationTimeout'
        }

        It 'compares only with work on about as much data, and counts hours beyond a day' {
            $import = 'arn:aws:personalize:us-east-1:123456789012:dataset-import-job/Large'
            $work = 'Endpoint PersonalizeImport Interactions'
            $null = New-Item (Split-Path $env:PERSONALIZEOPS_RUNS) -ItemType Directory -Force
            # The file has 1000 bytes.
            $runs = @{ Work = $work; Bytes = 100; Seconds = 50 }, @{ Work = $work; Bytes = 900; Seconds = 100000 }, @{ Work = $work; Bytes = 9000; Seconds = 7 },
                @{ Work = 'Endpoint PersonalizeImport Items'; Bytes = 1000; Seconds = 3 }
            ConvertTo-Json $runs | Set-Content $env:PERSONALIZEOPS_RUNS
            $shell = [powershell]::Create()
            $null = $shell.AddScript("Import-Module '$manifest'; Wait-PersonalizeResource '$import' -Connection `$args[0] -Timeout 6").AddArgument($endless)
            $null = $shell.Invoke()
            $shell.Streams.Progress.StatusDescription | Where-Object { $_ -like 'CREATE IN_PROGRESS, 0:00:0? of about 27:46:40' } | Should -Not -BeNullOrEmpty
            $shell.Dispose()
        }

        It 'shows how long such work took before' {
            $null = New-Item (Split-Path $env:PERSONALIZEOPS_RUNS) -ItemType Directory -Force
            $work = 'Endpoint SolutionVersion aws-sims'
            ConvertTo-Json @(100, 300, 200 | ForEach-Object { @{ Work = $work; Bytes = $null; Seconds = $_ } }) | Set-Content $env:PERSONALIZEOPS_RUNS
            $shell = [powershell]::Create()
            $null = $shell.AddScript("Import-Module '$manifest'; Wait-PersonalizeResource '$arn' -Connection `$args[0] -Timeout 6").AddArgument($endless)
            $null = $shell.Invoke()
            # The median of the earlier runs.
            $shell.Streams.Progress.StatusDescription | Where-Object { $_ -like 'CREATE IN_PROGRESS, 0:00:0? of about 0:03:20' } | Should -Not -BeNullOrEmpty
            $shell.Streams.Progress.SecondsRemaining | Where-Object { $_ -gt 190 } | Should -Not -BeNullOrEmpty
            $shell.Streams.Error[0].FullyQualifiedErrorId | Should -BeLike 'WaitTimeout,*'
            $shell.Dispose()
        }

        It 'stops within a second when the pipeline is stopped' {
            $shell = [powershell]::Create()
            $null = $shell.AddScript("Import-Module '$manifest'; Wait-PersonalizeResource '$arn' -Connection `$args[0]").AddArgument($endless)
            $running = $shell.BeginInvoke()
            # Progress shows that it waits; then it is stopped from this thread.
            while ($shell.Streams.Progress.Count -eq 0 -and -not $running.IsCompleted) { $null = $running.AsyncWaitHandle.WaitOne(20) }
            $running.IsCompleted | Should -BeFalse
            $shell.Streams.Progress[0].Activity | Should -Be 'Training Endless/0a1b2c3d'
            $watch = [Diagnostics.Stopwatch]::StartNew()
            $shell.Stop()
            # A second is promised; a busy machine may add to it, and waiting for the end would take for ever.
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 10
            $shell.InvocationStateInfo.State | Should -Be 'Stopped'
            # Who stops it needs no error that says so.
            $shell.Streams.Error | Should -BeNullOrEmpty
            $shell.Dispose()
        }

        It 'stops within a second in the middle of an answer' {
            $shell = [powershell]::Create()
            $null = $shell.AddScript("Import-Module '$manifest'; Get-Solution -Connection `$args[0]").AddArgument($endless)
            $null = $shell.BeginInvoke()
            $stalled.Wait(20000) | Should -BeTrue
            $watch = [Diagnostics.Stopwatch]::StartNew()
            $shell.Stop()
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 10
            $shell.InvocationStateInfo.State | Should -Be 'Stopped'
            $shell.Dispose()
        }

        It 'tells the user of a stopped pipeline that the work goes on, how to see it and how to end it' {
            if (-not ('WatchedHost' -as [type])) { Add-Type -TypeDefinition (Get-Content (Join-Path $PSScriptRoot 'WatchedHost.cs') -Raw) }
            $watched = [WatchedHost]::new()
            $runspace = [runspacefactory]::CreateRunspace($watched)
            $runspace.Open()
            $shell = [powershell]::Create($runspace)
            $null = $shell.AddScript("Import-Module '$manifest'; Wait-PersonalizeResource '$arn' -Connection `$args[0]").AddArgument($endless)
            $running = $shell.BeginInvoke()
            while ($shell.Streams.Progress.Count -eq 0 -and -not $running.IsCompleted) { $null = $running.AsyncWaitHandle.WaitOne(20) }
            $shell.Stop()
            $watched.Warnings | Should -BeLike '*Training Endless/0a1b2c3d*goes on*Get-SolutionVersion Endless/0a1b2c3d*Stop-SolutionVersion Endless/0a1b2c3d*'
            $shell.Dispose()
            $runspace.Dispose()
        }

        It 'asks often at first, then less and less' {
            $verbose = Wait-PersonalizeResource $arn -Timeout 1 -Connection $endless -Verbose -ErrorAction SilentlyContinue 4>&1
            $pauses = @($verbose | ForEach-Object { if ("$_" -match 'the next look is in ([\d.]+) s$') { [double]$Matches[1] } })
            $pauses.Count | Should -BeGreaterThan 2
            $pauses[0] | Should -Be 0.02
            # The last one is cut by the time limit.
            $grown = $pauses | Select-Object -SkipLast 1
            $grown | Should -Be ($grown | Sort-Object)
            $grown[-1] | Should -BeGreaterThan $grown[0]
        }
    }
}
