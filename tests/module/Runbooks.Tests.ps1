# The runbooks in fresh shells against a local server: they do their work, can be repeated, and end with a reason.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $folder = New-TestFolder 'runbooks'
    $data = New-TinyMovieLens (Join-Path $folder 'data')
    $state = Join-Path $folder 'state'
    . (Join-Path $PSScriptRoot 'HoldingProxy.ps1')

    # With the endpoint that injects faults and moves the clock.
    $server = Start-Process (Join-Path $root "bin/server/personalize-local$($IsWindows ? '.exe' : '')") '--state', $state, '--port', '0', '--admin' -PassThru `
        -RedirectStandardOutput (Join-Path $folder 'server.out') -RedirectStandardError (Join-Path $folder 'server.err')
    while (-not ($local = Get-PersonalizeLocal -StatePath $state) -and -not $server.HasExited) { Start-Sleep -Milliseconds 50 }
    $null = Connect-Personalize -Local -StatePath $state
    $key = Get-Content $local.CredentialsPath -Raw | ConvertFrom-Json

    function Set-Server([string] $What, [hashtable] $Body) {
        $token = Get-Content (Join-Path $state 'admin-token') -Raw
        Invoke-RestMethod "$($local.Endpoint)/_admin/$What" -Method Post -Headers @{ Authorization = "Bearer $($token.Trim())" } -Body ($Body | ConvertTo-Json) -ContentType application/json
    }

    function Clear-Server([string] $What) {
        Invoke-RestMethod "$($local.Endpoint)/_admin/$What" -Method Delete -Headers @{ Authorization = "Bearer $((Get-Content (Join-Path $state 'admin-token') -Raw).Trim())" }
    }

    function Use-Key([scriptblock] $Script) {
        # The server as AWS would be reached: by keys of the environment and an address.
        $saved = $env:AWS_ACCESS_KEY_ID, $env:AWS_SECRET_ACCESS_KEY
        $env:AWS_ACCESS_KEY_ID, $env:AWS_SECRET_ACCESS_KEY = $key.accessKeyId, $key.secretAccessKey
        try { & $Script } finally { $env:AWS_ACCESS_KEY_ID, $env:AWS_SECRET_ACCESS_KEY = $saved }
    }

    function Stop-Runbook([string] $Name, [string] $Before, [string[]] $Arguments) {
        # Kills the runbook's process when it is about to send a word.
        $proxy = [HoldingProxy]::new(([uri]$local.Endpoint).Port, [long]::MaxValue, $Before)
        $path, [string[]] $words = Get-Shell
        $all = $words + @('-NoLogo', '-NoProfile', '-NonInteractive', '-File', (Join-Path $root "scripts/$Name"), '-EndpointUrl', "http://127.0.0.1:$($proxy.Port)", '-Region', 'us-east-1') + $Arguments
        $running = Use-Key { Start-Process $path $all -WorkingDirectory $root -PassThru -RedirectStandardOutput (Join-Path $folder 'stopped.out') -RedirectStandardError (Join-Path $folder 'stopped.err') }
        try { $proxy.Holding.Wait(60000) | Should -BeTrue -Because "$Name sends $Before; it wrote $(Get-Content (Join-Path $folder 'stopped.out'), (Join-Path $folder 'stopped.err') -Raw)" }
        finally {
            $running.Kill($true)
            $running.WaitForExit()
            $proxy.Dispose()
        }
    }

    function Invoke-Runbook([string] $Name, [string[]] $Arguments) { Invoke-Script $Name (@('-Local', '-StatePath', $state) + $Arguments) }
    function Start-Runbook([string] $Name, [string[]] $Arguments, [string] $Until) {
        # In the background, until it has written something.
        $out = Join-Path $folder "$([guid]::NewGuid()).out"
        $path, [string[]] $words = Get-Shell
        $all = $words + @('-NoLogo', '-NoProfile', '-NonInteractive', '-File', (Join-Path $root "scripts/$Name"), '-Local', '-StatePath', $state) + $Arguments
        $process = Start-Process $path $all -WorkingDirectory $root -PassThru -RedirectStandardOutput $out
        while (-not $process.HasExited -and "$(Get-Content $out -Raw)" -notmatch $Until) { Start-Sleep -Milliseconds 100 }
        $process.HasExited | Should -BeFalse -Because (Get-Content $out -Raw)
        [pscustomobject]@{ Process = $process; Out = $out }
    }

    function Complete-Runbook($Running) {
        $Running.Process.WaitForExit(60000) | Should -BeTrue
        $Running.Process.ExitCode | Should -Be 0 -Because (Get-Content $Running.Out -Raw)
    }
    $training = '-DatasetGroup', 'Films', '-Solution', 'Model', '-Campaign', 'Campaign'
}

AfterAll {
    Stop-PersonalizeLocal -StatePath $state
    Remove-Item $folder -Recurse -Force
}

Describe 'Quickstart.ps1' {
    BeforeAll { $quick = '-StatePath', (Join-Path $folder 'quick'), '-DataPath', $data, '-OutputPath', (Join-Path $folder 'quick [out]') }

    It 'changes nothing with -WhatIf' {
        $run = Invoke-Script Quickstart.ps1 ($quick + '-WhatIf')
        $run.Code | Should -Be 0 -Because $run.Text
        $run.Text | Should -Match 'Replace the dataset group Quickstart'
        Join-Path $folder 'quick' | Should -Not -Exist
        Test-Path -LiteralPath (Join-Path $folder 'quick [out]') | Should -BeFalse
    }

    It 'leaves alone what readers of the documentation make' {
        $own = "`$null = Connect-Personalize -Local -StatePath '$(Join-Path $folder 'quick')'"
        $made = Invoke-FreshShell "Import-Module '$manifest'; $own; New-PersonalizeDatasetGroup Movies -Wait | Get-PersonalizeDatasetGroup | ForEach-Object { `$_.Created.Ticks }; Stop-PersonalizeLocal -StatePath '$(Join-Path $folder 'quick')'"
        $run = Invoke-Script Quickstart.ps1 $quick
        $run.Code | Should -Be 0 -Because $run.Text
        $there = Invoke-FreshShell "Import-Module '$manifest'; $own; (Get-PersonalizeDatasetGroup Movies).Created.Ticks; Stop-PersonalizeLocal -StatePath '$(Join-Path $folder 'quick')'"
        $there | Should -Match '^\d+\s*$'
        $there | Should -Be $made
    }

    It 'goes through, can be repeated, and leaves no server running that it started' {
        foreach ($time in 1, 2) {
            $run = Invoke-Script Quickstart.ps1 $quick
            $run.Code | Should -Be 0 -Because $run.Text
        }

        @(Import-Csv -LiteralPath (Join-Path $folder 'quick [out]/recommendations.csv')).Count | Should -Be 30
        Test-Path -LiteralPath (Join-Path $folder 'quick [out]/recommendations.parquet') | Should -BeTrue
        Get-PersonalizeLocal -StatePath (Join-Path $folder 'quick') | Should -BeNullOrEmpty
    }
}

