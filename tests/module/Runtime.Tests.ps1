# Recommendations: titles, order, errors of single users, filters, comparison, ranking and similar films.
BeforeDiscovery {
    # Inputs for twelve calls of each cmdlet that makes several at once; a comparison makes two for each input.
    $campaign = 'arn:aws:personalize:us-east-1:123456789012:campaign/Taste'
    $script:throttled = @(
        @{ Command = 'Get-MovieRecommendation'; Line = "1..12 | Get-MovieRecommendation $campaign" }
        @{ Command = 'Get-SimilarMovie'; Line = "1..12 | Get-SimilarMovie $campaign" }
        @{ Command = 'Get-PersonalizedRanking'; Line = "1..12 | Get-PersonalizedRanking $campaign -ItemId 7" }
        @{ Command = 'Compare-Recommendation'; Line = "1..12 | Compare-Recommendation $campaign $campaign"; Calls = 24 }
        @{ Command = 'Get-ActionRecommendation'; Line = "1..12 | Get-ActionRecommendation $campaign" }
        @{ Command = 'Get-RecommendationReason'; Line = "Get-RecommendationReason $campaign 1 (1..12)" }
        @{ Command = 'Invoke-RecommendationApi'; Line = '1..12 | Invoke-RecommendationApi -Uri $uri' }
        @{ Command = 'Send-PersonalizeEvent'; Line = '1..12 | Select-Object @{ n = "UserId"; e = { $_ } } | Send-PersonalizeEvent -TrackingId x -EventType watch' }
        @{ Command = 'Send-ActionInteraction'; Line = '1..120 | Select-Object @{ n = "UserId"; e = { $_ } } | Send-ActionInteraction Films -ActionId 7 -EventType Viewed' }
        @{ Command = 'Set-PersonalizeItem'; Line = '1..120 | Select-Object @{ n = "ID"; e = { $_ } } | Set-PersonalizeItem Films'; Column = 'ITEM_ID' }
        @{ Command = 'Set-PersonalizeUser'; Line = '1..120 | Select-Object @{ n = "ID"; e = { $_ } } | Set-PersonalizeUser Films'; Column = 'USER_ID' }
        @{ Command = 'Set-PersonalizeAction'; Line = '1..120 | Select-Object @{ n = "ID"; e = { $_ } } | Set-PersonalizeAction Films'; Column = 'ACTION_ID' }
    )
}

