# Every cmdlet that takes a resource takes its name, its ARN and its object, by value and by property name.
BeforeDiscovery {
    $script:kinds = @(
        @{ Get = 'Get-PersonalizeSchema'; Name = 'Films-items'; Property = 'SchemaArn' }
        @{ Get = 'Get-PersonalizeDatasetGroup'; Name = 'Films'; Property = 'DatasetGroupArn' }
        @{ Get = 'Get-PersonalizeDataset'; Name = 'Films/Items'; Property = 'DatasetArn' }
        @{ Get = 'Get-PersonalizeImport'; Property = 'DatasetImportJobArn' }
        @{ Get = 'Get-PersonalizeExport'; Property = 'DatasetExportJobArn' }
        @{ Get = 'Get-DataDeletion'; Property = 'DataDeletionJobArn' }
        @{ Get = 'Get-Solution'; Name = 'Taste'; Property = 'SolutionArn' }
        @{ Get = 'Get-SolutionVersion'; Property = 'SolutionVersionArn' }
        @{ Get = 'Get-Campaign'; Name = 'Shown'; Property = 'CampaignArn' }
        @{ Get = 'Get-Recommender'; Name = 'TopPicks'; Property = 'RecommenderArn' }
        @{ Get = 'Get-PersonalizeFilter'; Name = 'Unseen'; Property = 'FilterArn' }
        @{ Get = 'Get-EventTracker'; Name = 'FilmEvents'; Property = 'EventTrackerArn' }
        @{ Get = 'Get-MetricAttribution'; Name = 'Impact'; Property = 'MetricAttributionArn' }
        @{ Get = 'Get-BatchRecommendation'; Property = 'BatchInferenceJobArn' }
        @{ Get = 'Get-BatchSegment'; Property = 'BatchSegmentJobArn' }
        @{ Get = 'Get-PersonalizeRecipe'; Name = 'aws-sims'; Property = 'RecipeArn' }
    )
    # What takes a resource and changes something: the resource that is piped, and what else it must be given.
    $group = @{ Get = 'Get-PersonalizeDatasetGroup Films' }
    $version = @{ Get = 'Get-SolutionVersion Taste' }
    $script:changes = @(
        @{ Command = 'Remove-PersonalizeSchema'; Get = 'Get-PersonalizeSchema Films-items' }
        @{ Command = 'Remove-PersonalizeDatasetGroup -Recurse' } + $group
        @{ Command = 'Remove-PersonalizeDataset'; Get = 'Get-PersonalizeDataset Films/Items' }
        @{ Command = 'Remove-Solution'; Get = 'Get-Solution Taste' }
        @{ Command = 'Remove-Campaign'; Get = 'Get-Campaign Shown' }
        @{ Command = 'Remove-Recommender'; Get = 'Get-Recommender TopPicks' }
        @{ Command = 'Remove-PersonalizeFilter'; Get = 'Get-PersonalizeFilter Unseen' }
        @{ Command = 'Remove-EventTracker'; Get = 'Get-EventTracker FilmEvents' }
        @{ Command = 'Remove-MetricAttribution'; Get = 'Get-MetricAttribution Impact' }
        @{ Command = 'Update-PersonalizeDataset -Schema Films-items'; Get = 'Get-PersonalizeDataset Films/Items' }
        @{ Command = 'Update-Solution -PerformAutoTraining'; Get = 'Get-Solution Taste' }
        @{ Command = 'Update-Campaign -MinProvisionedTPS 2'; Get = 'Get-Campaign Shown' }
        @{ Command = 'Update-Recommender -MinRequestsPerSecond 2'; Get = 'Get-Recommender TopPicks' }
        @{ Command = 'Update-MetricAttribution -RemoveMetric Views'; Get = 'Get-MetricAttribution Impact' }
        @{ Command = 'Start-Recommender'; Get = 'Get-Recommender TopPicks' }
        @{ Command = 'Stop-Recommender'; Get = 'Get-Recommender TopPicks' }
        @{ Command = 'Stop-SolutionVersion' } + $version
        @{ Command = 'New-SolutionVersion'; Get = 'Get-Solution Taste' }
        @{ Command = 'New-Campaign Other' } + $version
        @{ Command = 'New-Solution Other -Recipe aws-sims' } + $group
        @{ Command = 'New-EventTracker Other' } + $group
        @{ Command = 'New-MetricAttribution Other -Metric @{ Name = "Views"; EventType = "rating"; Expression = "SAMPLECOUNT()" }' } + $group
        @{ Command = 'New-PersonalizeFilter Other -Expression "EXCLUDE ItemID WHERE Items.YEAR < 1990"' } + $group
        @{ Command = 'New-PersonalizeDataset -DatasetType Users -Schema Films-items' } + $group
        @{ Command = 'New-Recommender Other -Recipe aws-vod-top-picks'; Get = 'Get-PersonalizeDatasetGroup Streaming' }
        @{ Command = 'New-PersonalizeExport'; Get = 'Get-PersonalizeDataset Films/Items' }
        @{ Command = 'Start-BatchRecommendation -UserId 2' } + $version
        @{ Command = 'Start-BatchSegment -ItemId 2'; Get = 'Get-SolutionVersion Fans' }
        @{ Command = 'Add-PersonalizeTag -Tag @{ stage = "test" }'; Get = 'Get-Campaign Shown'; NoName = $true }
        @{ Command = 'Remove-PersonalizeTag -Key stage'; Get = 'Get-Campaign Shown'; NoName = $true }
    )
    $script:readers = @(
        @{ Command = 'Get-SolutionMetrics' } + $version
        @{ Command = 'Compare-SolutionMetrics' } + $version
        @{ Command = 'Show-SolutionMetrics' } + $version
        @{ Command = 'Get-TuningTrial'; Get = 'Get-SolutionVersion Searched' }
        @{ Command = 'Receive-BatchResult'; Get = 'Get-BatchRecommendation Job' }
        @{ Command = 'ConvertTo-RecommendationTable'; Get = 'Get-BatchRecommendation Job' }
        @{ Command = 'Get-BatchJob'; Get = 'Get-BatchRecommendation Job' }
        @{ Command = 'Wait-PersonalizeResource'; Get = 'Get-Campaign Shown'; NoName = $true }
        @{ Command = 'Get-PersonalizeTag'; Get = 'Get-Campaign Shown'; NoName = $true }
        @{ Command = 'Get-MovieRecommendation -UserId 2 | Select-Object * -ExcludeProperty RecommendationId'; Get = 'Get-Campaign Shown'; NoName = $true }
        @{ Command = 'Get-SimilarMovie -ItemId 2 | Select-Object * -ExcludeProperty RecommendationId'; Get = 'Get-Campaign Alike'; NoName = $true }
        @{ Command = 'Get-PersonalizedRanking -UserId 2 -ItemId 5, 45 | Select-Object * -ExcludeProperty RecommendationId'; Get = 'Get-Campaign Ranked'; NoName = $true }
    )
    # A run is taken by its ARN only, a stack stands for its runs.
    $script:workflows = @(
        @{ Command = 'Start-TrainingWorkflow -Direct'; Forms = 'stack' }
        @{ Command = 'Get-TrainingWorkflow'; Forms = 'run' }
        @{ Command = 'Get-WorkflowTrace'; Forms = 'run' }
        @{ Command = 'Stop-TrainingWorkflow -PassThru'; Forms = 'run' }
    )
    $script:covered = ($changes + $readers + $workflows).ForEach({ ($_.Command -split ' ')[0] }) + $kinds.ForEach({ $_.Get })
}