Describe 'Invoke-ModelTraining.ps1' {
    It 'changes nothing with -WhatIf' {
        $run = Invoke-Runbook Invoke-ModelTraining.ps1 ($training + '-DataPath', $data, '-WhatIf')
        $run.Code | Should -Be 0 -Because $run.Text
        $run.Text | Should -Match 'Convert and import'
        $null = Connect-Personalize -Local -StatePath $state
        Get-PersonalizeDatasetGroup | Should -BeNullOrEmpty
    }

    It 'imports, trains and deploys, and colours nothing in a log' {
        $run = Invoke-Runbook Invoke-ModelTraining.ps1 ($training + '-DataPath', $data)
        $run.Code | Should -Be 0 -Because $run.Text
        $run.Text | Should -Not -Match "`e"
        (Get-Campaign Campaign).Status | Should -Be ACTIVE
        (Get-Solution Model).PerformAutoTraining | Should -BeFalse
    }

    It 'keeps the version in service when the new one is not better' {
        $before = (Get-Campaign Campaign).SolutionVersionArn
        # Locally nothing is billed, so any budget is enough.
        $run = Invoke-Runbook Invoke-ModelTraining.ps1 ($training + '-Budget', '0')
        $run.Code | Should -Be 0 -Because $run.Text
        $run.Text | Should -Match 'is not better'
        (Get-Campaign Campaign).SolutionVersionArn | Should -Be $before
        @(Get-SolutionVersion Model).Count | Should -Be 2
    }

    It 'compares each version once' {
        (Get-SolutionVersion Model | Get-PersonalizeTag | Where-Object Key -EQ PersonalizeOps.Judged).Value | Should -Be 'yes', 'yes'
    }

    It 'goes on where it was stopped, before <_>' -ForEach 'CreateDatasetImportJob', 'CreateSolution', 'CreateSolutionVersion', 'GetSolutionMetrics', 'CreateCampaign' {
        # Each run comes one step further; the last one of all, below, finishes.
        Stop-Runbook Invoke-ModelTraining.ps1 "AmazonPersonalize.$_" ('-DatasetGroup', 'Halted', '-Solution', 'HaltedModel', '-Campaign', 'HaltedCampaign', '-DataPath', $data)
    }

    It 'finishes what was stopped, with nothing made twice' {
        $run = Invoke-Runbook Invoke-ModelTraining.ps1 ('-DatasetGroup', 'Halted', '-Solution', 'HaltedModel', '-Campaign', 'HaltedCampaign', '-DataPath', $data)
        $run.Code | Should -Be 0 -Because $run.Text
        $run.Text | Should -Match 'are imported already'
        $run.Text | Should -Match 'which an earlier run trained'
        (Get-PersonalizeImport -DatasetGroup Halted).DatasetType | Sort-Object | Should -Be 'Interactions', 'Items'
        @(Get-SolutionVersion HaltedModel).Count | Should -Be 1
        (Get-Campaign HaltedCampaign).Status | Should -Be ACTIVE
    }

    It 'puts a better version into service, also when it was stopped before' {
        # As a campaign of a weaker model: popularity.
        $null = New-Solution Weak -DatasetGroup Films -Recipe aws-popularity-count | New-SolutionVersion -Wait | New-Campaign Weak -Wait
        $better = '-DatasetGroup', 'Films', '-Solution', 'Better', '-Campaign', 'Weak'
        Stop-Runbook Invoke-ModelTraining.ps1 AmazonPersonalize.UpdateCampaign $better
        (Get-Campaign Weak).Solution | Should -Be Weak
        $run = Invoke-Runbook Invoke-ModelTraining.ps1 $better
        $run.Code | Should -Be 0 -Because $run.Text
        (Get-Campaign Weak).SolutionVersionArn | Should -Be (Get-SolutionVersion Better).Arn # of one version
        # The next run finds nothing to take up.
        (Invoke-Runbook Invoke-ModelTraining.ps1 $better).Text | Should -Match 'is not better'
        @(Get-SolutionVersion Better).Count | Should -Be 2
    }

    It 'takes up no version that was trained before the newest import' {
        $left = New-SolutionVersion Better -Tag @{ 'PersonalizeOps.Judged' = 'no' } -Wait
        $null = ConvertTo-PersonalizeDataset $data -OutputPath (Join-Path $folder 'newer') | New-PersonalizeImport -DatasetGroup Films -Wait
        $run = Invoke-Runbook Invoke-ModelTraining.ps1 ('-DatasetGroup', 'Films', '-Solution', 'Better', '-Campaign', 'Weak')
        $run.Code | Should -Be 0 -Because $run.Text
        (Get-SolutionVersion Better -Latest).Arn | Should -Not -Be $left.Arn
    }

    It 'waits for a version that is being trained' {
        $null = Set-Server faults @{ fault = 'slow'; job = 'train'; delaySeconds = 3600 }
        $going = New-SolutionVersion Model
        try {
            $run = Invoke-Runbook Invoke-ModelTraining.ps1 ($training + '-WhatIf')
            $run.Code | Should -Be 0 -Because $run.Text
            $run.Text | Should -Match "Wait for the version that is being trained.*$($going.Arn)"
            $waiting = Start-Runbook Invoke-ModelTraining.ps1 $training 'being trained already'
        }
        finally { $null = Set-Server clock @{ advanceSeconds = 3700 } }
        Complete-Runbook $waiting
        (Get-SolutionVersion Model -Latest).Arn | Should -Be $going.Arn
    }

    It 'ends with the reason of a training that failed, and trains again' {
        $null = Set-Server faults @{ fault = 'fail'; job = 'train'; reason = 'The machine broke.' }
        $run = Invoke-Runbook Invoke-ModelTraining.ps1 $training
        $run.Code | Should -Be 1
        $run.Reason | Should -Match '^The training of Model failed: .*The machine broke\.$'
        $run = Invoke-Runbook Invoke-ModelTraining.ps1 $training
        $run.Code | Should -Be 0 -Because $run.Text
        (Get-SolutionVersion Model -Latest).Status | Should -Be ACTIVE
    }

    It 'makes a campaign anew that could not be made' {
        $null = Set-Server faults @{ fault = 'fail'; job = 'deploy-campaign'; reason = 'No room.' }
        $again = '-DatasetGroup', 'Films', '-Solution', 'Model', '-Campaign', 'Second'
        $run = Invoke-Runbook Invoke-ModelTraining.ps1 $again
        $run.Code | Should -Be 1
        $run.Reason | Should -Match 'No room\.$'
        $before = @(Get-SolutionVersion Model).Count
        $run = Invoke-Runbook Invoke-ModelTraining.ps1 $again
        $run.Code | Should -Be 0 -Because $run.Text
        (Get-Campaign Second).Status | Should -Be ACTIVE
        @(Get-SolutionVersion Model).Count | Should -Be $before
    }

    Context 'where work is billed' {
        BeforeAll {
            $billed = '-EndpointUrl', $local.Endpoint, '-Region', 'us-east-1'
            function Get-Everything {
                @(Get-PersonalizeDatasetGroup) + @(Get-PersonalizeDataset) + @(Get-PersonalizeSchema) + @(Get-PersonalizeImport) + @(Get-Solution) + @(Get-SolutionVersion) + @(Get-Campaign) | ForEach-Object Arn
            }
        }

        It 'refuses a training above -Budget, and makes nothing: of <Case>' -ForEach @{ Case = 'new data' }, @{ Case = 'data that is there' } {
            $words = $billed + @('-Solution', 'Dear', '-Campaign', 'Dear', '-Budget', '0') + ($Case -eq 'new data' ? @('-DatasetGroup', 'Dear', '-DataPath', $data) : @('-DatasetGroup', 'Films'))
            $before = Get-Everything
            $run = Use-Key { Invoke-Script Invoke-ModelTraining.ps1 $words }
            $run.Code | Should -Be 1 -Because $run.Text
            $run.Reason.Count | Should -Be 1
            $run.Reason[0] | Should -Match '^The training of Dear failed: Training Dear may cost \d+\.\d\d USD.* above the budget of 0\.00'
            Get-Everything | Should -Be $before
        }

        It 'asks nobody, though somebody is there to say yes' {
            $before = Get-Everything
            $path, [string[]] $words = Get-Shell
            Push-Location $root
            try {
                $text = Use-Key { 'y', 'y', 'y' | & $path @words -NoProfile -File (Join-Path $root 'scripts/Invoke-ModelTraining.ps1') @billed @training -Budget 0 2>&1 | Out-String }
                $LASTEXITCODE | Should -Be 1 -Because $text
            }
            finally { Pop-Location }
            Get-Everything | Should -Be $before
        }

        It 'trains within the budget' {
            $run = Use-Key { Invoke-Script Invoke-ModelTraining.ps1 ($billed + $training + '-Budget', '1000') }
            $run.Code | Should -Be 0 -Because $run.Text
        }
    }

    It 'ends with a reason' {
        $run = Invoke-Runbook Invoke-ModelTraining.ps1 ($training + '-DataPath', (Join-Path $folder 'absent'))
        $run.Code | Should -Be 1
        $run.Text | Should -Match 'The training of Model failed: There is no folder'
    }
}

