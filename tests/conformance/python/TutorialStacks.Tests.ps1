# The runbooks that deploy and remove the tutorial, in fresh shells against moto: they do their work, can be repeated, and end with a reason.
BeforeDiscovery {
    $script:hasMoto = if (Get-Command python3 -ErrorAction Ignore) { python3 -c 'import moto.server' 2>$null; $LASTEXITCODE -eq 0 }
}

Describe 'Tutorial' -Skip:(-not $hasMoto) {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Moto.ps1')
        $moto = Start-Moto
        Connect-Moto $moto
        $saved = $env:AWS_ACCESS_KEY_ID, $env:AWS_SECRET_ACCESS_KEY
        $env:AWS_ACCESS_KEY_ID, $env:AWS_SECRET_ACCESS_KEY = 'AKIAMOTO', 'moto-secret'

        function Invoke-Runbook([string] $Name, [string[]] $Arguments) { Invoke-Script $Name (@('-EndpointUrl', $moto.Endpoint, '-Name', 'films') + $Arguments) }
    }

    AfterAll {
        $env:AWS_ACCESS_KEY_ID, $env:AWS_SECRET_ACCESS_KEY = $saved
        Disconnect-Personalize
        Stop-Moto $moto
    }

    It 'shows with -WhatIf what it would make' {
        $run = Invoke-Runbook Deploy-Tutorial.ps1 '-WhatIf'
        $run.Code | Should -Be 0 -Because $run.Text
        $run.Text | Should -Match 'Add\s+StateMachine'
        Get-PersonalizeStack -All | Should -BeNullOrEmpty
    }

    It 'deploys both stacks and their notifications' {
        $run = Invoke-Runbook Deploy-Tutorial.ps1 '-NotificationEmail', 'ops@example.com'
        $run.Code | Should -Be 0 -Because $run.Text
        $stacks = Get-PersonalizeStack
        $stacks.Workflow | Sort-Object | Should -Be 'Predict', 'Train'
        $stacks.Status | Select-Object -Unique | Should -Be CREATE_COMPLETE
        $train = Get-PersonalizeStack films
        (Get-PersonalizeStack films-predict).Outputs.DataBucket | Should -Be $train.Outputs.DataBucket
        $rules = Get-PersonalizeNotification $train.Outputs.DataBucket
        $rules.Id | Sort-Object | Should -Be 'PersonalizeOps-Predict-films-predict', 'PersonalizeOps-Train-films'
        $run.Text | Should -Match "s3://$($train.Outputs.DataBucket)/movie-lens/raw_data/input/"
    }

    It 'can be repeated' {
        $before = Get-PersonalizeStack | ForEach-Object Arn
        $run = Invoke-Runbook Deploy-Tutorial.ps1 '-NotificationEmail', 'ops@example.com'
        $run.Code | Should -Be 0 -Because $run.Text
        Get-PersonalizeStack | ForEach-Object Arn | Should -Be $before
        @(Get-PersonalizeNotification -Stack films).Count | Should -Be 2
    }

    It 'ends with a reason' {
        $run = Invoke-Runbook Deploy-Tutorial.ps1 '-NotificationEmail', 'nobody'
        $run.Code | Should -Be 1
        $run.Text | Should -Match "The deployment of films failed: NotificationEmail is 'nobody'"
    }

    It 'shows with -WhatIf what it would remove' {
        $run = Invoke-Runbook Remove-Tutorial.ps1 '-IncludeData', '-WhatIf'
        $run.Code | Should -Be 0 -Because $run.Text
        $run.Text | Should -Match 'Remove the stack films-predict'
        $run.Text | Should -Match 'Remove the rules PersonalizeOps-Train-films'
        @(Get-PersonalizeStack).Count | Should -Be 2
        @(Get-PersonalizeNotification -Stack films).Count | Should -Be 2
    }

    It 'removes everything, the bucket with its data too, and can be repeated' {
        $bucket = (Get-PersonalizeStack films).Outputs.DataBucket
        $run = Invoke-Runbook Remove-Tutorial.ps1 '-IncludeData', '-Confirm:$false'
        $run.Code | Should -Be 0 -Because $run.Text
        Get-PersonalizeStack | Should -BeNullOrEmpty
        $record = @(Invoke-Catching { Get-PersonalizeNotification $bucket })[0]
        $record.FullyQualifiedErrorId | Should -BeLike '*NoSuchBucket*'
        $run = Invoke-Runbook Remove-Tutorial.ps1 '-Confirm:$false'
        $run.Code | Should -Be 0 -Because $run.Text
        $run.Text | Should -Match 'nothing is left'
    }
}

Describe 'A tutorial that fails' -Skip:(-not $hasMoto) {
    It 'makes a stack anew that was rolled back, and ends with the first failure' {
        . (Join-Path $PSScriptRoot 'Moto.ps1')
        $server = Start-Moto cloud_standin.py
        try {
            Connect-Moto $server
            $null = Invoke-Catching { New-PersonalizeStack failing -Workflow Train -Wait }
            (Get-PersonalizeStack failing).Status | Should -Be ROLLBACK_COMPLETE
            $text = Invoke-FreshShell @"
                `$env:AWS_ACCESS_KEY_ID, `$env:AWS_SECRET_ACCESS_KEY = 'AKIAMOTO', 'moto-secret'
                & '$root/scripts/Deploy-Tutorial.ps1' -Name failing -EndpointUrl $($server.Endpoint)
"@
            $text | Should -BeLike '*Removing the stack failing, which is ROLLBACK_COMPLETE*Job (AWS::Glue::Job)*Making the stack failing*The deployment of failing failed: *'
            (Invoke-RestMethod "$($server.Endpoint)/actions") -split "`n" -match '^(Create|Delete)Stack failing' | Should -Be @(
                'CreateStack failing', 'DeleteStack failing', 'CreateStack failing')
        }
        finally {
            Disconnect-Personalize
            Stop-Moto $server
        }
    }
}
