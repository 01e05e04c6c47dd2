# The runbooks in fresh shells against a local server: they do their work, can be repeated, and end with a reason.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $folder = New-TestFolder 'runbooks'
    $data = New-TinyMovieLens (Join-Path $folder 'data')
    $state = Join-Path $folder 'state'

    function Invoke-Runbook([string] $Name, [string[]] $Arguments) { Invoke-Script $Name (@('-Local', '-StatePath', $state) + $Arguments) }
    $training = '-DatasetGroup', 'Films', '-Solution', 'Model', '-Campaign', 'Campaign'
}

AfterAll {
    Stop-PersonalizeLocal -StatePath $state
    Remove-Item $folder -Recurse -Force
}

Describe 'Quickstart.ps1' {
    BeforeAll { $quick = '-StatePath', (Join-Path $folder 'quick'), '-DataPath', $data, '-OutputPath', (Join-Path $folder 'quick-out') }

    It 'changes nothing with -WhatIf' {
        $run = Invoke-Script Quickstart.ps1 ($quick + '-WhatIf')
        $run.Code | Should -Be 0 -Because $run.Text
        $run.Text | Should -Match 'Replace the dataset group Movies'
        Join-Path $folder 'quick' | Should -Not -Exist
        Join-Path $folder 'quick-out' | Should -Not -Exist
    }

    It 'goes through, can be repeated, and leaves no server running that it started' {
        foreach ($time in 1, 2) {
            $run = Invoke-Script Quickstart.ps1 $quick
            $run.Code | Should -Be 0 -Because $run.Text
        }

        @(Import-Csv (Join-Path $folder 'quick-out/recommendations.csv')).Count | Should -Be 30
        Join-Path $folder 'quick-out/recommendations.parquet' | Should -Exist
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

    It 'imports, trains and deploys' {
        $run = Invoke-Runbook Invoke-ModelTraining.ps1 ($training + '-DataPath', $data)
        $run.Code | Should -Be 0 -Because $run.Text
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

    It 'ends with a reason' {
        $run = Invoke-Runbook Invoke-ModelTraining.ps1 ($training + '-DataPath', (Join-Path $folder 'absent'))
        $run.Code | Should -Be 1
        $run.Text | Should -Match 'The training of Model failed: There is no folder'
    }
}

Describe 'Invoke-NightlyBatch.ps1' {
    BeforeAll {
        $users = Join-Path $folder 'users.csv'
        Set-Content $users (@('USER_ID') + 1..30)
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

    It 'ends with a reason' {
        $run = Invoke-Runbook Invoke-NightlyBatch.ps1 ('-Solution', 'Model', '-UserPath', (Join-Path $folder 'absent'), '-OutputPath', $table, '-Name', 'other')
        $run.Code | Should -Be 1
        $run.Text | Should -Match 'The batch other failed: There is no file'
    }
}

Describe 'Update-TrainingData.ps1' {
    It 'imports again, with fewer ratings' {
        $run = Invoke-Runbook Update-TrainingData.ps1 ('-DatasetGroup', 'Films', '-DataPath', $data, '-MinimumRating', '3')
        $run.Code | Should -Be 0 -Because $run.Text
        @(Get-PersonalizeImport).Count | Should -Be 4
    }
}

Describe 'Remove-TrainingResources.ps1' {
    It 'shows its plan with -WhatIf' {
        $run = Invoke-Runbook Remove-TrainingResources.ps1 ('-DatasetGroup', 'Films', '-WhatIf')
        $run.Code | Should -Be 0 -Because $run.Text
        $run.Text | Should -Match 'Remove campaign Campaign'
        (Get-Campaign Campaign).Status | Should -Be ACTIVE
    }

    It 'removes everything, and can be repeated' {
        $run = Invoke-Runbook Remove-TrainingResources.ps1 ('-DatasetGroup', 'Films', '-Confirm:$false')
        $run.Code | Should -Be 0 -Because $run.Text
        Get-PersonalizeDatasetGroup | Should -BeNullOrEmpty
        (Invoke-Runbook Remove-TrainingResources.ps1 ('-DatasetGroup', 'Films', '-Confirm:$false')).Code | Should -Be 0
    }
}
