# The whole chain through the cmdlets, on a local server with a state folder of its own.
Describe 'Life cycle' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Common.ps1')
        $folder = New-TestFolder lifecycle
        $state = Join-Path $folder 'state'
        $movies = New-TinyMovieLens (Join-Path $folder 'movies')
        $null = Connect-Personalize -Local -StatePath $state
    }

    AfterAll {
        Stop-PersonalizeLocal -StatePath $state
        Disconnect-Personalize
        Remove-Item $folder -Recurse -Force
    }

    It 'knows its connection' {
        $connection = Get-PersonalizeConnection
        $connection.Endpoint | Should -BeLike 'http://127.0.0.1:*'
        (Get-PersonalizeLocal -StatePath $state).Endpoint | Should -Be $connection.Endpoint
    }

    It 'converts and imports a MovieLens folder' {
        $imports = ConvertTo-PersonalizeDataset $movies -OutputPath (Join-Path $folder 'out') | New-PersonalizeImport -DatasetGroup Movies -Wait
        $imports.Count | Should -Be 2
        $imports.Status | Sort-Object -Unique | Should -Be 'ACTIVE'
        @(Get-PersonalizeImport).Count | Should -Be 2
        ($imports[0] | Get-PersonalizeImport).Arn | Should -Be $imports[0].Arn
    }

    It 'trains a solution version and shows its metrics' {
        $script:version = New-Solution -Name MoviesModel -DatasetGroup Movies -Recipe aws-user-personalization | New-SolutionVersion -Wait
        $version.Status | Should -Be 'ACTIVE'
        $metrics = $version | Get-SolutionMetrics
        $metrics.NdcgAt10 | Should -BeGreaterThan 0
        (Get-Solution MoviesModel).Recipe | Should -Be 'aws-user-personalization'
        (Get-Solution Movies*).Name | Should -Be 'MoviesModel'
        (Get-Solution MoviesModel | Get-SolutionVersion).Arn | Should -Be $version.Arn
    }

    It 'never asks for automatic training unless told' {
        (Get-Solution MoviesModel).PerformAutoTraining | Should -BeFalse
    }

    It 'deploys a campaign of the newest version' {
        # Without exploration, what is recommended follows from taste alone.
        $campaign = New-Campaign -Name MoviesCampaign -Solution MoviesModel -ItemExplorationConfig @{ explorationWeight = 0 } -Wait
        $campaign.Status | Should -Be 'ACTIVE'
        $campaign.SolutionVersionArn | Should -Be $version.Arn
        (Get-Campaign MoviesCampaign).Arn | Should -Be $campaign.Arn
        ($campaign.Arn | Get-Campaign).Name | Should -Be 'MoviesCampaign'
    }

    It 'recommends films with titles, in the order of the users' {
        $films = 2, 40, 7 | Get-MovieRecommendation -Campaign MoviesCampaign -NumResults 10
        $films.Count | Should -Be 30
        $films.UserId | Select-Object -Unique | Should -Be '2', '40', '7'
        # Not $films.Rank: that is the array's own number of dimensions.
        $films[0..9].ForEach({ $_.Rank }) | Should -Be (1..10)
        $films | Where-Object { -not $_.Title -or -not $_.Genres } | Should -BeNullOrEmpty
        $films[0].Title | Should -BeLike 'Film, Number *'
        $films[0].Year | Should -BeGreaterThan 1960
        # User 2 likes films up to 30, user 7 the others.
        $films[0..9].Genres | Sort-Object -Unique | Should -Be 'Comedy|Drama'
        $films[20..29].Genres | Sort-Object -Unique | Should -Be 'Horror'
    }

    It 'takes users by property name and exports CSV' {
        $csv = Join-Path $folder 'films.csv'
        [pscustomobject]@{ UserId = '3' }, [pscustomobject]@{ USER_ID = '4' } |
            Get-MovieRecommendation -Campaign MoviesCampaign -NumResults 5 | Export-Csv $csv
        (Import-Csv $csv).Count | Should -Be 10
    }

    It 'gives an unknown user popular films' {
        @('nobody' | Get-MovieRecommendation -Campaign MoviesCampaign -NumResults 5).Count | Should -Be 5
    }

    It 'runs a batch and turns it into parquet and objects' {
        $job = 1..20 | Start-BatchRecommendation -SolutionVersion $version -NumResults 10 -Wait
        $job.Status | Should -Be 'ACTIVE'
        (Get-BatchRecommendation $job.Name).Arn | Should -Be $job.Arn
        $rows = $job | ConvertTo-RecommendationTable
        $rows.Count | Should -Be 200
        $rows[0].Title | Should -BeLike 'Film, Number*'
        $parquet = Join-Path $folder 'rows.parquet'
        $job | ConvertTo-RecommendationTable -Path $parquet -Layout Tutorial | Out-Null
        [Text.Encoding]::ASCII.GetString([IO.File]::ReadAllBytes($parquet)[0..3]) | Should -Be 'PAR1'
    }

    It 'plans a removal with -WhatIf and removes nothing' {
        Remove-PersonalizeDatasetGroup Movies -Recurse -WhatIf
        (Get-Campaign MoviesCampaign).Status | Should -Be 'ACTIVE'
    }

    It 'removes a dataset group with all it holds' {
        Remove-PersonalizeDatasetGroup Movies -Recurse -Confirm:$false
        @(Get-Campaign).Count + @(Get-Solution).Count | Should -Be 0
    }
}
