# Schemas inferred from CSV files.
Describe 'New-PersonalizeSchema' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Common.ps1')
        $folder = New-TestFolder schema
        $state = Join-Path $folder 'state'
        $null = Connect-Personalize -Local -StatePath $state
        $items = Join-Path $folder 'items.csv'
        $prose = 'A long text about a film that tells the whole story from the beginning to the very end'
        Set-Content $items (@('ITEM_ID,TITLE,GENRES,YEAR,PRICE,ACTIVE,PLOT,CREATION_TIMESTAMP') +
            (1..50 | ForEach-Object { "$_,Title $_,$($_ % 2 ? 'Comedy|Drama' : 'Horror'),$($_ % 5 ? 1960 + $_ : ''),$_.5,true,$prose $_,$(1600000000 + $_)" }))
    }

    AfterAll {
        Stop-PersonalizeLocal -StatePath $state
        Disconnect-Personalize
        Remove-Item $folder -Recurse -Force
    }

    It 'chooses types by name and by value, and says why' {
        $schema = New-PersonalizeSchema Films $items -DatasetType Items
        $types = @{}
        foreach ($column in $schema.Column) { $types[$column.Name] = $column }
        $types.ITEM_ID.Type | Should -Be 'string'
        $types.TITLE.Categorical | Should -BeFalse
        $types.GENRES.Categorical | Should -BeTrue
        $types.YEAR.Type | Should -Be 'null|int'
        $types.YEAR.Reason | Should -BeLike '*10 of 50 rows are empty*'
        $types.PRICE.Type | Should -Be 'float'
        $types.PLOT.Textual | Should -BeTrue
        $types.CREATION_TIMESTAMP.Type | Should -Be 'long'
        $schema.Column.Reason | Where-Object { -not $_ } | Should -BeNullOrEmpty
    }

    It 'tells by the name what the file holds' {
        (New-PersonalizeSchema Told $items).Schema | ConvertFrom-Json | Select-Object -ExpandProperty name | Should -Be 'Items'
        Copy-Item $items ($other = Join-Path $folder 'other.csv')
        @(Invoke-Catching { New-PersonalizeSchema Untold $other })[0].FullyQualifiedErrorId | Should -BeLike 'DatasetTypeRequired,*'
    }

    It 'shows its reasons before it makes anything, and with -Verbose' {
        $plan = Invoke-FreshShell "Import-Module '$manifest'; `$null = Connect-Personalize -Local -StatePath '$state'; New-PersonalizeSchema Planned '$items' -DatasetType Items -WhatIf"
        $plan | Should -Match 'ITEM_ID string: required of Items'
        $plan | Should -Match 'YEAR null\|int: .*10 of 50 rows are empty'
        (Get-PersonalizeSchema).Name | Should -Not -Contain 'Planned'
        $said = New-PersonalizeSchema Said $items -DatasetType Items -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] }
        $said.Message | Where-Object { $_ -match 'GENRES string, categorical: ' } | Should -Not -BeNullOrEmpty
    }

    It 'makes a schema that the file can be imported with' {
        # TITLE hardly repeats and ACTIVE is a text: what counts is that the service takes it.
        $null = New-PersonalizeDatasetGroup Films -Wait
        New-PersonalizeDataset Films Items -Schema Films -Wait | Select-Object -ExpandProperty Status | Should -Be 'ACTIVE'
        New-PersonalizeImport $items -DatasetGroup Films -DatasetType Items -Wait | Select-Object -ExpandProperty Status | Should -Be 'ACTIVE'
    }

    It 'refuses a file without a required column, an empty one, and a ragged one' {
        $bad = Join-Path $folder 'bad.csv'
        Set-Content $bad 'USER_ID,ITEM_ID', '1,2'
        $record = @(Invoke-Catching { New-PersonalizeSchema Bad $bad Interactions })[0]
        $record.FullyQualifiedErrorId | Should -BeLike 'InvalidSchema,*'
        $record.Exception.Message | Should -BeLike '*bad.csv*TIMESTAMP*'
        $record.ErrorDetails.RecommendedAction | Should -BeLike '*Test-PersonalizeDataset*'
        Set-Content $bad 'USER_ID,ITEM_ID,TIMESTAMP'
        @(Invoke-Catching { New-PersonalizeSchema Bad $bad Interactions })[0].Exception.Message | Should -BeLike '*no rows*'
        Set-Content $bad 'USER_ID,ITEM_ID,TIMESTAMP', '1,2,3', '1,2'
        @(Invoke-Catching { New-PersonalizeSchema Bad $bad Interactions })[0].Exception.Message | Should -BeLike '*line 3*'
        @(Get-PersonalizeSchema).Name | Should -Not -Contain 'Bad'
    }

    It 'takes an Avro document' {
        $file = Join-Path $folder 'users.schema.json'
        Set-Content $file '{"type":"record","name":"Users","namespace":"com.amazonaws.personalize.schema","fields":[{"name":"USER_ID","type":"string"},{"name":"AGE","type":"int"}],"version":"1.0"}'
        (New-PersonalizeSchema Viewers $file).Column.Name | Should -Be 'USER_ID', 'AGE'
        (New-PersonalizeSchema Viewers2 -Schema (Get-Content $file -Raw)).Column.Name | Should -Be 'USER_ID', 'AGE'
    }
}
