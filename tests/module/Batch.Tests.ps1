# Batch jobs of both kinds: inputs from the pipeline and files, listing, results.
Describe 'Batch' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Common.ps1')
        $folder = New-TestFolder batch
        $state = Join-Path $folder 'state'
        $null = Connect-Personalize -Local -StatePath $state
        $null = ConvertTo-PersonalizeDataset (New-TinyMovieLens (Join-Path $folder 'movies')) -OutputPath (Join-Path $folder 'out') |
            New-PersonalizeImport -DatasetGroup Films -Wait
        $recipes = @{ Taste = 'aws-user-personalization'; Alike = 'aws-similar-items'; Ranked = 'aws-personalized-ranking-v2'; Fans = 'aws-item-affinity' }
        $recipes.GenreFans = 'aws-item-attribute-affinity'
        foreach ($name in $recipes.Keys) { $null = New-Solution $name -DatasetGroup Films -Recipe $recipes[$name] | New-SolutionVersion -Wait }
    }

    AfterAll {
        Stop-PersonalizeLocal -StatePath $state
        Disconnect-Personalize
        Remove-Item $folder -Recurse -Force
    }

    It 'recommends to users, with typed results' {
        $job = 2, 3 | Start-BatchRecommendation Taste -NumResults 5 -Wait
        $results = $job | Receive-BatchResult
        $results.Input | Sort-Object | Should -Be '2', '3'
        $results[0].ItemId.Count | Should -Be 5
        $results[0].Score.Count | Should -Be 5
    }

    It 'finds similar films for items' {
        $results = Start-BatchRecommendation Alike -ItemId 1, 2 -NumResults 3 -Wait | Receive-BatchResult
        $results.Input | Sort-Object | Should -Be '1', '2'
        $results[0].ItemId.Count | Should -Be 3
    }

    It 'ranks given films for users' {
        $results = 2, 3 | Start-BatchRecommendation Ranked -RankItem 5, 45 -Wait | Receive-BatchResult
        ($results | Where-Object Input -EQ 2).ItemId | Should -Be '5', '45'
        ($results | Where-Object Input -EQ 3).ItemId | Should -Be '45', '5'
    }

    It 'finds users for items' {
        $results = 1, 40 | Start-BatchSegment Fans -NumResults 10 -Wait | Receive-BatchResult
        # Even users like films up to 30, odd ones the others.
        ($results | Where-Object Input -EQ 1).UserId | Where-Object { $_ % 2 } | Should -BeNullOrEmpty
        ($results | Where-Object Input -EQ 40).UserId.Count | Should -Be 10
        ($results | Where-Object Input -EQ 40).UserId | Where-Object { $_ % 2 -eq 0 } | Should -BeNullOrEmpty
    }

    It 'finds users for attributes given as hashtable or expression' {
        $job = Start-BatchSegment GenreFans -ItemAttribute @{ GENRES = 'Comedy', 'Drama' }, 'ITEMS.GENRES = "Horror"' -NumResults 10 -Wait
        $results = $job | Receive-BatchResult
        $results.Input | Sort-Object | Should -Be 'ITEMS.GENRES = "Comedy" AND ITEMS.GENRES = "Drama"', 'ITEMS.GENRES = "Horror"'
        ($results | Where-Object Input -Like '*Horror*').UserId | Where-Object { $_ % 2 -eq 0 } | Should -BeNullOrEmpty
    }

    It 'finds users for attributes in an ordered table and in the row of a file' {
        $row = 'GENRES,YEAR', 'Comedy,' | ConvertFrom-Csv | Select-Object GENRES
        $job = Start-BatchSegment GenreFans -ItemAttribute ([ordered]@{ GENRES = 'Drama' }), $row -NumResults 10 -Wait
        $results = $job | Receive-BatchResult
        $results.Input | Sort-Object | Should -Be 'ITEMS.GENRES = "Comedy"', 'ITEMS.GENRES = "Drama"'
        $results.UserId | Should -Not -BeNullOrEmpty
    }

    It 'names jobs by the same moment whatever the calendar of the culture' {
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'th-TH'
            $job = 2 | Start-BatchRecommendation Taste -NumResults 1 -Wait
        } finally { [cultureinfo]::CurrentCulture = $culture }
        $job.Name | Should -BeLike "Taste-$([datetime]::UtcNow.Year)*"
    }

    It 'reports lines that failed as errors, and the rest as records' {
        $file = Join-Path $folder 'mixed.json'
        Set-Content $file '{"userId":"2"}', '{"nobody":1}', '{"userId":"3"}'
        $job = Start-BatchRecommendation Taste -InputPath $file -NumResults 3 -Wait
        $results = $job | Receive-BatchResult -ErrorVariable problems -ErrorAction SilentlyContinue
        $results.Input | Sort-Object | Should -Be '2', '3'
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'BatchLineFailed,*'

        $saved = $job | Receive-BatchResult -OutputPath (Join-Path $folder 'results') -WarningAction SilentlyContinue
        $saved.Path | Should -BeLike '*mixed.json.out'
        $saved.Lines, $saved.Errors | Should -Be 3, 1
        (Get-ChildItem (Join-Path $folder 'results')).Name | Should -Be 'mixed.json.out'
    }

    It 'keeps the files of each job when several are received at once' {
        # Inputs from the pipeline are called users.json or items.json whatever the job.
        $jobs = @(4, 5 | Start-BatchRecommendation Taste -Name First -NumResults 3 -Wait) + @(6 | Start-BatchRecommendation Taste -Name Second -NumResults 3 -Wait)
        $saved = $jobs | Receive-BatchResult -OutputPath (Join-Path $folder 'together')
        $saved.Path | Sort-Object -Unique | Should -HaveCount 2
        foreach ($file in $saved) { @(Get-Content $file.Path).Count | Should -Be $file.Lines }
        Get-Content ($saved | Where-Object Job -EQ Second).Path | Should -BeLike '*"6"*'
        # A later call replaces what an earlier one wrote, and no more files appear.
        ($jobs | Receive-BatchResult -OutputPath (Join-Path $folder 'together')).Path | Should -Be $saved.Path
        (Get-ChildItem (Join-Path $folder 'together') -File -Recurse).Count | Should -Be 2
    }

    It 'makes a table of the files it received' {
        $rows = 4, 5 | Start-BatchRecommendation Taste -NumResults 3 -Wait | Receive-BatchResult -OutputPath (Join-Path $folder 'saved') |
            ConvertTo-RecommendationTable -MoviesPath (Join-Path $folder 'out/items.csv')
        $rows.UserId | Sort-Object -Unique | Should -Be '4', '5'
        $rows.Title | Should -Not -Contain $null
    }

    It 'writes a table of two jobs as CSV, long and as in the tutorial' {
        $jobs = @(8 | Start-BatchRecommendation Taste -NumResults 3 -Wait) + @(9 | Start-BatchRecommendation Taste -NumResults 3 -Wait)
        $long = $jobs | ConvertTo-RecommendationTable -Path (Join-Path $folder 'tables/long.csv')
        $long.Layout, $long.Lines, $long.Rows, $long.Errors | Should -Be 'Long', 2, 6, 0
        $rows = Import-Csv $long.Path
        $rows.userId | Should -Be '8', '8', '8', '9', '9', '9'
        # Not $rows.rank: that is the array's own number of dimensions.
        $rows.ForEach({ $_.rank }) | Should -Be '1', '2', '3', '1', '2', '3'
        $objects = $jobs | ConvertTo-RecommendationTable
        $rows.title | Should -Be $objects.Title
        $wide = $jobs | ConvertTo-RecommendationTable -Path (Join-Path $folder 'tables/wide.csv') -Layout Tutorial
        $wide.Rows | Should -Be 2
        $rows = Import-Csv $wide.Path
        $rows.userId | Should -Be '8', '9'
        $films = $rows[0].Recommendations -split ' \| '
        $films.Count | Should -Be 3
        $films[0] | Should -Be "$($objects[0].Title) ($($objects[0].Year)) ($(($objects[0].Genres -split '\|')[0]))"
    }

    It 'makes a table of the files that a wildcard matches' {
        $files = New-Item (Join-Path $folder 'match[1]') -ItemType Directory
        foreach ($name in 'a', 'b') { Set-Content -LiteralPath (Join-Path $files "$name.json.out") "{`"input`":{`"userId`":`"$name`"},`"output`":{`"recommendedItems`":[`"7`"]},`"error`":null}" }
        $rows = ConvertTo-RecommendationTable "$([WildcardPattern]::Escape($files))/*.out" -ErrorAction Stop
        $rows.UserId | Should -Be 'a', 'b'
        (ConvertTo-RecommendationTable (Join-Path $files 'b.json.out')).UserId | Should -Be 'b'
        @(Invoke-Catching { ConvertTo-RecommendationTable "$files/*.none" })[0].FullyQualifiedErrorId | Should -BeLike 'FileNotFound,*'
    }

    It 'shows both kinds in one table' {
        $null = 7 | Start-BatchRecommendation Taste -Name ShownOne -Wait
        $null = 1 | Start-BatchSegment Fans -Name ShownTwo -Wait
        $lines = Get-BatchJob Shown* | Out-String -Width 120 -Stream | Where-Object { $_.Trim() }
        $lines.Count | Should -Be 4
        $lines[2] | Should -Match 'ShownOne.*Recommendation.*Taste'
        $lines[3] | Should -Match 'ShownTwo.*Segment.*Fans'
    }

    It 'asks for no inputs when the solution is unknown' {
        $script:taken = 0
        $record = @(Invoke-Catching { 1..3 | ForEach-Object { $script:taken++; $_ } | Start-BatchRecommendation Unknown })[0]
        $record.FullyQualifiedErrorId | Should -BeLike 'DescribeSolution.ResourceNotFoundException,*'
        $record.CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $script:taken | Should -Be 0
    }

    It 'starts a job for each solution or version that is piped' {
        $file = Join-Path $folder 'piped.json'
        Set-Content $file '{"userId":"2"}', '{"userId":"3"}'
        $old = Get-SolutionVersion Taste
        $new = New-SolutionVersion Taste -Wait
        # The older version itself, though a solution stands for its newest.
        ($old | Start-BatchRecommendation -InputPath $file).SolutionVersionArn | Should -Be $old.Arn
        ($new | Start-BatchRecommendation -UserId 4).SolutionVersionArn | Should -Be $new.Arn
        $jobs = Get-Solution Taste, Ranked | Start-BatchRecommendation -UserId 5, 6 -RankItem 5, 45 -Wait
        $jobs.Solution | Should -Be 'Taste', 'Ranked'
        foreach ($job in $jobs) { ($job | Receive-BatchResult -ErrorAction SilentlyContinue -ErrorVariable problems).Count + $problems.Count | Should -Be 2 }
        # One that is unknown is an error of its own.
        $record = @(Invoke-Catching { [pscustomobject]@{ Name = 'Unknown' }, (Get-Solution Taste) | Start-BatchRecommendation -UserId 7 -Name AfterUnknown })
        $record.FullyQualifiedErrorId | Should -BeLike 'DescribeSolution.ResourceNotFoundException,*'
        (Get-BatchJob AfterUnknown).Solution | Should -Be 'Taste'
    }

    It 'takes the solution of each row of inputs, and starts a job for each solution' {
        $rows = 'NAME,USER_ID,Solution', 'Even,2,Taste', 'Odd,3,Ranked', 'Even,4,Taste', 'Odd,5,Nowhere', 'Odd,7,Nowhere' | ConvertFrom-Csv
        $jobs = $rows | Start-BatchRecommendation -NumResults 3 -Wait -ErrorAction SilentlyContinue -ErrorVariable problems
        $jobs.Solution | Should -Be 'Taste', 'Ranked'
        ($jobs[0] | Receive-BatchResult).Input | Sort-Object | Should -Be '2', '4'
        # An unknown solution is an error once, and not for each of its users.
        $problems.FullyQualifiedErrorId | Should -BeLike 'DescribeSolution.ResourceNotFoundException,*'
        $problems.TargetObject | Should -Be 'Nowhere'
        $version = Get-SolutionVersion Fans
        $segments = [pscustomobject]@{ ItemId = 1; SolutionVersionArn = $version.Arn }, [pscustomobject]@{ ItemId = 40; SolutionVersionArn = $version.Arn } | Start-BatchSegment -NumResults 3 -Wait
        @($segments).SolutionVersionArn | Should -Be $version.Arn
        ($segments | Receive-BatchResult).Input | Sort-Object | Should -Be '1', '40'
        # An argument goes before what the rows say, and rows may be solutions where the inputs are arguments.
        ($rows[1] | Start-BatchRecommendation Taste).Solution | Should -Be 'Taste'
        ('Solution', 'Taste' | ConvertFrom-Csv | Start-BatchRecommendation -UserId 2, 3).Solution | Should -Be 'Taste'
    }

    It 'tells how many inputs are written, and leaves neither file nor object when it is stopped' {
        $shell = [powershell]::Create()
        # A folder of its own for temporary files: others write there, too.
        $temporary = (New-Item (Join-Path $folder 'temporary') -ItemType Directory).FullName
        $variable = $IsWindows ? 'TMP' : 'TMPDIR'
        $usual = [Environment]::GetEnvironmentVariable($variable)
        [Environment]::SetEnvironmentVariable($variable, $temporary)
        try {
            # The inputs never end.
            $null = $shell.AddScript("Import-Module '$manifest'; & { for (`$i = 1; ; `$i++) { `$i } } | Start-BatchRecommendation Taste -Name Stopped -Connection `$args[0]").
                AddArgument((Get-PersonalizeConnection))
            $running = $shell.BeginInvoke()
            $progress = $shell.Streams.Progress
            while ($progress.Count -eq 0 -and -not $running.IsCompleted) { $null = $running.AsyncWaitHandle.WaitOne(20) }
            $running.IsCompleted | Should -BeFalse
            $progress[0].StatusDescription | Should -Match '^[\d,]+ inputs written, [\d,]+ a second$'
            $shell.Stop()
            $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        }
        finally {
            [Environment]::SetEnvironmentVariable($variable, $usual)
            $shell.Dispose()
        }

        Get-ChildItem $temporary | Should -BeNullOrEmpty
        Get-ChildItem $state -Recurse -File | Where-Object FullName -Like '*Stopped*' | Should -BeNullOrEmpty
        Get-BatchJob Stopped* | Should -BeNullOrEmpty
    }

    It 'leaves no file when its process is killed' {
        $temporary = (New-Item (Join-Path $folder 'killed') -ItemType Directory).FullName
        $script = Join-Path $folder 'endless.ps1'
        Set-Content $script @"
            Import-Module '$manifest'
            `$null = Connect-Personalize -Local -StatePath '$state'
            `$env:TMPDIR = `$env:TMP = '$temporary'
            & { for (`$i = 1; ; `$i++) { `$i; if (`$i -eq 50000) { [Console]::WriteLine('many') } } } | Start-BatchRecommendation Taste -Name Killed