Describe 'Pipelines' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Common.ps1')
        $folder = New-TestFolder pipelines
        $state = Join-Path $folder 'state'
        $null = Connect-Personalize -Local -StatePath $state
        $null = ConvertTo-PersonalizeDataset (New-TinyMovieLens (Join-Path $folder 'movies')) -OutputPath (Join-Path $folder 'out') |
            New-PersonalizeImport -DatasetGroup Films -Wait
        $recipes = @{ Taste = 'aws-user-personalization'; Fans = 'aws-item-affinity'; Alike = 'aws-similar-items'; Ranked = 'aws-personalized-ranking-v2' }
        foreach ($solution in $recipes.Keys) { $null = New-Solution $solution -DatasetGroup Films -Recipe $recipes[$solution] | New-SolutionVersion -Wait }
        $null = New-Solution Searched -DatasetGroup Films -Recipe aws-sims -PerformHpo -MaxTrainingJobs 2 | New-SolutionVersion -Wait
        $null = New-Campaign Shown Taste -Wait
        foreach ($solution in 'Alike', 'Ranked') { $null = New-Campaign $solution $solution -Wait }
        Get-Campaign Shown | Add-PersonalizeTag -Tag @{ team = 'films' }
        $null = New-PersonalizeFilter Unseen Films 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("watch")' -Wait
        $null = New-EventTracker FilmEvents Films -Wait
        $null = New-MetricAttribution Impact Films -Metric @{ Name = 'Views'; EventType = 'rating'; Expression = 'SAMPLECOUNT()' } -Wait
        $null = New-PersonalizeExport Films/Items -Wait
        $null = 100 | Start-DataDeletion Films -Wait -Confirm:$false
        $null = 2, 3 | Start-BatchRecommendation Taste -Name Job -NumResults 3 -Wait
        $null = 1 | Start-BatchSegment Fans -Name Segments -Wait
        $csv = Join-Path $folder 'watched.csv'
        $rows = foreach ($user in 1..60) { foreach ($step in 0..24) { "$user,$(($user * 7 + $step * 11) % 40),$(1600000000 + $user * 1000 + $step * 60),Watch" } }
        Set-Content $csv (@('USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE') + $rows)
        $null = New-PersonalizeDatasetGroup Streaming -Domain VIDEO_ON_DEMAND -Wait
        $null = New-PersonalizeDataset Streaming Interactions (New-PersonalizeSchema Watched $csv Interactions -Domain VIDEO_ON_DEMAND) -Wait
        $null = New-PersonalizeImport $csv -DatasetGroup Streaming -DatasetType Interactions -Wait
        $null = New-Recommender TopPicks Streaming aws-vod-most-popular -Wait

        # Lists of three pages with nothing on them; a stack with a run of its workflow and the trace of it.
        . (Join-Path $PSScriptRoot 'StandIn.ps1')
        $seen = [Collections.Concurrent.ConcurrentQueue[string]]::new()
        $standIn = Start-StandIn -State $seen -Answer {
            param($path, $target, $context, $state)
            $aws = 'arn:aws:{0}:us-east-1:123456789012:{1}'
            $machine = $aws -f 'states', 'stateMachine:films'
            $run = $aws -f 'states', 'execution:films:first'
            if ($sent -like '*Action=DescribeStacks*') {
                $outputs = "StateMachineArn=$machine", 'DataBucket=films-data', 'InputPrefix=input/' |
                    ForEach-Object { $key, $value = $_ -split '='; "<member><OutputKey>$key</OutputKey><OutputValue>$value</OutputValue></member>" }
                $name = [uri]::UnescapeDataString([regex]::Match($sent, 'StackName=([^&]*)').Groups[1].Value)
                $state.Enqueue("stack $name")
                return 200, ("<DescribeStacksResponse xmlns='http://cloudformation.amazonaws.com/doc/2010-05-15/'><DescribeStacksResult><Stacks><member>" +
                    "<StackName>films</StackName><StackId>$($aws -f 'cloudformation', 'stack/films/1')</StackId><StackStatus>CREATE_COMPLETE</StackStatus>" +
                    "<CreationTime>2026-01-01T00:00:00Z</CreationTime><Outputs>$outputs</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>")
            }
            $execution = "`"executionArn`":`"$run`",`"stateMachineArn`":`"$machine`",`"name`":`"first`",`"status`":`"SUCCEEDED`",`"startDate`":1700000000,`"stopDate`":1700000060"
            switch -Wildcard ($target) {
                '*.StartExecution' { return 200, "{`"executionArn`":`"$run`",`"startDate`":1700000000}" }
                '*.DescribeExecution' {
                    if ($sent -notlike "*`"$run`"*") { return 400, '{"__type":"ExecutionDoesNotExist","message":"no such run"}' }
                    return 200, "{$execution,`"input`":`"{}`",`"traceHeader`":`"Root=1-5759e988-bd862e3fe1be46a994272793`"}"
                }
                '*.ListExecutions' { return 200, "{`"executions`":[{$execution}]}" }
                '*.GetExecutionHistory' { return 200, '{"events":[]}' }
                '*.StopExecution' { $state.Enqueue('stop ' + $sent.Contains($run)); return 200, '{"stopDate":1700000060}' }
            }
            if ($path -eq '/Traces') {
                $segment = '{"id":"53995c3f42cd8ad8","name":"films","start_time":1700000000.0,"end_time":1700000060.0,"trace_id":"1-5759e988-bd862e3fe1be46a994272793"}'
                return 200, (@{ Traces = @(@{ Id = '1-5759e988-bd862e3fe1be46a994272793'; Segments = @(@{ Id = '53995c3f42cd8ad8'; Document = $segment }) }) } | ConvertTo-Json -Depth 5)
            }
            if ($target) {
                $page = ($sent | ConvertFrom-Json).nextToken ?? 'first'
                $state.Enqueue("$target $page")
                200, ($page -eq 'third' ? '{}' : $page -eq 'second' ? '{"nextToken":"third"}' : '{"nextToken":"second"}')
            }
        }
        $null = Connect-Personalize -Local -StatePath $state
    }

    AfterAll {
        Stop-StandIn $standIn
        Stop-PersonalizeLocal -StatePath $state
        Disconnect-Personalize
        Remove-Item $folder -Recurse -Force
    }

    It '<Get> takes names, wildcards, ARNs and objects' -ForEach $kinds {
        $all = @(& $Get)
        $record = @($all | Where-Object { -not $Name -or $_.Name -eq $Name -or $_.Name -eq ($Name -replace '/', '-') })[0]
        $text = $Name ?? $record.Name
        $forms = @($text, $record.Arn, $record, [pscustomobject]@{ Arn = $record.Arn }, [pscustomobject]@{ $Property = $record.Arn }, [pscustomobject]@{ Name = $text; Other = 1 })
        # A file with a column that is called like the kind, in the words of the cmdlets and of the API.
        foreach ($column in ($Get -replace '^Get-(Personalize)?'), ($Property -replace 'Arn$')) {
            $forms += [pscustomobject]@{ $column = $text; Other = 1 }, [pscustomobject]@{ Other = 1; $column = $record.Arn }, [pscustomobject]@{ $column = $record }
        }

        foreach ($form in $forms) {
            ($form | & $Get).Arn | Should -Be $record.Arn -Because "$form is piped"
            (& $Get $form).Arn | Should -Be $record.Arn -Because "$form is an argument"
        }

        (& $Get $record.Arn, $record).Arn | Should -Be $record.Arn, $record.Arn
        (& $Get "*$($record.Name.Substring(1))").Arn | Should -Contain $record.Arn
        @(& $Get '*').Count | Should -Be $all.Count
        & $Get 'Nothing*' -ErrorAction Stop | Should -BeNullOrEmpty
        $other = $Get -eq 'Get-Campaign' ? (Get-Solution Taste).Arn : (Get-Campaign Shown).Arn
        $wrong = @(Invoke-Catching { $other | & $Get })[0]
        $wrong.FullyQualifiedErrorId | Should -BeLike 'WrongKind,*'
        $wrong.TargetObject | Should -Be $other
    }

    It '<Get> lists nothing for $null, as of a variable that was never set' -ForEach ($kinds + @{ Get = 'Get-BatchJob' }) {
        $mistakes = @({ & $Get $null }, { $null | & $Get }, { & $Get @($null) })
        foreach ($holder in (Get-Command $Get).Parameters.Keys | Where-Object { $_ -in 'DatasetGroup', 'Solution' }) {
            $arguments = @{ $holder = $null }
            $mistakes += { & $Get @arguments }.GetNewClosure()
        }
        foreach ($mistake in $mistakes) {
            $said = Invoke-Catching $mistake
            @($said)[0].FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentValidationError,*' -Because "$mistake lists all there is"
            $said | Where-Object { $_ -isnot [Management.Automation.ErrorRecord] } | Should -BeNullOrEmpty
        }
    }

    It 'finds names by wildcards as well where i and I are two letters' {
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'tr-TR'
            (Get-PersonalizeDatasetGroup FILM*).Name | Should -Be 'Films'
            (Get-SolutionVersion ALIKE*).Solution | Should -Be 'Alike'
        } finally { [cultureinfo]::CurrentCulture = $culture }
    }

    It '<Get> asks for page after page' -ForEach ($kinds + @{ Get = 'Get-BatchJob' }) {
        $seen.Clear()
        & $Get -Connection StandIn | Should -BeNullOrEmpty
        $lists = @($seen -like '*.List*')
        foreach ($operation in $lists -replace ' .*' | Select-Object -Unique) { $lists.Where({ $_ -like "$operation *" }) -replace '.* ' | Should -Be 'first', 'second', 'third' }
        $lists.Count | Should -BeGreaterThan 2
    }

    It '<Command> gives the same for <Get> as name, ARN and object' -ForEach $readers {
        $record = Invoke-Expression $Get
        function Get-Text($Piped) { Invoke-Expression "`$Piped | $Command" | ConvertTo-Json -Depth 5 }
        $expected = Get-Text $record
        $expected | Should -Not -BeNullOrEmpty
        $property = $record.PSObject.TypeNames[0] -replace '^.*\.' -replace '^BatchRecommendation$', 'BatchInferenceJob'
        $forms = @([pscustomobject]@{ "${property}Arn" = $record.Arn }, [pscustomobject]@{ $property = $record.Name; Other = 1 }, [pscustomobject]@{ $property = $record.Arn })
        # A text is a user or a film where those are taken from the pipeline.
        if ($Command -notlike '*-UserId*' -and $Command -notlike '*-ItemId*') { $forms += @($record.Arn, [pscustomobject]@{ Arn = $record.Arn }) }
        if (-not $NoName) { $forms += @($record.Name, [pscustomobject]@{ Name = $record.Name }) }
        foreach ($form in $forms) { Get-Text $form | Should -Be $expected -Because "$form is piped" }
    }

    It 'changes the same resource whether its name, ARN or object is piped' {
        # What -WhatIf says goes to the host: one shell says it all.
        $lines = foreach ($change in $changes) {
            "`$record = $($change.Get)"
            "`$property = `$record.PSObject.TypeNames[0] -replace '^.*\.' -replace '^Personalize'"
            "`$forms = [ordered]@{ object = `$record; arn = `$record.Arn; property = [pscustomobject]@{ `"`${property}Arn`" = `$record.Arn; Other = 1 } }"
            "`$forms.columnArn = [pscustomobject]@{ Other = 1; `$property = `$record.Arn }"
            "`$forms.column = [pscustomobject]@{ `$property = `$record.Name -replace '^(Films)-', '`$1/' -replace '/items`$', '-items'; Other = 1 }"
            if (-not $change.NoName) { "`$forms.name = `$record.Name -replace '^(Films)-', '`$1/' -replace '/items`$', '-items'" }
            "foreach (`$form in `$forms.Keys) { `"<<$($change.Command -replace '[$"`]', '')|`$form`"; `$forms[`$form] | $($change.Command) -WhatIf -ErrorAction Continue }"
        }
        $output = Invoke-FreshShell "Import-Module '$manifest'; `$null = Connect-Personalize -Local -StatePath '$state'`n$($lines -join "`n")"
        $said = @{}
        foreach ($part in $output -split '<<' | Select-Object -Skip 1) {
            $head, $text = $part -split '\r?\n', 2
            $command, $form = $head -split '\|'
            # Names of jobs hold the time.
            ($said[$command] ??= [ordered]@{})[$form] = ($text -replace '\d{8}-\d{6}-\d+').Trim()
        }

        $said.Count | Should -Be $changes.Count
        foreach ($command in $said.Keys) {
            $said[$command].object | Should -BeLike 'What if: *' -Because $command
            foreach ($form in $said[$command].Keys) { $said[$command][$form] | Should -Be $said[$command].object -Because "$command takes the $form" }
        }
    }

    It '<Command> takes the <Forms> in each form' -ForEach $workflows {
        $stack = Get-PersonalizeStack films -Connection StandIn
        $run = Get-TrainingWorkflow 'arn:aws:states:us-east-1:123456789012:execution:films:first' -Connection StandIn
        $run.Name | Should -Be 'first'
        $seen.Clear()
        $given = if ($Forms -eq 'stack') {
            $stack, 'films', $stack.Arn, [pscustomobject]@{ Stack = 'films' }, [pscustomobject]@{ StackName = 'films'; Other = 1 }, [pscustomobject]@{ Stack = $stack }, [pscustomobject]@{ Arn = $stack.Arn }
        }
        else { $run, $run.Arn, [pscustomobject]@{ ExecutionArn = $run.Arn; Other = 1 }, [pscustomobject]@{ Arn = $run.Arn }, [pscustomobject]@{ Run = $run.Arn } }
        $expected = Invoke-Expression "`$given[0] | $Command -Connection StandIn" | ConvertTo-Json -Depth 5
        $expected | Should -Not -BeNullOrEmpty
        foreach ($form in $given) { Invoke-Expression "`$form | $Command -Connection StandIn" | ConvertTo-Json -Depth 5 | Should -Be $expected -Because "$form is piped" }
        if ($Forms -eq 'stack') { @($seen -like 'stack *') -replace '^stack ' | Should -BeIn 'films', $stack.Arn }
        if ($Command -like 'Stop-*') { @($seen -like 'stop *') | Should -Be (@('stop True') * 6) }
        if ($Command -eq 'Get-TrainingWorkflow') { ($stack | Get-TrainingWorkflow -Connection StandIn).Arn | Should -Be $run.Arn }
    }

    It 'refuses what names another kind, and removes nothing that a row only belongs to' {
        $group = Get-PersonalizeDatasetGroup Films
        $mistakes = @(
            { [pscustomobject]@{ Campaign = 'Taste' } | Get-Solution }
            { [pscustomobject]@{ Campaign = 'Taste' } | Remove-Solution -Confirm:$false }
            { [pscustomobject]@{ Name = 'Taste'; DatasetGroup = 'Films' } | Remove-PersonalizeDatasetGroup -Recurse -Confirm:$false }
        )
        foreach ($mistake in $mistakes) { @(Invoke-Catching $mistake)[0].FullyQualifiedErrorId | Should -BeLike 'WrongKind,*' -Because $mistake }
        # What is recommended tells its campaign, and is none.
        $film = 2 | Get-MovieRecommendation Shown -NumResults 1
        @(Invoke-Catching { $film | Remove-Campaign -Confirm:$false }).Count | Should -Be 1
        (Get-Campaign Shown).Status, (Get-Solution Taste).Status, (Get-PersonalizeDatasetGroup Films).Updated | Should -Be 'ACTIVE', 'ACTIVE', $group.Updated
        # What is made in a row's group has the row's group, whatever the row is called.
        [pscustomobject]@{ Name = 'Taste'; DatasetGroup = 'Films' } | New-Solution InFilms -Recipe aws-sims | ForEach-Object DatasetGroup | Should -Be 'Films'
        $unknown = @(Invoke-Catching { [pscustomobject]@{ Solution = 'Taste'; Campaign = 'Nowhere' } | Get-Campaign })[0]
        $unknown.FullyQualifiedErrorId | Should -BeLike 'DescribeCampaign.ResourceNotFoundException,*'
        $unknown.TargetObject | Should -Be 'Nowhere'
    }

    It 'is shown for each cmdlet that takes a resource from the pipeline' {
        $takers = Get-Command -Module PersonalizeOps -CommandType Cmdlet | Where-Object {
            $_.Parameters.Values | Where-Object { $_.ParameterType.Name -like 'ResourceIdentity*' -and $_.ParameterSets.Values.ValueFromPipeline -contains $true }
        }
        $runs = Get-Command -Module PersonalizeOps -CommandType Cmdlet | Where-Object { $_.Parameters.Values.Aliases -contains 'ExecutionArn' }
        $runs.Count | Should -Be 3
        $takers.Name + $runs.Name | Where-Object { $_ -notin $covered } | Should -BeNullOrEmpty
    }
}
