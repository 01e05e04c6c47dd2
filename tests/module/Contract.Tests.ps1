# What every cmdlet of a family does with the local server: names through the pipeline, unknown names, -WhatIf.
BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../../PersonalizeOps.psd1')
    $commands = Get-Command -Module PersonalizeOps -CommandType Cmdlet
    # Those that take an existing resource as first argument, and what else they must be given.
    $script:named = foreach ($command in $commands) {
        $first = $command.Parameters.Values | Where-Object { $_.ParameterType.Name -in 'ResourceIdentity', 'ResourceIdentity[]' } |
            Where-Object { $_.ParameterSets.Values.ValueFromPipeline -contains $true }
        # Tags and waiting take ARNs of all kinds, New- cmdlets a parent, workflows a stack, which the local server has not: other tests have those.
        if ($first -and $command.Verb -in 'Get', 'Remove', 'Update', 'Start', 'Stop' -and $command.Noun -notin 'PersonalizeTag', 'TrainingWorkflow') { @{ Command = $command.Name } }
    }
    $script:new = ($commands | Where-Object { $_.Verb -eq 'New' -and $_.Parameters.ContainsKey('WhatIf') -and $_.Noun -notin 'SampleDataset', 'PersonalizeStack' }).Name
}

Describe 'Contract' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Common.ps1')
        $folder = New-TestFolder contract
        $state = Join-Path $folder 'state'
        $null = Connect-Personalize -Local -StatePath $state
        $null = ConvertTo-PersonalizeDataset (New-TinyMovieLens (Join-Path $folder 'movies')) -OutputPath (Join-Path $folder 'out') |
            New-PersonalizeImport -DatasetGroup Known -Wait
        $null = New-Solution -Name Known -DatasetGroup Known -Recipe aws-popularity-count -Wait

        # What else a cmdlet must be given to get as far as the service.
        $more = @{
            'Update-PersonalizeDataset' = @{ Schema = 'Known-items' }
            'Update-Solution' = @{ PerformAutoTraining = $true }
            'New-Campaign' = @{ Name = 'Ghost'; Solution = 'arn:aws:personalize:us-east-1:000000000000:solution/Known/0a1b2c3d' }
            'New-EventTracker' = @{ Name = 'Ghost'; DatasetGroup = 'Known' }
            'New-MetricAttribution' = @{ Name = 'Ghost'; DatasetGroup = 'Known'; Metric = @{ Name = 'Views'; EventType = 'watch'; Expression = 'SAMPLECOUNT()' } }
            'New-PersonalizeDataset' = @{ DatasetGroup = 'Known'; DatasetType = 'Users'; Schema = 'Known-items' }
            'New-PersonalizeDatasetGroup' = @{ Name = 'Ghost' }
            'New-PersonalizeExport' = @{ Dataset = 'Known/Items'; OutputUri = 's3://ghost/export' }
            'New-PersonalizeFilter' = @{ Name = 'Ghost'; DatasetGroup = 'Known'; Expression = 'EXCLUDE ItemID WHERE Items.YEAR < 1990' }
            'New-PersonalizeImport' = @{ Path = (Join-Path $folder 'out/items.csv'); DatasetGroup = 'Ghost'; DatasetType = 'Items'; Bucket = 'ghost' }
            'New-PersonalizeSchema' = @{ Name = 'Ghost'; Path = (Join-Path $folder 'out/items.csv'); DatasetType = 'Items' }
            'New-Recommender' = @{ Name = 'Ghost'; DatasetGroup = 'Known'; Recipe = 'aws-vod-top-picks' }
            'New-Solution' = @{ Name = 'Ghost'; DatasetGroup = 'Known'; Recipe = 'aws-popularity-count' }
            'New-SolutionVersion' = @{ Solution = 'Known' }
        }

        function Get-All {
            # Everything there is, as text, to see whether something changed.
            $lists = Get-Command -Module PersonalizeOps -Verb Get | Where-Object {
                for ($type = $_.ImplementingType; $type; $type = $type.BaseType) { if ($type.Name -eq 'GetResourceCmdlet') { return $true } }
            }
            $lists.Count | Should -BeGreaterThan 12
            foreach ($command in $lists) {
                & $command -ErrorAction Stop | ForEach-Object { "$($_.Arn) $($_.Status) $($_.Updated.Ticks)" }
            }
        }
    }

    AfterAll {
        Stop-PersonalizeLocal -StatePath $state
        Disconnect-Personalize
        Remove-Item $folder -Recurse -Force
    }

    It '<Command> reports an unknown name from the pipeline, with id and target' -ForEach $named {
        $arguments = $more[$Command] ?? @{}
        if ((Get-Command $Command).Parameters.ContainsKey('Confirm')) { $arguments = $arguments + @{ Confirm = $false } }
        $name = $Command -like '*-PersonalizeDataset' ? 'Unknown/Items' : $Command -like '*-SolutionVersion' ? 'Unknown/0a1b2c3d' : 'Unknown'
        $record = @(Invoke-Catching { $name | & $Command @arguments })[0]
        $record.FullyQualifiedErrorId | Should -BeLike '*.ResourceNotFoundException,*'
        $record.CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $record.TargetObject | Should -Be $name
    }

    It '<_> changes nothing under -WhatIf' -ForEach $new {
        $arguments = $more[$_]
        $arguments | Should -Not -BeNullOrEmpty -Because 'each New- cmdlet is called with what it needs'
        $before = Get-All
        & $_ @arguments -WhatIf 6>$null
        Get-All | Should -Be $before
    }

    It 'takes a resource as name, ARN and object, by value and by property' {
        $solution = Get-Solution Known
        $solution.Arn | Get-Solution | Select-Object -ExpandProperty Arn | Should -Be $solution.Arn
        $solution | Get-Solution | Select-Object -ExpandProperty Arn | Should -Be $solution.Arn
        [pscustomobject]@{ Name = 'Known' } | Get-Solution | Select-Object -ExpandProperty Arn | Should -Be $solution.Arn
        [pscustomobject]@{ SolutionArn = $solution.Arn; Other = 1 } | Get-Solution | Select-Object -ExpandProperty Arn | Should -Be $solution.Arn
        (Get-PersonalizeDataset Known/items).DatasetType | Should -Be 'Items'
        (Get-PersonalizeDataset Known-items).DatasetType | Should -Be 'Items'
    }

    It 'lists what a piped resource holds' {
        (Get-PersonalizeDatasetGroup Known | Get-Solution).Name | Should -Be 'Known'
        (Get-PersonalizeDatasetGroup Known | Get-PersonalizeDataset).DatasetType | Sort-Object | Should -Be 'Interactions', 'Items'
        @(Get-PersonalizeDataset Known/Items | Get-PersonalizeImport).Count | Should -Be 1
        @(Get-PersonalizeDatasetGroup Known | Get-PersonalizeImport).Count | Should -Be 2
    }

    It 'narrows a list only to what exists, and a name only to where it belongs' {
        $null = New-PersonalizeDatasetGroup Other -Wait
        $lists = Get-Command -Module PersonalizeOps -Verb Get | Where-Object { $_.Parameters.ContainsKey('DatasetGroup') -and $_.Parameters.ContainsKey('Connection') }
        $lists.Count | Should -BeGreaterThan 8
        foreach ($command in $lists) {
            & $command -DatasetGroup Other -ErrorAction Stop | Should -BeNullOrEmpty
            $record = @(Invoke-Catching { & $command -DatasetGroup Nowhere })[0]
            $record.FullyQualifiedErrorId | Should -BeLike 'DescribeDatasetGroup.ResourceNotFoundException,*' -Because $command.Name
            $record.TargetObject | Should -BeLike '*Nowhere'
        }

        foreach ($command in 'Get-Campaign', 'Get-BatchRecommendation', 'Get-BatchSegment', 'Get-BatchJob') {
            & $command -Solution Known -ErrorAction Stop | Should -BeNullOrEmpty
            $record = @(Invoke-Catching { & $command -Solution Nowhere })[0]
            $record.FullyQualifiedErrorId | Should -BeLike '*.ResourceNotFoundException,*' -Because $command
            "$($record.TargetObject)" | Should -BeLike '*Nowhere'
        }

        (Get-Solution Known -DatasetGroup Known).Name | Should -Be 'Known'
        $record = @(Invoke-Catching { Get-Solution Known -DatasetGroup Other })[0]
        $record.FullyQualifiedErrorId | Should -BeLike 'DescribeSolution.ResourceNotFoundException,*'
        $record.TargetObject | Should -Be 'Known'
    }

    It 'lists all, page by page' {
        $document = (Get-PersonalizeSchema Known-items).Schema
        $names = 1..120 | ForEach-Object { "Many-$_" }
        foreach ($name in $names) { $null = New-PersonalizeSchema $name -Schema $document }
        $schemas = Get-PersonalizeSchema Many-* -Verbose 4>&1
        # The service gives at most a hundred at a time.
        @($schemas | Where-Object { "$_" -like 'ListSchemas: *' }).Count | Should -BeGreaterThan 1
        ($schemas | Where-Object Name).Name | Sort-Object | Should -Be ($names | Sort-Object)
        Get-PersonalizeSchema Many-* | Remove-PersonalizeSchema -Confirm:$false
    }

    It 'matches names with wildcards, and nothing is no error' {
        (Get-PersonalizeSchema Known-i*).Name | Sort-Object | Should -Be 'Known-interactions', 'Known-items'
        Get-PersonalizeSchema Nothing* -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'removes nothing that a piped object only belongs to' {
        $null = New-SolutionVersion Known -Wait
        $before = Get-All
        $mistakes = @(
            { Get-Solution Known | Remove-PersonalizeDatasetGroup -Recurse -Confirm:$false }
            { Get-PersonalizeDataset Known/Items | Remove-PersonalizeDatasetGroup -Recurse -Confirm:$false }
            { Get-SolutionVersion Known | Remove-Solution -Confirm:$false }
            { Get-PersonalizeDataset Known/Items | Remove-PersonalizeSchema -Confirm:$false }
            { Get-PersonalizeImport | Remove-PersonalizeDataset -Confirm:$false }
        )
        foreach ($mistake in $mistakes) {
            $records = @(Invoke-Catching $mistake)
            $records.Count | Should -BeGreaterThan 0
            $records.FullyQualifiedErrorId | Should -BeLike 'WrongKind,*' -Because $mistake
            $records[0].CategoryInfo.Category | Should -Be 'InvalidArgument'
            $records[0].ErrorDetails.RecommendedAction | Should -BeLike 'Get-*'
        }

        Get-All | Should -Be $before
    }

    It 'removes, and waits until it is gone' {
        $null = New-PersonalizeSchema Doomed -Path (Join-Path $folder 'out/items.csv') -DatasetType Items
        Remove-PersonalizeSchema Doomed -Wait -Confirm:$false
        @(Get-PersonalizeSchema).Name | Should -Not -Contain 'Doomed'
    }
}
