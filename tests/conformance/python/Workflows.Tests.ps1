# The workflow and trace cmdlets against moto, whose interpreter runs the state machines; workflow_server.py sets the scene.
BeforeDiscovery {
    $script:hasMoto = if (Get-Command python3 -ErrorAction Ignore) { python3 -c 'import moto.server, moto.stepfunctions, moto.xray' 2>$null; $LASTEXITCODE -eq 0 }
}

Describe 'Workflow cmdlets' -Skip:(-not $hasMoto) {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Moto.ps1')
        $folder = New-TestFolder workflows
        $scene = Start-WorkflowScene
        Set-Content (Join-Path $folder 'ratings.csv') 'userId,movieId,rating,timestamp', '1,1,4.0,1600000000'
        Set-Content (Join-Path $folder 'movies.csv') 'movieId,title,genres'
    }

    AfterAll {
        Disconnect-Personalize
        if ($scene) { Stop-Moto $scene }
        Remove-Item $folder -Recurse -Force
    }

    Context 'Start-TrainingWorkflow' {
        It 'uploads into a folder of its own, and the trigger starts one run' {
            $run = Start-TrainingWorkflow films $folder -Wait
            $run.Status | Should -Be SUCCEEDED
            ($run.Input | ConvertFrom-Json).prefix | Should -Match '^movie-lens/raw_data/input/upload-[\d-]+/$'
            ($run.Output | ConvertFrom-Json).again | Should -BeTrue
            $again = Start-TrainingWorkflow films (Join-Path $folder 'ratings.csv'), (Join-Path $folder 'movies.csv')
            $again.Arn | Should -Not -Be $run.Arn
            @(Get-TrainingWorkflow -Stack films -Name upload-*).Count | Should -Be 2
        }

        It 'starts directly on what is there, with a typed input' {
            $run = Start-TrainingWorkflow films -Direct -Name direct-1 -Wait
            $run.Name | Should -Be direct-1
            $run.Input | ConvertFrom-Json | ForEach-Object { $_.bucket, $_.prefix } | Should -Be 'films-data', 'movie-lens/raw_data/input/'
            $run = Start-TrainingWorkflow -StateMachineArn $scene.Films -Bucket b -Prefix /other/place
            ($run.Input | ConvertFrom-Json).prefix | Should -Be 'other/place/'
        }

        It 'tells each state while it waits' {
            $told = Start-TrainingWorkflow films -Direct -Wait -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] }
            "$told" | Should -Match 'First: SUCCEEDED.*Pause: SUCCEEDED.*Last: SUCCEEDED'
        }

        It 'changes nothing under -WhatIf' {
            $before = @(Get-TrainingWorkflow -Stack films).Count
            Start-TrainingWorkflow films $folder -WhatIf 6>$null | Should -BeNullOrEmpty
            Start-TrainingWorkflow films -Direct -WhatIf 6>$null | Should -BeNullOrEmpty
            @(Get-TrainingWorkflow -Stack films).Count | Should -Be $before
        }

        It 'says which file is missing before it uploads' {
            Remove-Item (Join-Path $folder 'half') -Recurse -ErrorAction Ignore
            $half = (New-Item (Join-Path $folder 'half') -ItemType Directory).FullName
            Copy-Item (Join-Path $folder 'ratings.csv') $half
            $record = Invoke-Catching { Start-TrainingWorkflow films $half }
            $record.FullyQualifiedErrorId | Should -BeLike 'FileNotFound,*'
            "$record" | Should -Match 'movies\.csv is not among'
            "$(Invoke-Catching { Start-TrainingWorkflow films (Join-Path $folder absent) })" | Should -Match 'There is no file or folder'
        }

        It 'says what to do when no trigger answers' {
            $record = Invoke-Catching { Start-TrainingWorkflow broken $folder -TriggerTimeout 1 }
            $record.FullyQualifiedErrorId | Should -BeLike 'TriggerTimeout,*'
            $record.ErrorDetails.RecommendedAction | Should -Match 'Set-PersonalizeNotification.*-Direct -Prefix movie-lens/raw_data/input/upload-'
        }

        It 'names the state that failed first, with its reason in words' {
            $record = Invoke-Catching { Start-TrainingWorkflow broken -Direct -Name fails -Wait }
            $record.FullyQualifiedErrorId | Should -BeLike 'TrainingWorkflow.Failed,*'
            "$record" | Should -Match 'fails ended with FAILED in state Transform: Job absent not found'
            $run = Get-TrainingWorkflow -Stack broken -Name fails -Detail
            $run.FailedState | Should -Be Transform
            $run.States.Name | Should -Be 'Begin', 'Transform', 'NotifyFailure', 'Failed'
            $run.States.Status | Should -Be 'SUCCEEDED', 'FAILED', 'SUCCEEDED', 'FAILED'
        }

        It 'refuses a name that is taken, and a stack of another kind' {
            (Invoke-Catching { Start-TrainingWorkflow films -Direct -Name traced }).FullyQualifiedErrorId | Should -BeLike '*ExecutionAlreadyExists*'
            (Invoke-Catching { Start-TrainingWorkflow other -Direct }).FullyQualifiedErrorId | Should -BeLike 'OutputMissing,*'
            (Invoke-Catching { Start-TrainingWorkflow nothing -Direct }).FullyQualifiedErrorId | Should -BeLike 'StackNotFound,*'
        }
    }

    Context 'Get-TrainingWorkflow' {
        It 'counts a state that is entered again once, with its visits' {
            $states = (Get-TrainingWorkflow $scene.Traced -Wait).States
            $states.Name | Should -Be 'First', 'Pause', 'Again', 'Mark', 'Last'
            $states.Visits | Should -Be 1, 2, 2, 1, 1
            ($states | Where-Object Name -EQ Pause).Duration.TotalSeconds | Should -BeGreaterThan 1.5
        }

        It 'lists by status and name' {
            $null = Start-TrainingWorkflow broken -Direct -Name listed -Wait -ErrorAction Ignore
            (Get-TrainingWorkflow -StateMachineArn $scene.Broken -Status FAILED -Name list*).Name | Should -Be listed
            Get-TrainingWorkflow -Stack broken -Name nothing* | Should -BeNullOrEmpty
        }

        It 'reports an unknown run and goes on with the others' {
            $unknown = $scene.Traced -replace 'traced$', 'absent'
            $got = $unknown, $scene.Traced | Get-TrainingWorkflow -ErrorVariable errors -ErrorAction SilentlyContinue
            $got.Name | Should -Be traced
            $errors[0].TargetObject | Should -Be $unknown
        }

        It 'stops waiting after -Timeout, and says how to stop the run, which goes on' {
            $run = Start-TrainingWorkflow -StateMachineArn $scene.Slow -Bucket b -Prefix p -Name patience
            for ($i = 0; $i -lt 100 -and -not $run.CurrentState; $i++) { Start-Sleep -Milliseconds 50; $run = $run | Get-TrainingWorkflow }
            $run.CurrentState | Should -Be Sleep
            $record = Invoke-Catching { $run | Get-TrainingWorkflow -Wait -Timeout 1 }
            $record.FullyQualifiedErrorId | Should -BeLike 'WaitTimeout,*'
            "$record" | Should -Match 'Stop-TrainingWorkflow arn:aws:states'
            ($run | Get-TrainingWorkflow).Status | Should -Be RUNNING
            Stop-TrainingWorkflow $run -WhatIf 6>$null
            ($run | Get-TrainingWorkflow).Status | Should -Be RUNNING
            $stopped = $run | Stop-TrainingWorkflow -PassThru
            $stopped.Status | Should -Be ABORTED
            $stopped.CurrentState | Should -BeNullOrEmpty
        }

        It 'refuses the local server' {
            $null = Connect-Personalize -Local -StatePath (Join-Path $folder state) -Name here
            try {
                (Invoke-Catching { Get-TrainingWorkflow -Stack films -Connection here }).FullyQualifiedErrorId | Should -BeLike 'CloudUnavailable,*'
            }
            finally {
                Stop-PersonalizeLocal -StatePath (Join-Path $folder state)
                Disconnect-Personalize -Connection here
            }
        }
    }

    Context 'Stacks that are named' {
        It 'calls the address that a prediction stack tells' {
            $record = Invoke-Catching { Get-PersonalizeStack served -ErrorAction Stop | ForEach-Object { Invoke-RecommendationApi $_ -UserId 1 } }
            $record.FullyQualifiedErrorId | Should -BeLike 'InvokeRecommendationApi.ConnectionFailed,*'
            "$record" | Should -Match '127\.0\.0\.1:1'
            (Invoke-Catching { Invoke-RecommendationApi films -UserId 1 }).FullyQualifiedErrorId | Should -BeLike 'OutputMissing,*'
        }

        It 'takes a stack as object from the pipeline' {
            $run = Get-PersonalizeStack films | Start-TrainingWorkflow -Direct -Name piped -Wait
            $run.Status | Should -Be SUCCEEDED
            (Get-PersonalizeStack films | Get-TrainingWorkflow).Name | Should -Contain piped
        }
    }

    Context 'Get-WorkflowTrace' {
        It 'finds the trace of a run and makes a tree of it' {
            $trace = Get-TrainingWorkflow $scene.Traced | Get-WorkflowTrace
            $trace.Id | Should -Be $scene.GoodTrace
            $trace.Duration.TotalSeconds | Should -Be 10
            $trace.Segments.Count | Should -Be 1
            $trace.Segments[0].Children.Name | Should -Be 'First', 'Pause'
            $trace.Segments[0].Children[1].Children.Name | Should -Be 'films-transform'
            $trace.Segments[0].OwnTime.TotalSeconds | Should -Be 1
            $trace.FirstError | Should -BeNullOrEmpty
        }

        It 'draws where the time went in 120 columns' {
            $lines = (Get-WorkflowTrace $scene.Traced | Out-String -Width 120) -split '\r?\n' | Where-Object { $_ }
            $lines | ForEach-Object { $_.Length | Should -BeLessOrEqual 120 }
            $lines[1] | Should -Match '^films-machine +█+ +10\.00 s$'
            $lines[4] | Should -Match '^    films-transform +·+█+·+ +3\.00 s$'
            $lines[5] | Should -Match 'Where the time went: Pause 40 % \(4\.00 s\), films-transform 30 %'
        }

        It 'names the first error, and not what it made fail above it' {
            $trace = Get-WorkflowTrace -TraceId $scene.BadTrace
            $trace.HasFault | Should -BeTrue
            $trace.FirstError | Should -Be 'films-RealTimeFunction-1: ResourceNotFoundException: No campaign.'
            $trace.Timeline | Should -Match 'First error: films-RealTimeFunction-1'
        }

        It 'gets the traces of a stack, and those of a time over several windows and more than one call of five' {
            (Get-WorkflowTrace -Stack films).Id | Sort-Object | Should -Be @($scene.GoodTrace, $scene.BadTrace | Sort-Object)
            $all = Get-WorkflowTrace -StartTime (Get-Date).AddHours(-13) -Verbose 4>&1
            @($all | Where-Object { $_ -is [PersonalizeOps.Records.WorkflowTrace] }).Count | Should -Be 9
            @($all | Where-Object { "$_" -like 'GetTraceSummaries: 200*' }).Count | Should -Be 3
            @($all | Where-Object { "$_" -like 'BatchGetTraces: 200*' }).Count | Should -Be 2
            (Get-WorkflowTrace -Stack films -FilterExpression 'fault = true').Id | Should -Be $scene.BadTrace
        }

        It 'says so when there is no trace' {
            (Invoke-Catching { Get-WorkflowTrace -TraceId '1-00000000-000000000000000000000000' }).FullyQualifiedErrorId | Should -BeLike 'TraceNotFound,*'
            $run = Start-TrainingWorkflow films -Direct -Name untraced -Wait
            $record = Invoke-Catching { $run | Get-WorkflowTrace }
            $record.FullyQualifiedErrorId | Should -BeLike 'TraceNotFound,*'
            $record.ErrorDetails.RecommendedAction | Should -Match 'Transaction Search'
            (Invoke-Catching { Get-WorkflowTrace -StartTime (Get-Date) -EndTime (Get-Date).AddHours(-1) }).FullyQualifiedErrorId | Should -BeLike 'InvalidTime,*'
        }
    }
}
