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
}
