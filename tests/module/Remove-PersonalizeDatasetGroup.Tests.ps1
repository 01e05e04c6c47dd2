# The removal of a group with all it holds: the plan, the order, the report, a second run.
Describe 'Remove-PersonalizeDatasetGroup' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Common.ps1')
        . (Join-Path $PSScriptRoot 'HoldingProxy.ps1')
        $folder = New-TestFolder removal
        $state = Join-Path $folder 'state'
        $local = Connect-Personalize -Local -StatePath $state
        $movies = New-TinyMovieLens (Join-Path $folder 'movies')
        function New-Full {
            $null = ConvertTo-PersonalizeDataset $movies -OutputPath (Join-Path $folder 'out') | New-PersonalizeImport -DatasetGroup Films -Wait
            $null = New-Solution Popular -DatasetGroup Films -Recipe aws-popularity-count | New-SolutionVersion -Wait | New-Campaign Popular -Wait
            $null = New-PersonalizeFilter Unseen Films 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("watch")' -Wait
            $null = New-EventTracker FilmEvents Films -Wait
        }
    }

    AfterAll {
        Stop-PersonalizeLocal -StatePath $state
        Disconnect-Personalize
        Remove-Item $folder -Recurse -Force
    }

    It 'refuses a group that holds something without -Recurse' {
        New-Full
        @(Invoke-Catching { Remove-PersonalizeDatasetGroup Films -Confirm:$false })[0].CategoryInfo.Category | Should -Be 'ResourceBusy'
    }

    It 'shows the plan in order and removes nothing under -WhatIf' {
        $plan = Invoke-FreshShell "Import-Module '$manifest'; `$null = Connect-Personalize -Local -StatePath '$state'; Remove-PersonalizeDatasetGroup Films -Recurse -WhatIf"
        $places = 'campaign Popular', 'solution Popular', 'dataset Films', 'dataset group Films' | ForEach-Object { $plan.IndexOf($_) }
        $places | Should -Not -Contain -1
        $places | Should -Be ($places | Sort-Object)
        foreach ($part in 'event tracker FilmEvents', 'filter Unseen') { $plan | Should -BeLike "*$part*" }
        (Get-Campaign Popular).Status | Should -Be 'ACTIVE'
    }

    It 'goes on where an interrupted run stopped, reports what went and what stays' {
        # As if the first run had been interrupted after the campaign.
        Remove-Campaign Popular -Wait -Confirm:$false
        $report = Remove-PersonalizeDatasetGroup Films -Recurse -Confirm:$false
        ($report | Where-Object Outcome -EQ Removed).Kind | Should -Contain 'dataset group'
        ($report | Where-Object Outcome -EQ Removed).Kind | Should -Not -Contain 'campaign'
        $stays = $report | Where-Object Outcome -EQ Stays
        ($stays | Where-Object Kind -EQ 'dataset import job').Count | Should -Be 2
        ($stays | Where-Object Kind -EQ 'schema').Count | Should -Be 2
        ($stays | Where-Object Kind -EQ 'files').Arn | Should -BeLike 's3://*'
        $left = @(Get-Campaign) + @(Get-Solution) + @(Get-PersonalizeFilter) + @(Get-EventTracker) + @(Get-PersonalizeDataset) + @(Get-PersonalizeDatasetGroup)
        $left.Count | Should -Be 0
    }

    It 'stops in the middle, and goes on when it is run again' {
        New-Full
        $proxy, $through = Connect-Through $state $local.Endpoint ([long]::MaxValue) 'AmazonPersonalize.DeleteSolution'
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$manifest'; Remove-PersonalizeDatasetGroup Films -Recurse -Confirm:`$false -Connection `$args[0]").AddArgument($through)
        try {
            $null = $shell.BeginInvoke()
            $proxy.Holding.Wait(60000) | Should -BeTrue
            $watch = [Diagnostics.Stopwatch]::StartNew()
            $shell.Stop()
            # A second is promised; a busy machine may add to it, and the held connection would wait for ever.
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 10
        }
        finally {
            $proxy.Dispose()
            $shell.Dispose()
            Disconnect-Personalize $through
        }

        Get-Campaign | Should -BeNullOrEmpty
        (Get-Solution).Name | Should -Be 'Popular'
        $report = Remove-PersonalizeDatasetGroup Films -Recurse -Confirm:$false
        ($report | Where-Object Outcome -EQ Removed).Kind | Should -Contain 'solution'
        ($report | Where-Object Outcome -EQ Removed).Kind | Should -Not -Contain 'campaign'
        @(@(Get-Solution) + @(Get-PersonalizeFilter) + @(Get-PersonalizeDataset) + @(Get-PersonalizeDatasetGroup)).Count | Should -Be 0
    }

    It 'waits for what runs, and removes it then' {
        New-Full
        # None of them is waited for.
        $null = New-SolutionVersion Popular
        $null = 1..50 | Start-BatchRecommendation Popular
        $null = New-PersonalizeImport (Join-Path $folder 'out/interactions.csv') -DatasetGroup Films -DatasetType Interactions
        $null = New-Solution Second -DatasetGroup Films -Recipe aws-sims
        $report = Remove-PersonalizeDatasetGroup Films -Recurse -Confirm:$false
        ($report | Where-Object Outcome -EQ Removed).Name | Should -Contain 'Second'
        ($report | Where-Object Kind -EQ 'batch inference job').Outcome | Should -Contain 'Stays'
        @(@(Get-Campaign) + @(Get-Solution) + @(Get-SolutionVersion) + @(Get-PersonalizeDataset) + @(Get-PersonalizeDatasetGroup)).Count | Should -Be 0
    }

    It 'removes what failed' -Skip:(-not (Get-Command python3 -ErrorAction Ignore)) {
        New-Full
        $null = Edit-LocalState $state "UPDATE resource SET status = 'CREATE FAILED', failure_reason = 'No capacity.' WHERE kind IN ('campaign', 'solution', 'solution-version', 'filter', 'event-tracker', 'dataset')"
        (Get-Campaign).Status | Should -Be 'CREATE FAILED'
        (Get-PersonalizeDataset).Status | Select-Object -Unique | Should -Be 'CREATE FAILED'
        $report = Remove-PersonalizeDatasetGroup Films -Recurse -Confirm:$false
        ($report | Where-Object Outcome -EQ Removed).Kind | Sort-Object -Unique |
            Should -Be 'campaign', 'dataset', 'dataset group', 'event tracker', 'filter', 'solution'
        @(@(Get-Campaign) + @(Get-Solution) + @(Get-PersonalizeFilter) + @(Get-EventTracker) + @(Get-PersonalizeDataset) + @(Get-PersonalizeDatasetGroup)).Count | Should -Be 0
    }

    It 'removes schemas too when asked' {
        New-Full
        $report = Remove-PersonalizeDatasetGroup Films -Recurse -IncludeSchema -Confirm:$false
        ($report | Where-Object Kind -EQ schema).Outcome | Sort-Object -Unique | Should -Be 'Removed'
        @(Get-PersonalizeSchema).Count | Should -Be 0
    }

    It 'reports what the service still knows at the end' {
        . (Join-Path $PSScriptRoot 'StandIn.ps1')
        # Gone when it is waited for, and back when the service is asked once more.
        $standIn = Start-StandIn -State @{ Deleted = $false; Asked = 0 } -Answer {
            param($path, $target, $context, $state)
            switch -Wildcard ($target) {
                '*.DeleteDatasetGroup' { $state.Deleted = $true }
                '*.DescribeDatasetGroup' {
                    if ($state.Deleted -and $state.Asked++ -eq 0) { return 400, '{"__type":"ResourceNotFoundException","message":"gone"}' }
                    return 200, '{"datasetGroup":{"name":"Back","datasetGroupArn":"arn:aws:personalize:us-east-1:123456789012:dataset-group/Back","status":"ACTIVE"}}'
                }
                '?*' { return 200, '{}' }
            }
        }
        try {
            $record = @(Invoke-Catching { Remove-PersonalizeDatasetGroup Back -Recurse -Confirm:$false -Connection StandIn })[0]
            $record.FullyQualifiedErrorId | Should -BeLike 'NotRemoved,*'
            $record.TargetObject | Should -Be 'arn:aws:personalize:us-east-1:123456789012:dataset-group/Back'
            $record.Exception.Message | Should -BeLike '*Back is still there: ACTIVE.*'
        }
        finally { Stop-StandIn $standIn }
    }
}