Describe 'Invoke-NightlyBatch.ps1' {
    BeforeAll {
        $users = Join-Path $folder 'users[all].csv'
        Set-Content -LiteralPath $users (@('USER_ID') + 1..30)
        $table = Join-Path $folder 'out.parquet'
        $batch = '-Solution', 'Model', '-UserPath', $users, '-OutputPath', $table, '-Name', 'night'
    }

    It 'writes a table' {
        $run = Invoke-Runbook Invoke-NightlyBatch.ps1 $batch
        $run.Code | Should -Be 0 -Because $run.Text
        (Get-Item $table).Length | Should -BeGreaterThan 0
    }

    It 'takes up the job of the same night' {
        Remove-Item $table
        $run = Invoke-Runbook Invoke-NightlyBatch.ps1 $batch
        $run.Code | Should -Be 0 -Because $run.Text
        @(Get-BatchRecommendation).Count | Should -Be 1
        $table | Should -Exist
    }

    It 'ends with a reason, and makes no job: <Case>' -ForEach @(
        @{ Case = 'no file'; Change = @{ UserPath = 'absent' }; Reason = 'There is no file absent' }
        @{ Case = 'no user'; Change = @{ UserPath = 'EMPTY' }; Reason = 'names no USER_ID' }
        @{ Case = 'no such table'; Change = @{ OutputPath = 'table.xlsx' }; Reason = 'must end in .parquet or .csv' }
        @{ Case = 'no solution'; Change = @{ Solution = 'Nothing' }; Reason = 'Nothing' }
        @{ Case = 'the job of another solution'; Change = @{ Name = 'night'; Solution = 'Weak' }; Reason = 'The job night is of the solution Model' }
    ) {
        Set-Content (Join-Path $folder 'empty.txt') ''
        $words = @{ Solution = 'Model'; UserPath = $users; OutputPath = $table; Name = 'other' }
        foreach ($key in $Change.Keys) { $words[$key] = $Change[$key] -replace '^EMPTY$', (Join-Path $folder 'empty.txt') }
        $before = @(Get-BatchRecommendation).Count
        $run = Invoke-Runbook Invoke-NightlyBatch.ps1 $words.GetEnumerator().ForEach{ "-$($_.Key)", $_.Value }
        $run.Code | Should -Be 1 -Because $run.Text
        $run.Reason.Count | Should -Be 1
        $run.Reason[0] | Should -Match "^The batch $($words.Name) failed: .*$Reason"
        @(Get-BatchRecommendation).Count | Should -Be $before
    }

    It 'changes nothing with -WhatIf' {
        $unmade = Join-Path $folder 'unmade/out.csv'
        $before = @(Get-BatchRecommendation).Count
        foreach ($name in 'night', 'never') {
            $run = Invoke-Runbook Invoke-NightlyBatch.ps1 ('-Solution', 'Model', '-UserPath', $users, '-OutputPath', $unmade, '-Name', $name, '-WhatIf')
            $run.Code | Should -Be 0 -Because $run.Text
            $run.Text | Should -Match ($name -eq 'night' ? 'Wait for the job' : 'Recommend for 30 users')
        }

        Split-Path $unmade | Should -Not -Exist
        @(Get-BatchRecommendation).Count | Should -Be $before
    }

    It 'ends with the reason of the service when the job fails, and makes another when it is repeated' {
        # Without -Name: the job is of the solution and the day. The folder of the table is made.
        $null = Set-Server faults @{ fault = 'fail'; job = 'infer-batch'; reason = 'The role cannot write.' }
        $csv = Join-Path $folder 'new/out.csv'
        $batch = '-Solution', 'Model', '-UserPath', $users, '-OutputPath', $csv
        $run = Invoke-Runbook Invoke-NightlyBatch.ps1 $batch
        $run.Code | Should -Be 1
        $run.Reason | Should -Match '^The batch Model-nightly-\d{4}-\d\d-\d\d failed: .*The role cannot write\.$'
        $csv | Should -Not -Exist
        foreach ($time in 1, 2) {
            $run = Invoke-Runbook Invoke-NightlyBatch.ps1 $batch
            $run.Code | Should -Be 0 -Because $run.Text
        }

        (Get-BatchRecommendation Model-nightly-*).Status | Should -Be 'CREATE FAILED', 'ACTIVE'
        @(Import-Csv $csv).Count | Should -Be (30 * 25)
    }

    It 'takes up a job that goes on' {
        $null = Set-Server faults @{ fault = 'slow'; job = 'infer-batch'; delaySeconds = 3600 }
        $batch = '-Solution', 'Model', '-UserPath', $users, '-OutputPath', (Join-Path $folder 'slow.parquet'), '-Name', 'slow'
        try {
            (Start-Runbook Invoke-NightlyBatch.ps1 $batch 'Waiting for').Process.Kill($true)
            $waiting = Start-Runbook Invoke-NightlyBatch.ps1 $batch 'Waiting for'
        }
        finally { $null = Set-Server clock @{ advanceSeconds = 3700 } }
        Complete-Runbook $waiting
        @(Get-BatchRecommendation slow*).Count | Should -Be 1
        Join-Path $folder 'slow.parquet' | Should -Exist
    }

    It 'ends with a reason when more lines failed than -MaximumErrors' {
        $lines = Join-Path $folder 'mixed.json'
        Set-Content $lines '{"userId":"1"}', '{"nobody":"2"}'
        $null = Start-BatchRecommendation Model -InputPath $lines -Name mixed -Wait
        $batch = '-Solution', 'Model', '-UserPath', $users, '-OutputPath', (Join-Path $folder 'mixed.csv'), '-Name', 'mixed'
        $run = Invoke-Runbook Invoke-NightlyBatch.ps1 $batch
        $run.Code | Should -Be 1 -Because $run.Text
        $run.Reason | Should -Match '^The batch mixed failed: 1 lines of the job failed; -MaximumErrors allows 0\.'
        (Invoke-Runbook Invoke-NightlyBatch.ps1 ($batch + '-MaximumErrors', '1')).Code | Should -Be 0
        @(Get-BatchRecommendation mixed*).Count | Should -Be 1
    }
}

