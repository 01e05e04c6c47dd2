# The runbooks that train and run batch jobs by the tutorial's stacks, in fresh shells against moto; workflow_server.py sets the scene.
BeforeDiscovery {
    $script:hasMoto = if (Get-Command python3 -ErrorAction Ignore) { python3 -c 'import moto.server, moto.stepfunctions, moto.xray' 2>$null; $LASTEXITCODE -eq 0 }
}

Describe 'Tutorial runs' -Skip:(-not $hasMoto) {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Moto.ps1')
        $folder = New-TestFolder tutorial-runs
        $scene = Start-WorkflowScene
        # The run of the scene; one that goes on is waited for in place of another.
        $null = Get-TrainingWorkflow $scene.Traced -Wait
        Set-Content (Join-Path $folder 'ratings.csv') 'userId,movieId,rating,timestamp', '1,1,4.0,1600000000'
        Set-Content (Join-Path $folder 'movies.csv') 'movieId,title,genres'
        Set-Content (Join-Path $folder 'users.csv') 'USER_ID,AGE', '1,20', '2,30', '1,20', '"a ""b""",40'
        Set-Content (Join-Path $folder 'items.txt') '10', '', '20'
        Set-Content (Join-Path $folder 'none.txt') ''
        $saved = $env:AWS_ACCESS_KEY_ID, $env:AWS_SECRET_ACCESS_KEY
        $env:AWS_ACCESS_KEY_ID, $env:AWS_SECRET_ACCESS_KEY = 'ak', 'sk'

        function Invoke-Runbook([string] $Name, [string[]] $Arguments) { Invoke-Script $Name (@('-EndpointUrl', $scene.Endpoint, '-Region', 'us-east-1') + $Arguments) }

        function Get-Uploaded { Get-TrainingWorkflow -Stack films-predict -Detail | ForEach-Object { ($_.Input | ConvertFrom-Json).input } }
    }

    AfterAll {
        $env:AWS_ACCESS_KEY_ID, $env:AWS_SECRET_ACCESS_KEY = $saved
        Disconnect-Personalize
        if ($scene) { Stop-Moto $scene }
        Remove-Item $folder -Recurse -Force
    }

    Context 'Invoke-TutorialTraining' {
        It 'changes nothing under -WhatIf' {
            $before = @(Get-TrainingWorkflow -Stack films).Count
            $run = Invoke-Runbook Invoke-TutorialTraining.ps1 '-Name', 'films', '-DataPath', $folder, '-WhatIf'
            $run.Code | Should -Be 0 -Because $run.Text
            $run.Text | Should -Match 'Upload ratings.csv, movies.csv'
            @(Get-TrainingWorkflow -Stack films).Count | Should -Be $before
        }

        It 'uploads, follows the run and shows its states' {
            $run = Invoke-Runbook Invoke-TutorialTraining.ps1 '-Name', 'films', '-DataPath', $folder
            $run.Code | Should -Be 0 -Because $run.Text
            $run.Text | Should -Match '(?s)Uploading .*is RUNNING; waiting.*First.*SUCCEEDED.*Last'
            @(Get-TrainingWorkflow -Stack films -Name upload-*).Count | Should -Be 1
        }

        It 'waits for a run that is going on instead of starting another' {
            $going = Start-TrainingWorkflow films -Direct -Name going
            $run = Invoke-Runbook Invoke-TutorialTraining.ps1 '-Name', 'films', '-Direct'
            $run.Code | Should -Be 0 -Because $run.Text
            # A slow machine may have ended the run meanwhile; then another one is right.
            if ($run.Text -match 'Waiting for the run going') { @(Get-TrainingWorkflow -Stack films | Where-Object Started -GE $going.Started).Count | Should -Be 1 }
            else { $run.Text | Should -Match 'Starting a run of films' }
        }

        It 'ends with the state that failed first' {
            $run = Invoke-Runbook Invoke-TutorialTraining.ps1 '-Name', 'broken', '-Direct'
            $run.Code | Should -Be 1
            $run.Text | Should -Match 'The training of broken failed: .*in state Transform: Job absent not found'
            (Invoke-Runbook Invoke-TutorialTraining.ps1 '-Name', 'nothing', '-Direct').Text | Should -Match 'failed: There is no stack nothing'
        }
    }

    Context 'Invoke-TutorialBatch' {
        It 'uploads nothing under -WhatIf' {
            $run = Invoke-Runbook Invoke-TutorialBatch.ps1 '-Name', 'films', '-UserPath', (Join-Path $folder 'users.csv'), '-WhatIf'
            $run.Code | Should -Be 0 -Because $run.Text
            $run.Text | Should -Match 'users\.json'
            Get-Uploaded | Should -BeNullOrEmpty
        }

        It 'uploads each user once, and tells where the parquet lies' {
            $run = Invoke-Runbook Invoke-TutorialBatch.ps1 '-Name', 'films', '-UserPath', (Join-Path $folder 'users.csv')
            $run.Code | Should -Be 0 -Because $run.Text
            $run.Text | Should -Match 'Uploading 3 lines'
            $run.Text | Should -Match 's3://films-data/users\.parquet\s+3\s+75\s+0'
            $uri = @(Get-Uploaded)[0]
            $uri | Should -Match '^s3://films-data/movie-lens/batch/input/\d{4}-\d\d-\d\d-[0-9a-f]{12}/users\.json$'
        }

        It 'waits for the same job when it is repeated, and makes it again with -Force' {
            $run = Invoke-Runbook Invoke-TutorialBatch.ps1 '-Name', 'films', '-UserPath', (Join-Path $folder 'users.csv')
            $run.Code | Should -Be 0 -Because $run.Text
            $run.Text | Should -Match 'has this input already'
            @(Get-Uploaded).Count | Should -Be 1
            (Invoke-Runbook Invoke-TutorialBatch.ps1 '-Name', 'films', '-UserPath', (Join-Path $folder 'users.csv'), '-Force').Code | Should -Be 0
            @(Get-Uploaded).Count | Should -Be 2
        }

        It 'fails when lines of segments failed, unless they are allowed' {
            $run = Invoke-Runbook Invoke-TutorialBatch.ps1 '-Name', 'films', '-ItemPath', (Join-Path $folder 'items.txt')
            $run.Code | Should -Be 1
            $run.Text | Should -Match 'The batch of films failed: 1 lines failed'
            (Invoke-Runbook Invoke-TutorialBatch.ps1 '-Name', 'films', '-ItemPath', (Join-Path $folder 'items.txt'), '-MaximumErrors', '1').Code | Should -Be 0
        }

        It 'ends with a reason' {
            (Invoke-Runbook Invoke-TutorialBatch.ps1 '-Name', 'films', '-UserPath', (Join-Path $folder 'absent')).Text | Should -Match 'failed: There is no file'
            (Invoke-Runbook Invoke-TutorialBatch.ps1 '-Name', 'films', '-UserPath', (Join-Path $folder 'none.txt')).Text | Should -Match 'names no USER_ID'
            (Invoke-Runbook Invoke-TutorialBatch.ps1 '-Name', 'absent', '-UserPath', (Join-Path $folder 'users.csv')).Text | Should -Match 'There is no stack absent-predict'
            $run = Invoke-Runbook Invoke-TutorialBatch.ps1 '-Name', 'broken', '-UserPath', (Join-Path $folder 'users.csv'), '-TriggerTimeout', '1'
            $run.Code | Should -Be 1
            $run.Text | Should -Match 'no run began in 1 s'
        }
    }
}
