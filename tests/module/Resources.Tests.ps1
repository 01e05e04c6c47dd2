# What families do beyond the contract: tags, updates, exports, deletion of users, metric attributions, recommenders.
BeforeDiscovery { $script:hasPython = [bool](Get-Command python3 -ErrorAction Ignore) }

Describe 'Resources' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Common.ps1')
        $folder = New-TestFolder resources
        $state = Join-Path $folder 'state'
        $null = Connect-Personalize -Local -StatePath $state
        $null = ConvertTo-PersonalizeDataset (New-TinyMovieLens (Join-Path $folder 'movies')) -OutputPath (Join-Path $folder 'out') |
            New-PersonalizeImport -DatasetGroup Films -Wait
        $first = New-Solution Popular -DatasetGroup Films -Recipe aws-popularity-count -Tag @{ team = 'films' } | New-SolutionVersion -Wait
        $null = New-Campaign Popular Popular -Wait
    }

    AfterAll {
        Stop-PersonalizeLocal -StatePath $state
        Disconnect-Personalize
        Remove-Item $folder -Recurse -Force
    }

    It 'removes one resource, refuses what others hang on with the reason of the service, and goes on: <Kind>' -ForEach @(
        @{ Kind = 'Solution'; Make = { New-Solution Spare -DatasetGroup Films -Recipe aws-sims -Wait }; Get = { Get-Solution }; Held = 'Popular'; Remove = { $args | Remove-Solution -Wait -Confirm:$false -ErrorAction Continue } }
        @{ Kind = 'Dataset'; Make = { New-PersonalizeDataset Spare Users -Schema (New-PersonalizeSchema SpareUsers -Schema $userSchema) -Wait }
            Before = { $null = New-PersonalizeDatasetGroup Spare -Wait }; Get = { Get-PersonalizeDataset }; Held = 'Films/Interactions'; Spare = 'Spare/Users'
            Remove = { $args | Remove-PersonalizeDataset -Wait -Confirm:$false -ErrorAction Continue } }
        @{ Kind = 'Filter'; Make = { New-PersonalizeFilter Spare Films 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("watch")' -Wait }; Get = { Get-PersonalizeFilter }
            Remove = { $args | Remove-PersonalizeFilter -Wait -Confirm:$false -ErrorAction Continue } }
        @{ Kind = 'EventTracker'; Make = { New-EventTracker Spare Films -Wait }; Get = { Get-EventTracker }; Remove = { $args | Remove-EventTracker -Wait -Confirm:$false -ErrorAction Continue } }
    ) {
        $userSchema = '{"type":"record","name":"Users","namespace":"com.amazonaws.personalize.schema","fields":[{"name":"USER_ID","type":"string"},{"name":"AGE","type":"int"}],"version":"1.0"}'
        if ($Before) { & $Before }
        $null = & $Make
        $spare = $Spare ?? 'Spare'
        $before = @(& $Get).Count
        $names = @('Unknown') + @($Held | Where-Object { $_ }) + $spare
        $said = & $Remove @names 2>&1
        @(& $Get).Count | Should -Be ($before - 1)
        $records = @($said | Where-Object { $_ -is [Management.Automation.ErrorRecord] })
        $records[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $records[0].TargetObject | Should -Be 'Unknown'
        if ($Held) {
            $records[1].CategoryInfo.Category | Should -Be 'ResourceBusy'
            $records[1].FullyQualifiedErrorId | Should -BeLike '*ResourceInUseException,*'
        }
        $records.Count | Should -Be ($Held ? 2 : 1)
    }

    It 'shows campaigns that do not serve' -Skip:(-not $hasPython) {
        Get-Campaign | Where-Object Status -NE ACTIVE | Should -BeNullOrEmpty
        $null = New-Campaign Broken Popular -Wait
        $null = Edit-LocalState $state "UPDATE resource SET status = 'CREATE FAILED', failure_reason = 'No capacity.' WHERE kind = 'campaign' AND name = 'Broken'"
        $broken = Get-Campaign | Where-Object Status -NE ACTIVE
        $broken.Name | Should -Be 'Broken'
        $broken.FailureReason | Should -Be 'No capacity.'
        $broken | Remove-Campaign -Wait -Confirm:$false
        (Get-Campaign).Name | Should -Be 'Popular'
    }

    It 'adds, shows and removes tags' {
        (Get-Solution Popular | Get-PersonalizeTag).Key | Should -Be 'team'
        Get-Solution Popular | Add-PersonalizeTag -Tag @{ stage = 'test'; team = 'series' }
        $tags = Get-PersonalizeTag (Get-Solution Popular).Arn
        ($tags | Sort-Object Key).Value | Should -Be 'test', 'series'
        Get-Solution Popular | Remove-PersonalizeTag -Key stage, team -WhatIf
        Get-Solution Popular | Remove-PersonalizeTag -Key stage -Confirm:$false
        (Get-Solution Popular | Get-PersonalizeTag).Key | Should -Be 'team'
        @(Invoke-Catching { Get-PersonalizeTag Popular })[0].FullyQualifiedErrorId | Should -BeLike 'ArnRequired,*'
    }

    It 'deploys the newest version in a campaign that exists, and keeps its other settings' {
        $null = Update-Campaign Popular -MinProvisionedTPS 3 -Wait
        $second = New-SolutionVersion Popular -Wait
        Update-Campaign Popular -Latest -WhatIf
        (Get-Campaign Popular).SolutionVersionArn | Should -Be $first.Arn
        Update-Campaign Popular -Latest -Wait | Should -BeNullOrEmpty
        $campaign = Get-Campaign Popular
        $campaign.SolutionVersionArn | Should -Be $second.Arn
        $campaign.MinProvisionedTps | Should -Be 3
        $campaign.UpdateStatus | Should -Be 'ACTIVE'
        (Update-Campaign Popular $first -PassThru -Wait).Version | Should -Be $first.Version
        @(Invoke-Catching { Update-Campaign Unknown -MinProvisionedTPS 1 })[0].TargetObject | Should -Be 'Unknown'
    }

    It 'switches automatic training on and off' {
        Update-Solution Popular -PerformAutoTraining -TrainingInterval 3 -Wait
        (Get-Solution Popular).PerformAutoTraining | Should -BeTrue
        Get-Solution | Where-Object PerformAutoTraining | Update-Solution -PerformAutoTraining:$false -Wait
        (Get-Solution Popular).PerformAutoTraining | Should -BeFalse
    }

    It 'refuses event weights with a key that is not known' {
        $record = @(Invoke-Catching { Update-Solution Popular -EventWeight @{ EventType = 'watch'; Wait = 1 } })[0]
        $record.FullyQualifiedErrorId | Should -BeLike 'UnknownKey,*'
        $record.Exception.Message | Should -BeLike '*Weight*'
    }

    It 'gives a dataset another schema' {
        $avro = (Get-PersonalizeDataset Films/Items | Get-PersonalizeSchema).Schema | ConvertFrom-Json -AsHashtable
        $avro.fields += @{ name = 'STUDIO'; type = 'null', 'string'; categorical = $true }
        $null = New-PersonalizeSchema Films2 -Schema ($avro | ConvertTo-Json -Depth 9)
        Update-PersonalizeDataset Films/Items Films2 -Wait
        (Get-PersonalizeDataset Films/Items).Schema | Should -Be 'Films2'
    }

    It 'imports all datasets of a group with a name of the greatest length' {
        $long = 'L' * 63
        $imports = ConvertTo-PersonalizeDataset (Join-Path $folder 'movies') -OutputPath (Join-Path $folder 'long') | New-PersonalizeImport -DatasetGroup $long -Wait
        $imports.Status | Should -Be 'ACTIVE', 'ACTIVE'
        (Get-PersonalizeSchema L*).Name | Sort-Object | Should -Be "$('L' * 50)-interactions", "$('L' * 57)-items"
        Remove-PersonalizeDatasetGroup $long -Recurse -IncludeSchema -Confirm:$false
    }

    It 'tells by the schema, else by the name, what a file holds that is imported' {
        $copy = Join-Path $folder 'told'
        $null = New-Item -ItemType Directory $copy
        $out = Join-Path $folder 'out'
        Copy-Item (Join-Path $out items.csv) (Join-Path $copy films.csv)
        Copy-Item (Join-Path $out items.schema.json) (Join-Path $copy films.schema.json)
        Copy-Item (Join-Path $out items.csv) (Join-Path $copy my-items-2026.csv)
        Copy-Item (Join-Path $out items.csv) (Join-Path $copy unknown.csv)
        (New-PersonalizeImport (Join-Path $copy films.csv) -DatasetGroup Told -Wait).DatasetType | Should -Be 'Items'
        (New-PersonalizeImport (Join-Path $copy unknown.csv) -DatasetGroup Told -SchemaPath (Join-Path $copy films.schema.json) -Wait).DatasetType | Should -Be 'Items'
        $import = Get-Item (Join-Path $copy my-items-2026.csv) | New-PersonalizeImport -DatasetGroup Told -Wait
        $import.DatasetType, $import.Status | Should -Be 'Items', 'ACTIVE'
        (New-PersonalizeImport $import.DataLocation -DatasetGroup Told -Wait).DatasetType | Should -Be 'Items'
        $record = @(Invoke-Catching { New-PersonalizeImport (Join-Path $copy unknown.csv) -DatasetGroup Told })[0]
        $record.FullyQualifiedErrorId | Should -BeLike 'DatasetTypeUnknown,*'
        $record.ErrorDetails.RecommendedAction | Should -BeLike '*-DatasetType*'
        @(Invoke-Catching { New-PersonalizeImport (Join-Path $copy none.csv) -DatasetGroup Told })[0].FullyQualifiedErrorId | Should -BeLike 'FileNotFound,*'
        Remove-PersonalizeDatasetGroup Told -Recurse -IncludeSchema -Confirm:$false
    }

    It 'imports the files that a wildcard matches, and those whose names only look like one' {
        $files = Join-Path $folder 'match[1]'
        $null = ConvertTo-PersonalizeDataset (Join-Path $folder 'movies') -OutputPath $files
        $imports = New-PersonalizeImport "$([WildcardPattern]::Escape($files))/i*.csv" -DatasetGroup Matched -Wait
        $imports.DatasetType | Should -Be 'Interactions', 'Items'
        $imports.Status | Should -Be 'ACTIVE', 'ACTIVE'
        (New-PersonalizeImport (Join-Path $files 'items.csv') -DatasetGroup Matched -Wait).Status | Should -Be 'ACTIVE'
        $record = @(Invoke-Catching { New-PersonalizeImport (Join-Path $folder 'nothing*.csv') -DatasetGroup Matched })[0]
        $record.FullyQualifiedErrorId | Should -BeLike 'FileNotFound,*'
        $record.ErrorDetails.RecommendedAction | Should -Be 'Check the path.'
    }

    It 'refuses a wildcard whose files would replace each other' {
        $files = New-Item (Join-Path $folder 'parts') -ItemType Directory
        foreach ($part in 1, 2) { Copy-Item (Join-Path $folder 'out/items.csv') (Join-Path $files "items-$part.csv") }
        $arguments = @{ Path = "$files/items-*.csv"; DatasetGroup = 'Parts'; DatasetType = 'Items'; SchemaPath = (Join-Path $folder 'out/items.schema.json') }
        $record = @(Invoke-Catching { New-PersonalizeImport @arguments })[0]
        $record.FullyQualifiedErrorId | Should -BeLike 'FilesReplaceEachOther,*'
        $record.ErrorDetails.RecommendedAction | Should -BeLike '*INCREMENTAL*'
        Get-PersonalizeDatasetGroup Parts* | Should -BeNullOrEmpty
    }

    It 'takes back records that were in a file or come from a job' {
        $copies = {
            $path = Join-Path $folder 'records.xml'
            $args[0] | Export-Clixml $path
            Import-Clixml $path
        }
        $data = & $copies (ConvertTo-PersonalizeDataset (Join-Path $folder 'movies') -OutputPath (Join-Path $folder 'copied'))
        ($data | New-PersonalizeImport -DatasetGroup Copied -Wait -ErrorAction Stop).DatasetType | Should -Be 'Interactions', 'Items'
        ($data | Test-PersonalizeDataset -Summary -ErrorAction Stop).DatasetType | Should -Be 'Interactions', 'Items'
        ($data | Measure-PersonalizeCost -ErrorAction Stop).Kind | Should -Be 'Import', 'Import', 'Training', 'Campaign', 'Total'
        $published = $data | Publish-PersonalizeDataset -Prefix copied -ErrorAction Stop
        $published.Count | Should -Be 4
        (& $copies $published | New-PersonalizeImport -DatasetGroup Copied -Wait -ErrorAction Stop).DatasetType | Should -Be 'Interactions', 'Items'
        $costs = Get-Solution Popular | Measure-PersonalizeCost
        (& $copies (Get-Solution Popular) | Measure-PersonalizeCost -ErrorAction Stop).Kind | Should -Be $costs.Kind
        (& $copies (Get-PersonalizeDatasetGroup Films) | Measure-PersonalizeCost -ErrorAction Stop)[0].Kind | Should -Be 'Import'
    }

    It 'says that nothing trains when nothing does' {
        @(Invoke-Catching { Stop-SolutionVersion Popular })[0].FullyQualifiedErrorId | Should -BeLike 'NothingInTraining,*'
    }

    It 'exports a dataset to S3' {
        $job = New-PersonalizeExport Films/Interactions -IngestionMode BULK -Wait
        $job.Status | Should -Be 'ACTIVE'
        $job.OutputUri | Should -BeLike 's3://*/export/*'
        (Get-PersonalizeExport -DatasetGroup Films).Arn | Should -Be $job.Arn
    }

    It 'deletes users, after asking' {
        '1', '2' | Start-DataDeletion Films -WhatIf
        @(Get-DataDeletion).Count | Should -Be 0
        $job = '1', '2' | Start-DataDeletion Films -Wait -Confirm:$false
        $job.Status | Should -Be 'COMPLETED'
        $job.NumDeleted | Should -BeGreaterThan 0
    }

    It 'takes no file for a user to delete' {
        foreach ($file in './users.csv', 's3://bucket/users') {
            @(Invoke-Catching { Start-DataDeletion Films $file -Confirm:$false })[0].FullyQualifiedErrorId | Should -BeLike 'UserIsFile,*'
        }
    }

    It 'makes and changes a metric attribution' {
        $views = @{ Name = 'Views'; EventType = 'rating'; Expression = 'SAMPLECOUNT()' }
        $null = New-MetricAttribution Impact Films -Metric $views -OutputUri 's3://reports/impact' -Wait
        (Get-MetricAttribution Impact).Metric.Name | Should -Be 'Views'
        Update-MetricAttribution Impact -AddMetric @{ Name = 'Likes'; EventType = 'like'; Expression = 'SAMPLECOUNT()' } -RemoveMetric Views -Wait
        (Get-MetricAttribution Impact).Metric.Name | Should -Be 'Likes'
        @(Invoke-Catching { New-MetricAttribution Other Films -Metric @{ Name = 'Views' } })[0].FullyQualifiedErrorId | Should -BeLike 'MissingKey,*'
        Remove-MetricAttribution Impact -Wait -Confirm:$false
        @(Get-MetricAttribution).Count | Should -Be 0
    }

    It 'lists recipes, those of a domain, and their settings' {
        $recipe = Get-PersonalizeRecipe aws-user-personalization
        $recipe.RecipeType | Should -Be 'USER_PERSONALIZATION'
        $recipe.Description | Should -Not -BeNullOrEmpty
        $useCases = Get-PersonalizeRecipe -Domain VIDEO_ON_DEMAND
        $useCases.Domain | Sort-Object -Unique | Should -Be 'VIDEO_ON_DEMAND'
    }

    It 'serves, stops and starts a recommender' {
        $csv = Join-Path $folder 'watched.csv'
        $rows = foreach ($user in 1..60) { foreach ($step in 0..24) { "$user,$(($user * 7 + $step * 11) % 40),$(1600000000 + $user * 1000 + $step * 60),Watch" } }
        Set-Content $csv (@('USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE') + $rows)
        $null = New-PersonalizeDatasetGroup Streaming -Domain VIDEO_ON_DEMAND -Wait
        $schema = New-PersonalizeSchema Watched $csv Interactions -Domain VIDEO_ON_DEMAND
        $null = New-PersonalizeDataset Streaming Interactions $schema -Wait
        (New-PersonalizeImport $csv -DatasetGroup Streaming -DatasetType Interactions -Wait).Status | Should -Be 'ACTIVE'
        $recommender = New-Recommender TopPicks Streaming aws-vod-most-popular -Wait
        $recommender.Status | Should -Be 'ACTIVE'
        @(5 | Get-MovieRecommendation -Recommender TopPicks -NumResults 4 -WarningAction SilentlyContinue).Count | Should -Be 4
        $films = Get-Recommender TopPicks | Get-MovieRecommendation -UserId 5, 6 -NumResults 2 -WarningAction SilentlyContinue
        $films.UserId | Should -Be '5', '5', '6', '6'
        $films.Campaign | Select-Object -Unique | Should -Be 'TopPicks'
        Update-Recommender TopPicks -MinRequestsPerSecond 2 -Wait
        (Get-Recommender TopPicks).MinRequestsPerSecond | Should -Be 2
        (Stop-Recommender TopPicks -Wait -PassThru).Status | Should -Be 'INACTIVE'
        (Start-Recommender TopPicks -Wait -PassThru).Status | Should -Be 'ACTIVE'
        Remove-Recommender TopPicks -Wait -Confirm:$false
        @(Get-Recommender).Count | Should -Be 0
    }
}
