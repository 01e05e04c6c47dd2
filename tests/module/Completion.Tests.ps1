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
}