Describe 'Update-TrainingData.ps1' {
    BeforeAll {
        $refresh = '-DatasetGroup', 'Fresh', '-DataPath', $data
        function Get-Fresh { Get-PersonalizeImport -DatasetGroup Fresh }
    }

    It 'changes nothing with -WhatIf' {
        $run = Invoke-Runbook Update-TrainingData.ps1 ($refresh + '-WhatIf')
        $run.Code | Should -Be 0 -Because $run.Text
        $run.Text | Should -Match 'Convert and import'
        Get-PersonalizeDatasetGroup Fresh* | Should -BeNullOrEmpty
    }

    It 'ends with the line of a file that cannot be read' {
        $bad = New-TinyMovieLens (Join-Path $folder 'bad')
        Add-Content (Join-Path $bad 'ratings.csv') '1,2,many,1600000000'
        $run = Invoke-Runbook Update-TrainingData.ps1 ('-DatasetGroup', 'Fresh', '-DataPath', $bad)
        $run.Code | Should -Be 1
        $run.Reason.Count | Should -Be 1
        $run.Reason[0] | Should -Match '^The refresh of Fresh failed: .*2402'
        Get-PersonalizeDatasetGroup Fresh* | Should -BeNullOrEmpty
    }

    It 'ends with the reason of the service when an import fails, and imports what is missing when it is repeated' {
        $null = Set-Server faults @{ fault = 'fail'; job = 'import'; reason = 'The role cannot read the bucket.' }
        $run = Invoke-Runbook Update-TrainingData.ps1 $refresh
        $run.Code | Should -Be 1
        $run.Reason.Count | Should -Be 1
        $run.Reason[0] | Should -Match '^The refresh of Fresh failed: .*CREATE FAILED: The role cannot read the bucket\.$'
        $run = Invoke-Runbook Update-TrainingData.ps1 $refresh
        $run.Code | Should -Be 0 -Because $run.Text
        (Get-Fresh | Where-Object Status -EQ ACTIVE).DatasetType | Sort-Object | Should -Be 'Interactions', 'Items'
        @(Get-Fresh).Count | Should -Be 3
    }

    It 'imports the same data once, and again with -Force' {
        $run = Invoke-Runbook Update-TrainingData.ps1 $refresh
        $run.Code | Should -Be 0 -Because $run.Text
        $run.Text | Should -Match 'Interactions are imported already'
        @(Get-Fresh).Count | Should -Be 3
        (Invoke-Runbook Update-TrainingData.ps1 ($refresh + '-Force')).Code | Should -Be 0
        @(Get-Fresh).Count | Should -Be 5
    }

    It 'imports again what differs' {
        $run = Invoke-Runbook Update-TrainingData.ps1 ($refresh + '-MinimumRating', '3')
        $run.Code | Should -Be 0 -Because $run.Text
        @(Get-Fresh).Count | Should -Be 7
        # And the earlier data once more: it is not what the group has now.
        (Invoke-Runbook Update-TrainingData.ps1 $refresh).Code | Should -Be 0
        @(Get-Fresh).Count | Should -Be 9
    }

    It 'goes on where it was stopped, before <_>' -ForEach 'PUT /', 'AmazonPersonalize.CreateDatasetGroup', 'AmazonPersonalize.CreateDataset', 'AmazonPersonalize.CreateDatasetImportJob', 'AmazonPersonalize.DescribeDatasetImportJob' {
        Stop-Runbook Update-TrainingData.ps1 $_ ('-DatasetGroup', 'Stopped', '-DataPath', $data)
    }

    It 'finishes what was stopped, with nothing made twice' {
        $run = Invoke-Runbook Update-TrainingData.ps1 ('-DatasetGroup', 'Stopped', '-DataPath', $data)
        $run.Code | Should -Be 0 -Because $run.Text
        (Get-PersonalizeImport -DatasetGroup Stopped).DatasetType | Sort-Object | Should -Be 'Interactions', 'Items'
        (Get-PersonalizeImport -DatasetGroup Stopped).Status | Select-Object -Unique | Should -Be ACTIVE
    }

    It 'waits for the import that goes on, and makes no other' {
        $null = Set-Server faults @{ fault = 'slow'; job = 'import'; delaySeconds = 3600 }
        $slow = '-DatasetGroup', 'Slow', '-DataPath', $data
        try {
            # After the first of two jobs was made.
            Stop-Runbook Update-TrainingData.ps1 AmazonPersonalize.DescribeDatasetImportJob $slow
            (Get-PersonalizeImport -DatasetGroup Slow).Status | Should -Match 'PENDING|PROGRESS'
            $waiting = Start-Runbook Update-TrainingData.ps1 $slow 'Waiting for 1 imports that are running'
        }
        finally { $null = Set-Server clock @{ advanceSeconds = 3700 } }
        Complete-Runbook $waiting
        (Get-PersonalizeImport -DatasetGroup Slow).DatasetType | Sort-Object | Should -Be 'Interactions', 'Items'
    }
}

