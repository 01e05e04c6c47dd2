# Metrics of several versions: compared, drawn in the terminal and into files.
Describe 'Metrics' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Common.ps1')
        $folder = New-TestFolder metrics
        $state = Join-Path $folder 'state'
        $null = Connect-Personalize -Local -StatePath $state
        $data = ConvertTo-PersonalizeDataset (New-TinyMovieLens (Join-Path $folder 'movies')) -OutputPath (Join-Path $folder 'out')
        $null = $data | New-PersonalizeImport -DatasetGroup Films -Wait
        $recipes = [ordered]@{ MoviesTaste = 'aws-user-personalization'; MoviesRanked = 'aws-personalized-ranking-v2'; Popular = 'aws-popularity-count' }
        foreach ($name in $recipes.Keys) { $null = New-Solution $name -DatasetGroup Films -Recipe $recipes[$name] | New-SolutionVersion -Wait }
        $null = New-SolutionVersion MoviesTaste -Wait
        function Get-Text($Object, [int] $Width = 120) { ($Object | Out-String -Width $Width) -replace "`r" -replace '\e\[[0-9;]*m' }
    }

    AfterAll {
        Stop-PersonalizeLocal -StatePath $state
        Disconnect-Personalize
        Remove-Item $folder -Recurse -Force
    }

    Context 'Compare-SolutionMetrics' {
        It 'compares all versions of solutions, and adds the popularity baseline' {
            $rows = Get-Solution Movies* | Get-SolutionVersion | Get-SolutionMetrics | Compare-SolutionMetrics
            $metrics = Get-SolutionVersion | Get-SolutionMetrics
            $rows.Metric | Sort-Object | Should -Be ($metrics[0].Metric.Keys | Sort-Object)
            foreach ($row in $rows) {
                $row.Version.Count | Should -Be 4
                $row.Meaning.Length | Should -BeGreaterThan 20
                foreach ($value in $row.Version) {
                    $value.Value | Should -Be ($metrics | Where-Object SolutionVersionArn -EQ $value.SolutionVersionArn).Metric[$row.Metric]
                }
            }
            $rows[0].Baseline | Should -Be 'Popular'
            $rows[0].Version[-1].IsBaseline | Should -BeTrue
            # A solution with two versions has their ids in the names.
            $rows[0].Version.Version -like 'MoviesTaste/*' | Should -HaveCount 2
            $rows[0].Version.Version | Should -Contain 'MoviesRanked'
        }

        It 'tells difference, ratio and the best' {
            $ndcg = 'Popular', 'MoviesRanked' | Compare-SolutionMetrics | Where-Object Name -EQ 'NDCG@25'
            $popular, $ranked = $ndcg.Version
            $ndcg.Reference | Should -Be 'Popular'
            $popular.Difference | Should -BeNullOrEmpty
            $popular.Ratio | Should -BeNullOrEmpty
            $ranked.Difference | Should -Be ($ranked.Value - $popular.Value)
            $ranked.Ratio | Should -Be ($ranked.Value / $popular.Value)
            $ranked.Value | Should -BeGreaterThan $popular.Value
            $ndcg.Best | Should -Be 'MoviesRanked'
            $ranked.IsBest, $popular.IsBest | Should -Be $true, $false
            $ndcg.Value['MoviesRanked'] | Should -Be $ranked.Value
        }

        It 'compares with another reference' {
            $row = @('MoviesRanked' | Compare-SolutionMetrics -Reference (Get-SolutionVersion MoviesTaste -Latest))[0]
            $row.Reference | Should -Be 'MoviesTaste'
            $row.Version.Version | Should -Be 'MoviesRanked', 'MoviesTaste', 'Popular'
        }

        It 'has no best where all are equal' {
            $arn = (Get-SolutionVersion Popular).Arn
            @(Compare-SolutionMetrics $arn).Best | Should -BeNullOrEmpty
            @($arn, $arn | Compare-SolutionMetrics)[0].Version.Count | Should -Be 1
        }

        It 'reports an unknown solution and compares the rest' {
            $rows = 'Unknown', 'MoviesTaste' | Compare-SolutionMetrics -ErrorVariable problems -ErrorAction SilentlyContinue
            $rows[0].Version.Version | Should -Be 'MoviesTaste', 'Popular'
            $problems.Count | Should -Be 1
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'DescribeSolution.ResourceNotFoundException,*'
            $problems[0].TargetObject | Should -Be 'Unknown'
        }

        It 'shows a column for each version, within 120 columns' {
            $text = Get-Text (Get-SolutionVersion | Get-SolutionMetrics | Compare-SolutionMetrics)
            $lines = $text -split "`n"
            ($lines.Length | Measure-Object -Maximum).Maximum | Should -BeLessOrEqual 120
            $lines | Where-Object { $_ -match '^Metric +MoviesTaste/\S+ +MoviesRanked +Popular +MoviesTaste/\S+ +Meaning' } | Should -HaveCount 1
            $lines | Where-Object { $_ -match '^NDCG@25 +\d\.\d{4}\*? ' } | Should -HaveCount 1
        }

        It 'shows whole names where few versions leave room' {
            $names = (Get-SolutionVersion MoviesTaste).Name
            $names.Count | Should -Be 2
            $header = (Get-Text ($names | Compare-SolutionMetrics)) -split "`n" | Where-Object { $_ -match '^Metric ' }
            $names | ForEach-Object { $header | Should -BeLike "* $_ *" }
            $header.Length | Should -BeLessOrEqual 120
        }

        It 'lists more than five versions below each other, within 120 columns' {
            $metrics = Get-SolutionVersion | Get-SolutionMetrics
            1..2 | ForEach-Object { $metrics += New-SolutionVersion MoviesTaste -Wait | Get-SolutionMetrics }
            $lines = (Get-Text ($metrics | Compare-SolutionMetrics)) -split "`n"
            ($lines.Length | Measure-Object -Maximum).Maximum | Should -BeLessOrEqual 120
            # Each version once for each of the eight metrics.
            $lines | Where-Object { $_ -match '^Popular +\d\.\d{4} +[-+]\d\.\d{4} +x\d+\.\d\d +popularity' } | Should -HaveCount 8
            $lines | Where-Object { $_ -match '^ +Metric: NDCG@10: ' } | Should -HaveCount 1
        }

        It 'warns when the versions know different data' {
            $null = $data | New-PersonalizeImport -DatasetGroup Films -Wait
            $null = New-SolutionVersion MoviesRanked -Wait
            $null = 'MoviesTaste', 'MoviesRanked' | Compare-SolutionMetrics -WarningVariable same -WarningAction SilentlyContinue
            $same | Should -BeLike '*hardly compare*import*'

            $null = $data | New-PersonalizeImport -DatasetGroup Others -Wait
            $null = New-Solution Other -DatasetGroup Others -Recipe aws-sims | New-SolutionVersion -Wait
            $rows = 'MoviesTaste', 'Other' | Compare-SolutionMetrics -WarningVariable warnings -WarningAction SilentlyContinue
            $warnings | Should -BeLike '*do not compare*Films*Others*'
            $rows[0].DatasetGroup | Should -Be 'Films, Others'
        }

        It 'leaves popularity out where no metric of hits is shared' {
            $null = New-Solution Fans -DatasetGroup Films -Recipe aws-item-affinity | New-SolutionVersion -Wait
            $rows = Compare-SolutionMetrics Fans
            $rows.Name | Should -Be 'Hits@1%', 'Recall@1%', 'Coverage'
            $rows[0].Baseline | Should -BeNullOrEmpty
            ($rows | Where-Object Name -EQ 'Hits@1%').Meaning | Should -BeLike '*may exceed 1*'
        }
    }

    Context 'Show-SolutionMetrics' {
        It 'draws bars in proportion, and plain text when it is piped' {
            $lines = 'Popular', 'MoviesTaste' | Show-SolutionMetrics -WarningAction Ignore | ForEach-Object { $_ }
            $lines -match '\e' | Should -BeNullOrEmpty
            $at = 0..$lines.Count | Where-Object { $lines[$_] -like 'NDCG@25 *' }
            $bars = $lines[($at + 1)..($at + 2)]
            $values = $bars | ForEach-Object { [double][regex]::Match($_, '\d\.\d{4}').Value }
            $blocks = $bars | ForEach-Object { [regex]::Matches($_, '[█#]').Count }
            $blocks[0] / $blocks[1] | Should -BeGreaterOrEqual ($values[0] / $values[1] - 0.03)
            $blocks[0] / $blocks[1] | Should -BeLessOrEqual ($values[0] / $values[1] + 0.03)
            $bars[0] | Should -BeLike '*popularity'
            $bars[1] | Should -BeLike '*best'
            $lines[-1] | Should -BeLike 'Popular recommends to everybody*'
        }

        It 'writes a picture of pixels' {
            $file = 'MoviesTaste', 'MoviesRanked' | Show-SolutionMetrics -OutFile (Join-Path $folder 'metrics.png') -WarningAction Ignore
            $file | Should -BeOfType IO.FileInfo
            $bytes = [IO.File]::ReadAllBytes($file.FullName)
            [Text.Encoding]::Latin1.GetString($bytes[0..3]) | Should -Be "$([char]0x89)PNG"
            [Text.Encoding]::ASCII.GetString($bytes[-8..-5]) | Should -Be 'IEND'
        }

        It 'writes a picture of vectors with the names and values' {
            $file = 'MoviesTaste', 'MoviesRanked' | Show-SolutionMetrics -OutFile (Join-Path $folder 'metrics.svg') -WarningVariable warnings -WarningAction SilentlyContinue
            $svg = [xml](Get-Content $file -Raw)
            $svg.DocumentElement.LocalName | Should -Be 'svg'
            $texts = $svg.GetElementsByTagName('text').ForEach({ $_.InnerText.Trim() })
            # A machine without fonts is told so instead.
            if ($warnings -like '*no fonts*') { $texts | Should -BeNullOrEmpty; return }
            foreach ($row in 'MoviesTaste', 'MoviesRanked' | Compare-SolutionMetrics -WarningAction Ignore) {
                $texts | Should -Contain $row.Name
                $texts | Should -Contain $row.Meaning
                $row.Version | ForEach-Object { $texts | Should -Contain $_.Version; $texts | Should -Contain $_.Value.ToString('0.0000') }
            }
        }

        It 'writes a page that needs no other file' {
            $path = Join-Path $folder 'metrics.html'
            $null = 'MoviesTaste', 'MoviesRanked' | Show-SolutionMetrics -OutFile $path -WarningAction Ignore
            $page = Get-Content $path -Raw
            $page | Should -Match '(?s)<svg.*</svg>.*<table>.*</html>\s*$'
            $page | Should -Not -Match '(src|href)="(?!#)'
            # Well-formed: nothing of a name is taken for markup.
            $body = [xml]($page -replace '(?s)^<!doctype html>' -replace '<meta charset="utf-8">')
            $rows = $body.html.body.div[1].table.tr
            $rows[0].th | Select-Object -SkipLast 1 | Should -Be 'Metric', 'MoviesTaste', 'MoviesRanked', 'Popular'
            $rows.Count | Should -Be 9
        }

        It 'replaces an existing file, unless told not to' {
            $path = Join-Path $folder 'existing.svg'
            Set-Content $path 'before'
            $record = @(Invoke-Catching { 'MoviesTaste' | Show-SolutionMetrics -OutFile $path -NoClobber })[0]
            $record.FullyQualifiedErrorId | Should -BeLike 'FileExists,*'
            Get-Content $path | Should -Be 'before'
            'MoviesTaste' | Show-SolutionMetrics -OutFile $path -WhatIf 6>$null
            Get-Content $path | Should -Be 'before'
            $null = 'MoviesTaste' | Show-SolutionMetrics -OutFile $path -WarningAction Ignore
            Get-Content $path -Raw | Should -BeLike '*<svg*'
            Get-ChildItem $folder -Filter '*.tmp' -Force | Should -BeNullOrEmpty
        }

        It 'refuses another kind of file and a folder that is not there' {
            { 'MoviesTaste' | Show-SolutionMetrics -OutFile (Join-Path $folder 'metrics.jpg') } | Should -Throw '*must end in .png, .svg or .html*'
            @(Invoke-Catching { 'MoviesTaste' | Show-SolutionMetrics -OutFile (Join-Path $folder 'none/metrics.png') })[0].FullyQualifiedErrorId |
                Should -BeLike 'FolderNotFound,*'
        }

        It 'loads the plotting library when a picture is asked for, and not before' {
            $output = Invoke-FreshShell @"
                Import-Module '$manifest'
                function Get-Loaded { @([AppDomain]::CurrentDomain.GetAssemblies().GetName().Name -match 'ScottPlot|Skia|HarfBuzz').Count }
                "imported=`$(Get-Loaded)"
                `$null = Connect-Personalize -Local -StatePath '$state'
                `$null = 'MoviesTaste' | Show-SolutionMetrics
                "drawn=`$(Get-Loaded)"
                `$file = 'MoviesTaste' | Show-SolutionMetrics -OutFile '$(Join-Path $folder 'fresh.png')'
                "written=`$(`$file.Length -gt 0)"
"@
            $output | Should -Match 'imported=0\s+drawn=0'
            $output | Should -Match 'written=True'
        }
    }
}