Describe 'Recommendations' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Common.ps1')
        $folder = New-TestFolder runtime
        $state = Join-Path $folder 'state'
        $null = Connect-Personalize -Local -StatePath $state
        $null = ConvertTo-PersonalizeDataset (New-TinyMovieLens (Join-Path $folder 'movies')) -OutputPath (Join-Path $folder 'out') |
            New-PersonalizeImport -DatasetGroup Films -Wait
        $recipes = @{ Taste = 'aws-user-personalization'; Popular = 'aws-popularity-count'; Alike = 'aws-similar-items'; Ranked = 'aws-personalized-ranking-v2' }
        foreach ($name in $recipes.Keys) {
            $null = New-Solution $name -DatasetGroup Films -Recipe $recipes[$name] | New-SolutionVersion -Wait | New-Campaign $name -Wait
        }
        $limits = $throttled.Command
        function Get-Filtered([string] $Name, [string] $Expression) { New-PersonalizeFilter $Name Films $Expression -Wait }
    }

    AfterAll {
        Stop-PersonalizeLocal -StatePath $state
        Disconnect-Personalize
        Remove-Item $folder -Recurse -Force
    }

    It 'keeps the order of many users, whatever runs at once' {
        $users = 1..120
        $films = $users | Get-MovieRecommendation Taste -NumResults 2 -ThrottleLimit 32
        $films.UserId | Select-Object -Unique | Should -Be ($users | ForEach-Object ToString)
    }

    It '<Command> makes four calls at once with -ThrottleLimit 4, and never a fifth' -ForEach $throttled {
        . (Join-Path $PSScriptRoot 'StandIn.ps1')
        # What it is asked by the calls that are limited stays open until the test answers.
        $seen = @{ Waiting = [Collections.Concurrent.ConcurrentQueue[object]]::new(); Column = $Column }
        $standIn = Start-StandIn -State $seen -Answer {
            param($path, $target, $context, $state)
            $arn = 'arn:aws:personalize:us-east-1:123456789012'
            switch -Wildcard ($target) {
                '*.DescribeCampaign' {
                    return 200, "{`"campaign`":{`"name`":`"Taste`",`"campaignArn`":`"$arn`:campaign/Taste`",`"solutionVersionArn`":`"$arn`:solution/Taste/1`",`"status`":`"ACTIVE`"}}"
                }
                '*.DescribeSolutionVersion' {
                    return 200, "{`"solutionVersion`":{`"solutionVersionArn`":`"$arn`:solution/Taste/1`",`"datasetGroupArn`":`"$arn`:dataset-group/Films`",`"status`":`"ACTIVE`"}}"
                }
                '*.DescribeDataset' { return 200, "{`"dataset`":{`"name`":`"x`",`"datasetArn`":`"$arn`:dataset/Films/x`",`"schemaArn`":`"$arn`:schema/x`",`"status`":`"ACTIVE`"}}" }
                '*.DescribeSchema' {
                    $schema = @{ type = 'record'; name = 'x'; fields = @(@{ name = $state.Column; type = 'string' }) } | ConvertTo-Json -Compress -Depth 5
                    return 200, (@{ schema = @{ name = 'x'; schemaArn = "$arn`:schema/x"; schema = $schema } } | ConvertTo-Json -Compress)
                }
                '?*' { return 200, '{}' }
            }
            if ($path -eq '/') { return }
            $state.Waiting.Enqueue($context)
            0
        }
        $answer = [Text.Encoding]::UTF8.GetBytes('{"itemList":[{"itemId":"7"}],"personalizedRanking":[{"itemId":"7"}],"actionList":[{"actionId":"7"}],"recommendations":[],' +
            '"explanations":[{"contributions":[]}],"recommendationId":"1"}')
        $shell = [powershell]::Create()
        try {
            $named = $Column ? $Line.Replace('"ID"', "`"$Column`"") : $Line
            $null = $shell.AddScript("Import-Module '$manifest'; `$uri = '$($standIn.Endpoint)/stage/recommendations'; $named -ThrottleLimit 4 -Connection `$args[0]").AddArgument($standIn.Connection)
            $running = $shell.BeginInvoke()
            $together = [Collections.Generic.List[int]]::new()
            $clock = [Diagnostics.Stopwatch]::StartNew()
            # With fewer than four at once it would wait for ever.
            while (-not $running.AsyncWaitHandle.WaitOne(5) -and $clock.Elapsed.TotalSeconds -lt 30) {
                if ($seen.Waiting.Count -lt 4) { continue }
                # Time for one too many to arrive.
                $null = $running.AsyncWaitHandle.WaitOne(100)
                $together.Add($seen.Waiting.Count)
                # These, and not what the first answers bring.
                foreach ($place in 1..$together[-1]) {
                    $waiting = $null
                    $null = $seen.Waiting.TryDequeue([ref]$waiting)
                    $waiting.Response.ContentType = 'application/json'
                    $waiting.Response.Close($answer, $false)
                }
            }

            $running.IsCompleted | Should -BeTrue -Because "one after the other would wait for ever, and $together were together before $($seen.Waiting.Count)"
            $records = $shell.EndInvoke($running)
            $shell.Streams.Error | Should -BeNullOrEmpty
            $together.ToArray() | Should -Be (@(4) * (($Calls ?? 12) / 4))
            if ($Command -eq 'Get-MovieRecommendation') { $records.UserId | Should -Be (1..12 | ForEach-Object ToString) }
        }
        finally {
            $shell.Stop()
            $shell.Dispose()
            Stop-StandIn $standIn
        }
    }

    It 'limits the calls of each cmdlet that has -ThrottleLimit' {
        # An upload limits the parts of a file, not calls for inputs: its own tests have that.
        $limited = (Get-Command -Module PersonalizeOps | Where-Object { $_.Parameters.ContainsKey('ThrottleLimit') }).Name
        $limited | Where-Object { $_ -notin $limits -and $_ -ne 'Publish-PersonalizeDataset' } | Should -BeNullOrEmpty
    }

    It 'makes an error record of a user that fails, and goes on' {
        $long = 'x' * 300
        $films = '2', $long, '4' | Get-MovieRecommendation Taste -NumResults 1 -ErrorVariable problems -ErrorAction SilentlyContinue
        $films.UserId | Should -Be '2', '4'
        $problems.Count | Should -Be 1
        $problems[0].TargetObject | Should -Be $long
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'GetRecommendations.*'
    }

    It 'asks each campaign that is piped, and the campaign of each row' {
        $films = Get-Campaign Taste, Popular | Get-MovieRecommendation -UserId 2, 3 -NumResults 2
        $films.Campaign | Select-Object -Unique | Should -Be 'Taste', 'Popular'
        foreach ($name in 'Taste', 'Popular') {
            $own = $films | Where-Object Campaign -EQ $name
            $same = 2, 3 | Get-MovieRecommendation $name -NumResults 2
            $own.UserId | Should -Be $same.UserId
            $own.ItemId | Should -Be $same.ItemId
        }
        # Many rows in turns, so that requests to both run at once.
        $rows = 1..60 | ForEach-Object { "$_,$($_ % 2 ? 'Taste' : 'Popular')" }
        $answers = @('UserId,Campaign') + $rows | ConvertFrom-Csv | Get-MovieRecommendation -NumResults 1 -ThrottleLimit 16
        $answers.ForEach({ "$($_.UserId),$($_.Campaign)" }) | Should -Be $rows
        $popular = ($answers | Where-Object Campaign -EQ Popular)[0]
        $popular.ItemId | Should -Be ($popular.UserId | Get-MovieRecommendation Popular -NumResults 1).ItemId
        (Get-Campaign Alike | Get-SimilarMovie -ItemId 1 -NumResults 2).Campaign | Should -Be 'Alike', 'Alike'
        (Get-Campaign Ranked | Get-PersonalizedRanking -ItemId 5, 45 -UserId 2).ItemId | Should -Be '5', '45'
        $record = @(Invoke-Catching { 'UserId,Campaign', '1,Unknown', '2,Taste' | ConvertFrom-Csv | Get-MovieRecommendation -NumResults 1 })
        $record.FullyQualifiedErrorId | Should -BeLike 'DescribeCampaign.ResourceNotFoundException,*'
    }

    It 'finds similar films, with the titles of both' {
        $films = 1, 2 | Get-SimilarMovie Alike -NumResults 3
        $films.LikeId | Should -Be '1', '1', '1', '2', '2', '2'
        $films[0].LikeTitle | Should -Be 'Film, Number 1'
        $films[0].Title | Should -BeLike 'Film, Number *'
        # Films up to 30 are watched by the same people.
        $films.ForEach({ [int]$_.ItemId }) | Where-Object { $_ -gt 30 } | Should -BeNullOrEmpty
    }

    It 'takes recommendations for films to find similar ones' {
        $films = 2 | Get-MovieRecommendation Taste -NumResults 2 | Get-SimilarMovie Alike -NumResults 1
        $films.Count | Should -Be 2
    }

    It 'explains recommendations as they come from the pipeline, by films of the history' {
        $films = 2 | Get-MovieRecommendation Taste -NumResults 2
        $reasons = $films | Get-RecommendationReason Taste
        $reasons.UserId | Select-Object -Unique | Should -Be '2'
        # A recommendation knows its campaign.
        ($films | Get-RecommendationReason).BecauseOf | Should -Be $reasons.BecauseOf
        foreach ($film in $films) {
            $own = $reasons.Where{ $_.ItemId -eq $film.ItemId }
            $own[0].Title | Should -Be $film.Title
            $own[0].BecauseOfTitle | Should -BeLike 'Film, Number *'
            [Math]::Abs(($own | Measure-Object Share -Sum).Sum - 1) | Should -BeLessThan 1e-6
            # Films up to 30 are watched by the same people.
            $own[0].BecauseOf -le 30 | Should -BeTrue
        }
    }

    It 'refuses to explain what is not there, film by film' {
        $reasons = Get-RecommendationReason Taste 2 'no such film', $((2 | Get-MovieRecommendation Taste -NumResults 1).ItemId) -ErrorVariable problems -ErrorAction SilentlyContinue
        $reasons.Count | Should -BeGreaterThan 0
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'ExplainRecommendation.InvalidInputException,*'
        $problems[0].TargetObject | Should -Be 'no such film'
        { Get-RecommendationReason Popular 2 5 -ErrorAction Stop } | Should -Throw -ErrorId 'ExplainRecommendation.InvalidInputException,*'
    }

    It 'shows every trial of a search for hyperparameters' {
        $version = New-Solution Searched -DatasetGroup Films -Recipe aws-sims -PerformHpo -MaxTrainingJobs 3 | New-SolutionVersion -Wait
        $trials = $version | Get-TuningTrial
        $trials.Number | Should -Be 1, 2, 3
        $best = $trials | Where-Object IsBest
        $best.Objective | Should -Be ($trials | Measure-Object Objective -Maximum).Maximum
        $trials[0].HyperParameter['min_cointeraction_count'] | Should -Be '3'
        Get-TuningTrial Popular -WarningVariable warned -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $warned | Should -BeLike '*without a search*'
        { Get-TuningTrial Nothing -ErrorAction Stop } | Should -Throw -ErrorId 'DescribeSolution.ResourceNotFoundException,*'
    }

    It 'says so when another server answers what only the local one knows' {
        . (Join-Path $PSScriptRoot 'StandIn.ps1')
        $standIn = Start-StandIn { if ($args[0] -like '/local/*') { 200, '{"trials":{}}' } }
        try {
            $version = 'arn:aws:personalize:us-east-1:123456789012:solution/Films/0a1b2c3d'
            $record = @(Invoke-Catching { Get-TuningTrial $version -Connection StandIn })[0]
            $record.FullyQualifiedErrorId | Should -BeLike 'GetTuningTrial.NoAnswer,*'
            $record.CategoryInfo.Category | Should -Be 'InvalidResult'
            $record.TargetObject | Should -Be $version
        }
        finally { Stop-StandIn $standIn }
    }

    It 'ranks films for users' {
        # User 2 likes films up to 30, user 3 the others.
        $ranked = 2, 3 | Get-PersonalizedRanking Ranked -ItemId 5, 45
        $ranked.Count | Should -Be 4
        $ranked.UserId | Should -Be '2', '2', '3', '3'
        $ranked.ItemId | Should -Be '5', '45', '45', '5'
    }

    It 'filters by values given with the request' {
        $null = Get-Filtered ByGenre 'INCLUDE ItemID WHERE Items.GENRES IN ($GENRE)'
        $films = 2 | Get-MovieRecommendation Taste -NumResults 5 -Filter ByGenre -FilterValue @{ GENRE = 'Horror' }
        $films.Count | Should -Be 5
        $films.Genres | Sort-Object -Unique | Should -Be 'Horror'
    }

    It 'promotes films that pass the promotion filter' {
        $null = Get-Filtered Horror 'INCLUDE ItemID WHERE Items.GENRES IN ("Horror")'
        $films = 2 | Get-MovieRecommendation Taste -NumResults 10 -PromotionFilter Horror -PromotionPercent 30
        @($films | Where-Object Promotion).Count | Should -Be 3
        ($films | Where-Object Promotion).Genres | Sort-Object -Unique | Should -Be 'Horror'
    }

    It 'reports an unknown filter for each user' {
        $record = @(Invoke-Catching { 2, 3 | Get-MovieRecommendation Taste -Filter Unknown })
        $record.Count | Should -Be 2
        $record[0].FullyQualifiedErrorId | Should -BeLike '*.ResourceNotFoundException,*'
    }

    It 'gives nothing when the variable with the <Parameter> was never set' -ForEach @(
        @{ Parameter = 'Filter' }, @{ Parameter = 'FilterValue' }, @{ Parameter = 'PromotionFilter' }, @{ Parameter = 'Context' }, @{ Parameter = 'Connection' }
    ) {
        $arguments = @{ $Parameter = $null }
        $said = @(Invoke-Catching { 2 | Get-MovieRecommendation Taste @arguments })
        $said.Count | Should -Be 1
        $said[0].FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentValidationError,*'
    }

    It 'compares two campaigns' {
        $rows = 2 | Compare-Recommendation Taste Popular -NumResults 5
        $both = @($rows | Where-Object { $_.Rank -and $_.DifferenceRank })
        $rows.Count | Should -Be (10 - $both.Count)
        $rows[0].Overlap | Should -Be ($both.Count / 5)
        $both | ForEach-Object { $_.Move | Should -Be ($_.Rank - $_.DifferenceRank) }
        @(2 | Compare-Recommendation Taste Taste -NumResults 5).Move | Should -Be 0, 0, 0, 0, 0
    }

    It 'writes what can be read into a CSV file' {
        $null = New-Campaign Labelled Taste -EnableMetadata -ItemExplorationConfig @{ explorationWeight = 0.2 } -Wait
        $row = 2 | Get-MovieRecommendation Labelled -NumResults 1 -MetadataColumn YEAR | ConvertTo-Csv | ConvertFrom-Csv
        $row.Metadata | Should -Be "year=$(1960 + $row.ItemId)"
        (2 | Get-MovieRecommendation Taste -NumResults 1 | ConvertTo-Csv | ConvertFrom-Csv).Metadata | Should -BeNullOrEmpty
        (Get-Campaign Labelled | ConvertTo-Csv | ConvertFrom-Csv).ItemExplorationConfig | Should -BeLike '*explorationWeight=0.2*'
        (Get-SolutionMetrics Taste | ConvertTo-Csv | ConvertFrom-Csv).Metric | Should -BeLike '*coverage=0.*; *'
        # They stay what they are to a script.
        (Get-Campaign Labelled).ItemExplorationConfig['explorationWeight'] | Should -Be '0.2'
        (Get-Campaign Labelled | ConvertTo-Json | ConvertFrom-Json).ItemExplorationConfig.explorationWeight | Should -Be '0.2'
        # An account has five.
        Remove-Campaign Labelled -Wait -Confirm:$false
    }

    It 'takes users of a CSV file' {
        Set-Content (Join-Path $folder 'users.csv') 'USER_ID,NAME', '2,Even', '3,Odd'
        $films = Import-Csv (Join-Path $folder 'users.csv') | Get-MovieRecommendation Taste -NumResults 3
        $films.UserId | Should -Be '2', '2', '2', '3', '3', '3'
        # User 2 likes films up to 30, user 3 the others.
        $films.Genres | Should -Be 'Comedy|Drama', 'Comedy|Drama', 'Comedy|Drama', 'Horror', 'Horror', 'Horror'
    }

    It 'takes users of a CSV file whose column is called <_>' -ForEach 'USER_ID', 'userId', 'UserId', 'user_id', 'USERID', 'Id' {
        $films = "NAME,$_", 'Even,2', 'Odd,3' | ConvertFrom-Csv | Get-MovieRecommendation Taste -NumResults 1
        $films.UserId | Should -Be '2', '3'
        $films.ItemId | Should -Be (2, 3 | Get-MovieRecommendation Taste -NumResults 1).ItemId
    }

    It 'takes users of tables that tell upper from lower case' {
        $users = '[{"userId":"2"},{"USERID":3},{"user_id":"4"}]' | ConvertFrom-Json -AsHashtable
        ($users | Get-MovieRecommendation Taste -NumResults 1).UserId | Should -Be '2', '3', '4'
        $record = @(Invoke-Catching { [pscustomobject]@{ userId = $null } | Get-MovieRecommendation Taste })[0]
        $record.Exception.Message | Should -BeLike '*The userId of an object is null.'
    }

    It 'names the columns when none is that of the users, and goes on after a row without one' {
        $record = @(Invoke-Catching { 'customer,NAME', '2,Even' | ConvertFrom-Csv | Get-MovieRecommendation Taste })[0]
        $record.Exception.Message | Should -BeLike '*customer, NAME*UserId, USER_ID, Id*'
        $films = 'USER_ID,NAME', ',Nobody', '3,Odd' | ConvertFrom-Csv | Get-MovieRecommendation Taste -NumResults 1 -ErrorAction SilentlyContinue -ErrorVariable problems
        $films.UserId | Should -Be '3'
        $problems.Count | Should -Be 1
    }

    It 'shows columns of the items with each film when the campaign has metadata' {
        $null = New-Campaign Rich Taste -EnableMetadata -Wait
        $films = 2 | Get-MovieRecommendation Rich -NumResults 3 -MetadataColumn YEAR, GENRES
        foreach ($film in $films) {
            $film.Metadata.Keys | Sort-Object | Should -Be 'genres', 'year'
            $film.Metadata['year'] | Should -Be "$(1960 + $film.ItemId)"
            $film.Metadata['genres'] | Should -Be 'Comedy|Drama'
        }
        (2 | Get-SimilarMovie Alike -NumResults 1).Metadata.Count | Should -Be 0
        @(Invoke-Catching { 2 | Get-MovieRecommendation Taste -MetadataColumn YEAR })[0].FullyQualifiedErrorId |
            Should -BeLike 'GetRecommendations.InvalidInputException,*'
    }

    It 'recommends what is watched in the context' {
        # Everybody watches films up to 30 on the phone and the others on TV; the device is drawn for each film.
        $file = Join-Path $folder 'devices.csv'
        $random = [Random]::new(5)
        $lines = foreach ($user in 1..300) {
            $order = 1..30 | Sort-Object { $random.Next() }
            foreach ($step in 0..15) {
                $tv = $random.Next(2)
                "$user,$($order[$step] + 30 * $tv),$(1600000000 + $user * 1000 + $step * 60),rating,$($tv ? 'tv' : 'phone')"
            }
        }
        Set-Content $file (@('USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,DEVICE') + $lines)
        $null = New-PersonalizeDatasetGroup Devices -Wait
        $null = New-PersonalizeSchema Devices $file -DatasetType Interactions
        $null = New-PersonalizeDataset Devices Interactions -Schema Devices -Wait
        $null = New-PersonalizeImport $file -DatasetGroup Devices -DatasetType Interactions -Wait
        $null = New-Solution ByDevice -DatasetGroup Devices -Recipe aws-user-personalization | New-SolutionVersion -Wait |
            New-Campaign ByDevice -ItemExplorationConfig @{ explorationWeight = 0 } -Wait
        $share = @{}
        foreach ($device in 'phone', 'tv') {
            $films = 1..20 | Get-MovieRecommendation ByDevice -NumResults 5 -Context @{ DEVICE = $device } -WarningAction Ignore
            $share[$device] = @($films | Where-Object { [int]$_.ItemId -le 30 }).Count / $films.Count
        }
        $share.phone | Should -BeGreaterThan 0.9
        $share.tv | Should -BeLessThan 0.1
        @(Invoke-Catching { 1 | Get-MovieRecommendation ByDevice -Context @{ COLOUR = 'red' } -WarningAction Ignore })[0].FullyQualifiedErrorId |
            Should -BeLike 'GetRecommendations.InvalidInputException,*'
    }

    It 'reads a movies file on S3 once, and again when it changed' {
        $file = Join-Path $folder 's3/titles.csv'
        $null = New-Item (Split-Path $file) -ItemType Directory
        function Set-Title([string] $Title) {
            Set-Content $file (@('movieId,title,genres') + (1..61 | ForEach-Object { "$_,$Title ($(1960 + $_)),Drama" }))
            (Publish-PersonalizeDataset $file -Bucket titles -Prefix films -Force).DataLocation
        }
        function Get-Calls([scriptblock] $Script) { (& $Script 4>&1).Where({ $_ -is [Management.Automation.VerboseRecord] }).Message -like 'GetObject:*' }
        $location = @(Set-Title First)[0]
        (2 | Get-MovieRecommendation Taste -NumResults 1 -MoviesPath $location).Title | Should -Be 'First'
        Get-Calls { 2 | Get-MovieRecommendation Taste -NumResults 1 -MoviesPath $location -Verbose } | Should -BeNullOrEmpty
        $null = Set-Title Second
        (2 | Get-MovieRecommendation Taste -NumResults 1 -MoviesPath $location).Title | Should -Be 'Second'
        @(Invoke-Catching { 2 | Get-MovieRecommendation Taste -MoviesPath s3://titles/none.csv })[0].FullyQualifiedErrorId | Should -BeLike 'FileNotFound,*'
    }

    It 'reads a new movies file after the old one changed' {
        $file = Join-Path $folder 'titles.csv'
        Set-Content $file (@('movieId,title,genres') + (1..61 | ForEach-Object { "$_,Old ($(1960 + $_)),Drama" }))
        (2 | Get-MovieRecommendation Taste -NumResults 1 -MoviesPath $file).Title | Should -Be 'Old'
        Set-Content $file (@('movieId,title,genres') + (1..61 | ForEach-Object { "$_,Newer ($(1960 + $_)),Drama" }))
        (2 | Get-MovieRecommendation Taste -NumResults 1 -MoviesPath $file).Title | Should -Be 'Newer'
    }
}
