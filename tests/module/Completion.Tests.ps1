# Tab completion through the real engine.
Describe 'Completion' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Common.ps1')
        $folder = New-TestFolder completion
        $state = Join-Path $folder 'state'
        function Complete([string] $Line) { (TabExpansion2 $Line $Line.Length).CompletionMatches.CompletionText }
    }

    AfterAll {
        Stop-PersonalizeLocal -StatePath $state
        Disconnect-Personalize
        Remove-Item $folder -Recurse -Force
    }

    It 'offers nothing and throws nothing without a connection' {
        Disconnect-Personalize
        Complete 'Get-Solution -Name ' | Should -Not -Contain 'Known'
    }

    It 'offers live names and recipes' {
        $null = Connect-Personalize -Local -StatePath $state
        $null = ConvertTo-PersonalizeDataset (New-TinyMovieLens (Join-Path $folder 'movies')) -OutputPath (Join-Path $folder 'out') |
            New-PersonalizeImport -DatasetGroup Films -Wait
        $null = New-Solution -Name Known -DatasetGroup Films -Recipe aws-popularity-count
        Complete 'Get-Solution -Name Kn' | Should -Contain 'Known'
        Complete 'New-Solution -DatasetGroup Fi' | Should -Contain 'Films'
        Complete 'New-Solution -Recipe aws-user' | Should -Contain 'aws-user-personalization'
    }

    It 'offers filters, campaigns and solution versions, and nothing of a server that is gone' {
        $version = New-SolutionVersion Known -Wait
        $null = New-Campaign Served Known -Wait
        $null = New-EventTracker FilmEvents Films -Wait # not completed before the server goes, so in no cache
        $null = New-PersonalizeFilter Unseen Films 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("watch")' -Wait
        Complete 'Get-MovieRecommendation 1 -Campaign Se' | Should -Contain 'Served'
        Complete 'Get-MovieRecommendation 1 -Filter Un' | Should -Contain 'Unseen'
        Complete 'Get-PersonalizeFilter -Name ' | Should -Contain 'Unseen'
        Complete 'New-Campaign New -Solution Kn' | Should -Contain 'Known'
        Complete 'Update-Campaign Se' | Should -Contain 'Served'
        $null = New-Solution Fans -DatasetGroup Films -Recipe aws-item-affinity | New-SolutionVersion -Wait
        $null = Start-BatchRecommendation Known -UserId 2 -Name JobOfUsers
        $null = Start-BatchSegment Fans -ItemId 1 -Name JobOfItems
        foreach ($command in 'Get-BatchJob', 'Receive-BatchResult') {
            $jobs = Complete "$command JobOf"
            $jobs | Should -Contain 'JobOfUsers'
            $jobs | Should -Contain 'JobOfItems'
        }

        Stop-PersonalizeLocal -StatePath $state
        { Complete 'Get-EventTracker -Name ' } | Should -Not -Throw
        Complete 'Get-EventTracker -Name ' | Should -Not -Contain 'FilmEvents'
    }

    Context 'of ARNs' {
        BeforeAll {
            . (Join-Path $PSScriptRoot 'StandIn.ps1')
            # Work that lasts, beside what is finished; batch jobs may not be listed, and recommenders are never told.
            $calls = [Collections.Concurrent.ConcurrentQueue[string]]::new()
            $standIn = Start-StandIn -State $calls -Answer {
                param($path, $target, $context, $state)
                if ($target) {
                    $state.Enqueue($target)
                    $arn = 'arn:aws:personalize:us-east-1:123456789012:'
                    switch -Wildcard ($target) {
                        '*.ListSolutionVersions' {
                            200, (ConvertTo-Json @{ solutionVersions = @(
                                        @{ solutionVersionArn = "${arn}solution/Films/0a1b2c3d"; status = 'CREATE IN_PROGRESS' }
                                        @{ solutionVersionArn = "${arn}solution/Films/99999999"; status = 'ACTIVE' }) })
                        }
                        '*.ListCampaigns' { 200, (ConvertTo-Json @{ campaigns = @(@{ name = 'Shown'; campaignArn = "${arn}campaign/Shown"; status = 'CREATE PENDING' }) }) }
                        '*.ListBatchInferenceJobs' { 400, '{"__type":"AccessDeniedException","message":"No."}' }
                        '*.ListRecommenders' { 0 }
                        default { 200, '{}' }
                    }
                }
            }
            $training = 'arn:aws:personalize:us-east-1:123456789012:solution/Films/0a1b2c3d'
            $deploying = 'arn:aws:personalize:us-east-1:123456789012:campaign/Shown'
        }

        AfterAll { Stop-StandIn $standIn }

        It 'offers what still changes to Wait-PersonalizeResource, by ARN and by name, asking once in seconds' {
            Complete 'Wait-PersonalizeResource -Connection StandIn -Resource ' | Sort-Object | Should -Be $deploying, $training
            Complete 'Wait-PersonalizeResource arn:aws:personalize:us-east-1:123456789012:sol' | Should -Be $training
            $match = (TabExpansion2 'Wait-PersonalizeResource Sho' 28).CompletionMatches
            $match.CompletionText, $match.ListItemText, $match.ToolTip | Should -Be $deploying, 'Shown', 'campaign Shown: CREATE PENDING'
            @($calls -like '*.ListCampaigns').Count | Should -Be 1
        }

        It 'offers all that exists to the cmdlets of tags' {
            Complete 'Get-PersonalizeTag Films/' | Should -Be $training, ($training -replace '0a1b2c3d', '99999999')
        }

        It 'offers nothing and throws nothing without a connection' {
            Complete 'Wait-PersonalizeResource -Connection Nowhere -Resource arn' | Should -BeNullOrEmpty
        }
    }

    It 'completes every parameter that takes a resource' {
        foreach ($command in Get-Command -Module PersonalizeOps -CommandType Cmdlet) {
            $command.Parameters.Values | Where-Object { $_.ParameterType.Name -like 'ResourceIdentity*' } | ForEach-Object {
                $_.Attributes | Where-Object { $_ -is [ArgumentCompleter] } | Should -Not -BeNullOrEmpty -Because "$command -$($_.Name)"
            }
        }
    }
}