Describe 'A runbook in a session' {
    It 'leaves its exit code there, also after another that failed' {
        $text = Invoke-FreshShell @"
            & '$root/scripts/Update-TrainingData.ps1' -Local -StatePath '$state' -DatasetGroup Fresh -DataPath '$(Join-Path $folder 'absent')' *> `$null
            "first=`$LASTEXITCODE"
            & '$root/scripts/Update-TrainingData.ps1' -Local -StatePath '$state' -DatasetGroup Fresh -DataPath '$data' *> `$null
            "second=`$LASTEXITCODE"
"@
        $text | Should -Match 'first=1'
        $text | Should -Match 'second=0'
    }
}

Describe 'Remove-TrainingResources.ps1' {
    It 'shows its plan with -WhatIf' {
        $run = Invoke-Runbook Remove-TrainingResources.ps1 ('-DatasetGroup', 'Films', '-WhatIf')
        $run.Code | Should -Be 0 -Because $run.Text
        $run.Text | Should -Match 'Remove campaign Campaign'
        (Get-Campaign Campaign).Status | Should -Be ACTIVE
    }

    It 'removes nothing when nobody can be asked' {
        $run = Invoke-Runbook Remove-TrainingResources.ps1 ('-DatasetGroup', 'Films')
        $run.Code | Should -Be 1
        $run.Reason.Count | Should -Be 1
        $run.Reason[0] | Should -Match '^The removal of Films failed: Nobody is here to be asked .*-Confirm:\$false'
        (Get-Campaign Campaign).Status | Should -Be ACTIVE
    }

    It 'ends with the reason of the service' {
        $null = Set-Server faults @{ fault = 'error'; operation = 'DeleteCampaign'; times = 100 }
        try { $run = Invoke-Runbook Remove-TrainingResources.ps1 ('-DatasetGroup', 'Films', '-Confirm:$false') }
        finally { $null = Clear-Server faults }
        $run.Code | Should -Be 1
        $run.Reason.Count | Should -Be 1
        $run.Reason[0] | Should -Match '^The removal of Films failed: '
        (Get-PersonalizeDatasetGroup Films).Status | Should -Be ACTIVE
    }

    It 'goes on where it was stopped, before <_>' -ForEach 'DeleteCampaign', 'DeleteSolution', 'DeleteDataset', 'DeleteDatasetGroup' {
        Stop-Runbook Remove-TrainingResources.ps1 "AmazonPersonalize.$_" ('-DatasetGroup', 'Films', '-Confirm:$false')
        (Get-PersonalizeDatasetGroup Films).Status | Should -Be ACTIVE
    }

    It 'removes everything, and can be repeated' {
        $run = Invoke-Runbook Remove-TrainingResources.ps1 ('-DatasetGroup', 'Films', '-Confirm:$false')
        $run.Code | Should -Be 0 -Because $run.Text
        Get-PersonalizeDatasetGroup Films* | Should -BeNullOrEmpty
        $run = Invoke-Runbook Remove-TrainingResources.ps1 ('-DatasetGroup', 'Films', '-Confirm:$false')
        $run.Code | Should -Be 0 -Because $run.Text
        $run.Text | Should -Match 'There is no dataset group Films; nothing is left to remove'
    }

    It 'removes a group with all that costs money, and its schemas with -IncludeSchema' {
        $schemas = (Get-PersonalizeDataset -DatasetGroup Halted).SchemaArn
        $run = Invoke-Runbook Remove-TrainingResources.ps1 ('-DatasetGroup', 'Halted', '-IncludeSchema', '-Confirm:$false')
        $run.Code | Should -Be 0 -Because $run.Text
        @(Get-Campaign HaltedCampaign*) + @(Get-Solution HaltedModel*) + @(Get-PersonalizeDataset | Where-Object DatasetGroup -EQ Halted) + @(Get-PersonalizeDatasetGroup Halted*) |
            Should -BeNullOrEmpty
        Get-PersonalizeSchema | Where-Object Arn -In $schemas | Should -BeNullOrEmpty
    }

    It 'lets data be imported again into a group of the same name' {
        # The jobs of the group that was removed are listed still, with the same places on S3; the new dataset is there, and empty.
        Stop-Runbook Update-TrainingData.ps1 AmazonPersonalize.CreateDatasetImportJob ('-DatasetGroup', 'Halted', '-DataPath', $data)
        $run = Invoke-Runbook Update-TrainingData.ps1 ('-DatasetGroup', 'Halted', '-DataPath', $data)
        $run.Code | Should -Be 0 -Because $run.Text
        $run.Text | Should -Not -Match 'imported already'
    }
    It 'leaves a job that the nightly batch does not take for one of the solution made anew' {
        $null = New-Solution Model -DatasetGroup Halted -Recipe aws-popularity-count | New-SolutionVersion -Wait
        $run = Invoke-Runbook Invoke-NightlyBatch.ps1 ('-Solution', 'Model', '-UserPath', (Join-Path $folder 'users[all].csv'), '-OutputPath', (Join-Path $folder 'anew.csv'), '-Name', 'night')
        $run.Code | Should -Be 0 -Because $run.Text
        @(Get-BatchRecommendation night-2).Count | Should -Be 1
    }
}