"@
        $path, [string[]] $words = Get-Shell
        $start = [Diagnostics.ProcessStartInfo]::new($path)
        foreach ($word in $words + @('-NoLogo', '-NoProfile', '-NonInteractive', '-File', $script)) { $start.ArgumentList.Add($word) }
        $start.WorkingDirectory = $root
        $start.RedirectStandardOutput = $true
        $process = [Diagnostics.Process]::Start($start)
        while (($line = $process.StandardOutput.ReadLine()) -ne 'many') { $line | Should -Not -BeNullOrEmpty }
        $process.Kill($true) # the shell may be a child of its tool
        $process.WaitForExit()
        Get-ChildItem $temporary -File -Filter *.json | Should -BeNullOrEmpty
        Get-BatchJob Killed* | Should -BeNullOrEmpty
    }

    It 'lists both kinds, and those of a solution' {
        $jobs = Get-BatchJob
        $jobs.ForEach({ $_.GetType().Name }) | Sort-Object -Unique | Should -Be 'BatchRecommendation', 'BatchSegment'
        @(Get-BatchJob -Solution Fans).ForEach({ $_.GetType().Name }) | Sort-Object -Unique | Should -Be 'BatchSegment'
        (Get-BatchJob $jobs[0].Name).Arn | Should -Be $jobs[0].Arn
        foreach ($unknown in { Get-BatchJob Unknown }, { Receive-BatchResult Unknown }, { ConvertTo-RecommendationTable Unknown }) {
            $record = @(Invoke-Catching $unknown)[0]
            $record.FullyQualifiedErrorId | Should -BeLike 'BatchJob.ResourceNotFoundException,*'
            $record.Exception.Message | Should -Be 'There is no batch job Unknown.'
        }
    }

    It 'refuses to make a table of films from segments' {
        $job = Get-BatchSegment | Select-Object -First 1
        @(Invoke-Catching { $job | ConvertTo-RecommendationTable })[0].FullyQualifiedErrorId | Should -BeLike 'NoRecommendations,*'
    }

    It 'keeps no users in memory while they stream into the input' {
        # Long ids, so that those that stayed would show: 300,000 of them are 150 MB.
        $output = Invoke-FreshShell @"
            Import-Module '$manifest'
            `$null = Connect-Personalize -Local -StatePath '$state'
            `$name = 'u' * 240
            function Send-Users([int] `$Count) { 1..`$Count | ForEach-Object { "`$name`$_" } | Start-BatchRecommendation Taste -WhatIf }
            `$process = Get-Process -Id `$PID
            Send-Users 20000
            `$process.Refresh(); `$before = `$process.PeakWorkingSet64
            Send-Users 300000
            `$process.Refresh()
            "grown=`$([int]((`$process.PeakWorkingSet64 - `$before) / 1MB))"
"@
        $output | Should -Match 'Upload 300000 lines'
        [int][regex]::Match($output, 'grown=(\d+)').Groups[1].Value | Should -BeLessThan 90
    }

    It 'starts nothing under -WhatIf' {
        $before = @(Get-BatchJob).Count
        2 | Start-BatchRecommendation Taste -WhatIf
        1 | Start-BatchSegment Fans -WhatIf
        @(Get-BatchJob).Count | Should -Be $before
    }
}
