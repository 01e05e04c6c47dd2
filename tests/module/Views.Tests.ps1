# What a user sees: every column within 120 columns, colours where the host has them.
BeforeDiscovery { $script:hasScript = -not $IsWindows -and [bool](Get-Command script -CommandType Application -ErrorAction Ignore) }

Describe 'Views' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Common.ps1')
        $folder = New-TestFolder views
        $state = Join-Path $folder 'state'
        $null = Connect-Personalize -Local -StatePath $state
        $null = ConvertTo-PersonalizeDataset (New-TinyMovieLens (Join-Path $folder 'movies')) -OutputPath (Join-Path $folder 'out') |
            New-PersonalizeImport -DatasetGroup MoviesOfProduction -Wait
        $null = New-Solution MoviesRecommended -DatasetGroup MoviesOfProduction -Recipe aws-user-personalization | New-SolutionVersion -Wait |
            New-Campaign MoviesRecommendedCampaign -Wait
        $null = New-PersonalizeFilter OnlyUnseen MoviesOfProduction 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("rating")' -Wait
        $null = New-EventTracker MoviesEvents MoviesOfProduction -Wait
        Get-Campaign | Add-PersonalizeTag -Tag @{ Department = 'Recommendations and personalization' }
        $null = New-MetricAttribution MoviesImpact MoviesOfProduction -Metric @{ Name = 'Ratings'; EventType = 'rating'; Expression = 'SAMPLECOUNT()' } -Wait
        $null = New-PersonalizeExport MoviesOfProduction/Items -OutputUri "s3://personalizeops-000000000000-us-east-1/export" -Wait
        $null = 100 | Start-DataDeletion -DatasetGroup MoviesOfProduction -Wait -Confirm:$false
        $null = 2, 3 | Start-BatchRecommendation MoviesRecommended -Wait
        $bad = Join-Path $folder 'bad.csv'
        Set-Content $bad 'USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE', '1,1,yesterday,rating,3'
        $null = New-PersonalizeImport $bad -DatasetGroup MoviesOfProduction -DatasetType Interactions -Wait -ErrorAction SilentlyContinue
        $rendering = $PSStyle.OutputRendering
    }

    AfterAll {
        $PSStyle.OutputRendering = $rendering
        Stop-PersonalizeLocal -StatePath $state
        Disconnect-Personalize
        Remove-Item $folder -Recurse -Force
    }

    AfterEach { $PSStyle.OutputRendering = $rendering }

    It '<_> shows all its columns within 120' -ForEach @(
        'Get-PersonalizeConnection', 'Get-PersonalizeDatasetGroup', 'Get-PersonalizeDataset', 'Get-PersonalizeSchema', 'Get-PersonalizeImport', 'Get-Solution'
        'Get-SolutionVersion', 'Get-SolutionMetrics MoviesRecommended', 'Get-Campaign', 'Get-PersonalizeFilter', 'Get-EventTracker', 'Get-PersonalizeRecipe'
        'Get-BatchRecommendation', 'Get-MovieRecommendation MoviesRecommendedCampaign 2', 'Receive-BatchResult (Get-BatchRecommendation)'
        'Compare-Recommendation MoviesRecommendedCampaign MoviesRecommendedCampaign 2', 'Get-BatchJob', 'Measure-PersonalizeCost'
        'Get-PersonalizeLocal -StatePath $state', 'ConvertTo-RecommendationTable (Get-BatchRecommendation)', 'Get-Campaign | Get-PersonalizeTag'
        'Get-MetricAttribution', 'Get-PersonalizeExport', 'Get-DataDeletion', 'New-SampleDataset (Join-Path $folder sample) -Preset Small'
    ) {
        $PSStyle.OutputRendering = 'PlainText'
        $records = @(Invoke-Expression $_)
        $records.Count | Should -BeGreaterThan 0
        $table = (Get-FormatData -TypeName $records[0].GetType().FullName).FormatViewDefinition.Control | Where-Object { $_ -is [Management.Automation.TableControl] }
        # Format-Table leaves out what does not fit: the header tells. A host without a console may be narrower than asked, so it is read from text.
        $lines = $records | Format-Table | Out-String -Width 120 -Stream
        ($lines.Length | Measure-Object -Maximum).Maximum | Should -BeLessOrEqual 120
        $ruler = [array]::FindIndex([string[]]$lines, [Predicate[string]] { $args[0] -match '^ *-[- ]*$' })
        $header = $lines[$ruler - 1]
        foreach ($label in $table[0].Headers.Label | Where-Object { $_ }) { $header | Should -Match ([regex]::Escape($label)) }
    }

    It 'shows a status in colour, and plain where the host wants it' {
        $PSStyle.OutputRendering = 'Ansi'
        Get-Campaign | Out-String -Width 120 | Should -Match ([regex]::Escape("$($PSStyle.Foreground.Green)ACTIVE"))
        Get-PersonalizeImport | Out-String -Width 400 | Should -Match ([regex]::Escape("$($PSStyle.Foreground.Red)CREATE FAILED"))
        $PSStyle.OutputRendering = 'PlainText'
        $plain = Get-Campaign | Out-String -Width 120
        $plain | Should -Match 'ACTIVE'
        $plain | Should -Not -Match '\e'
    }

    It 'tells how many users are done while thousands are asked, and takes the bar away at the end' {
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$manifest'; 1..6000 | ForEach-Object { `$_ % 120 + 1 } | Get-MovieRecommendation MoviesRecommendedCampaign -NumResults 1 -Connection `$args[0]").
            AddArgument((Get-PersonalizeConnection))
        $films = $shell.Invoke()
        $films.Count | Should -Be 6000
        $shell.Streams.Progress.StatusDescription | Where-Object { $_ -match '^[\d,]+ users, [\d,]+ a second$' } | Should -Not -BeNullOrEmpty
        $shell.Streams.Progress[-1].RecordType | Should -Be 'Completed'
        $shell.Dispose()
    }

    It 'shows metrics in the width of the window, and in colour only for a person' {
        $lines = 'MoviesRecommended' | Show-SolutionMetrics
        ($lines.Length | Measure-Object -Maximum).Maximum | Should -BeLessThan 120
        $PSStyle.OutputRendering = 'PlainText'
        'MoviesRecommended' | Show-SolutionMetrics | Out-String | Should -Not -Match '\e'
    }

    It 'has colours in a terminal, and none with NO_COLOR' -Skip:(-not $hasScript) {
        $file = Join-Path $folder 'coloured.ps1'
        Set-Content $file @"
            Import-Module '$manifest'
            `$null = Connect-Personalize -Local -StatePath '$state'
            Get-Campaign | Out-Host
            Get-SolutionVersion | Compare-SolutionMetrics | Out-Host
            'MoviesRecommended' | Show-SolutionMetrics
            Get-Solution Unknown
            Get-SolutionVersion | Wait-PersonalizeResource
"@
        # A terminal, which `script` makes.
        $words = @(Get-Shell) + '-NoLogo', '-NoProfile', '-File', $file
        Push-Location $root
        try {
            $coloured, $plain = foreach ($setting in '-u NO_COLOR', 'NO_COLOR=1') {
                script -qec "stty rows 40 cols 120; env $setting TERM=xterm-256color $($words -join ' ')" /dev/null | Out-String
            }
        }
        finally { Pop-Location }

        $coloured | Should -Match ([regex]::Escape("$($PSStyle.Foreground.Green)ACTIVE"))
        $plain | Should -Match 'ACTIVE'
        $plain | Should -Match 'Unknown does not exist'
        # Other sequences, such as those of the cursor, are no colours.
        $colour = '\e\[[0-9;]*[1-9][0-9;]*m'
        $coloured | Should -Match $colour
        $plain | Should -Not -Match $colour
    }
}
