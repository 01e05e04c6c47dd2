# The data doctor: findings, reports, CI, and that the local server's import judges the same.
BeforeDiscovery {
    $script:faulty = @(
        @{ Name = 'milliseconds'; Line = 'u1,i1,1600000000000,watch,1'; Code = 'TimestampInMilliseconds' }
        @{ Name = 'a date'; Line = 'u1,i1,2020-09-13,watch,1'; Code = 'NotANumber' }
        @{ Name = 'a fraction of a second'; Line = 'u1,i1,1600000000.5,watch,1'; Code = 'NotAnInteger' }
        @{ Name = 'an empty id'; Line = ',i1,1600000000,watch,1'; Code = 'NullNotAllowed' }
        @{ Name = 'a missing field'; Line = 'u1,i1,1600000000,watch'; Code = 'WrongFieldCount' }
        @{ Name = 'a stray quote'; Line = 'u"1,i1,1600000000,watch,1'; Code = 'MalformedQuotes' }
        @{ Name = 'an id that is too long'; Line = "$('u' * 257),i1,1600000000,watch,1"; Code = 'TooLong' }
    )
}

Describe 'Test-PersonalizeDataset' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Common.ps1')
        $folder = New-TestFolder doctor
        $state = Join-Path $folder 'state'
        $header = 'USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE'
        $sound = 0..1199 | ForEach-Object { "u$($_ % 60),i$($_ % 40),$(1600000000 + $_ * 60),watch,$($_ % 5)" }
        $converted = ConvertTo-PersonalizeDataset (New-TinyMovieLens (Join-Path $folder 'movies')) -OutputPath (Join-Path $folder 'out')

        function New-Csv([string] $Name, [string[]] $Lines) {
            $path = Join-Path $folder $Name
            $null = New-Item (Split-Path $path) -ItemType Directory -Force
            Set-Content $path $Lines
            $path
        }
    }

    AfterAll {
        Get-PersonalizeConnection | Where-Object Name -EQ doctor | ForEach-Object { Disconnect-Personalize $_ }
        Remove-Item $folder -Recurse -Force
    }

    Context 'without a connection' {
        It 'gives a finding for each kind of fault, with rows, count, message and advice' {
            $lines = $sound + (1..15 | ForEach-Object { "u1,i1,1600000000000,watch,$_" }) + 'u1,i1,1600000000,watch,good'
            $findings = Test-PersonalizeDataset (New-Csv 'kinds/interactions.csv' (@($header) + $lines)) -MaxFindings 3
            $findings[0].GetType().FullName | Should -Be 'PersonalizeOps.Records.DatasetFinding'
            $errors = @($findings | Where-Object Severity -EQ Error)
            $errors.Code | Should -Be 'TimestampInMilliseconds', 'NotANumber'
            $errors[0].Count | Should -Be 15
            $errors[0].Column | Should -Be 'TIMESTAMP'
            $errors[0].Row | Should -Be 1202
            $errors[0].Rows | Should -Be 1202, 1203, 1204
            $errors[0].Examples[2] | Should -BeLike "row 1204: '1600000000000'*milliseconds*"
            $errors[0].Advice | Should -BeLike '*divide by 1000*'
            @($findings | Where-Object Severity -EQ Information).Code | Should -Contain 'Density'
            "$($findings[-1].Severity)" | Should -Be 'Information'
        }

        It 'finds <Name>, which no schema fits' -ForEach @(
            @{ Name = 'another separator'; Text = "USER_ID;ITEM_ID;TIMESTAMP`n1;2;1600000000`n"; Code = 'MissingColumn'; Advice = '*write commas*' }
            @{ Name = 'UTF-16'; Text = "USER_ID,ITEM_ID,TIMESTAMP`n1,2,1600000000`n"; Encoding = 'unicode'; Code = 'NotUtf8'; Advice = '*UTF-8*' }
            @{ Name = 'no text at all'; Text = "$([char]0xE0)`t$([char]7)`u{85}=x`n"; Encoding = 'latin1'; Code = 'NotUtf8'; Advice = '*UTF-8*' }
        ) {
            $path = Join-Path $folder 'unfit.csv'
            Set-Content $path $Text -Encoding ($Encoding ?? 'utf8') -NoNewline
            $findings = Test-PersonalizeDataset $path -DatasetType Interactions -ErrorAction Stop
            @($findings | Where-Object Severity -EQ Error).Code | Should -Contain $Code
            $findings.Advice | Where-Object { $_ -like $Advice } | Should -Not -BeNullOrEmpty
        }

        It 'checks what ConvertTo-PersonalizeDataset emits, interactions and items together' {
            $findings = $converted | Test-PersonalizeDataset
            $findings | Where-Object Severity -NE Information | Should -BeNullOrEmpty
            $cold = $findings | Where-Object Code -EQ ColdItems
            $cold.Count | Should -Be 1
            $cold.File | Should -Be $converted.ItemsPath
            ($converted | Test-PersonalizeDataset -Summary).DatasetType | Should -Be 'Interactions', 'Items'
        }

        It 'writes numbers the same in every culture' {
            # The fault comes after the rows from which the type of its column is guessed, which the advice counts.
            $lines = @($sound -replace '$', ',1') + 'u1,i1,1600000000,watch,1,good'
            $path = New-Csv 'culture/interactions.csv' (@("$header,SCORE") + $lines)
            $culture = [cultureinfo]::CurrentCulture
            try {
                [cultureinfo]::CurrentCulture = 'de-DE'
                $findings = Test-PersonalizeDataset $path
            } finally { [cultureinfo]::CurrentCulture = $culture }
            @($findings).Message -join ' ' | Should -MatchExactly 'Gini 0\.\d\d'
            @($findings).Advice -join ' ' | Should -MatchExactly 'the first 1,000 rows'
        }

        It 'writes dates of the calendar of the data in every culture' {
            $future = New-Csv 'calendar/interactions.csv' (@($header) + @($sound) + 'u1,i1,9900000000,watch,1', 'u1,i1,100000000,watch,1')
            $culture = [cultureinfo]::CurrentCulture
            try {
                foreach ($name in 'ar-SA', 'fa-IR', 'th-TH') {
                    [cultureinfo]::CurrentCulture = $name
                    $findings = Test-PersonalizeDataset $converted.InteractionsPath
                    ($findings | Where-Object Code -EQ Activity).Message | Should -BeLike '2020-09-13 to 2020-09-14 *'
                    $examples = (Test-PersonalizeDataset $future | Where-Object Code -In TimestampInFuture, TimestampImplausible | ConvertTo-Json)
                    $examples | Should -BeLike '*(2283-09-20)*'
                    $examples | Should -BeLike '*(1973-03-03)*'
                }
            } finally { [cultureinfo]::CurrentCulture = $culture }
        }

        It 'takes files, folders and wildcards, by value and by property' {
            $reports = Get-ChildItem $converted.OutputPath -Filter *.csv | Test-PersonalizeDataset -Summary
            $reports.DatasetType | Should -Be 'Interactions', 'Items'
            (Test-PersonalizeDataset (Join-Path $converted.OutputPath '*.csv') -Summary).DatasetType | Should -Be 'Interactions', 'Items'
            (Test-PersonalizeDataset $converted.OutputPath, $converted.ItemsPath -Summary).DatasetType | Should -Be 'Interactions', 'Items', 'Items'
            ([pscustomobject]@{ Path = $converted.ItemsPath } | Test-PersonalizeDataset -Summary).Rows | Should -Be 61
        }

        It 'reports what a file consists of' {
            $report = Test-PersonalizeDataset $converted.InteractionsPath -Summary
            $report.IsValid | Should -BeTrue
            $report.Rows | Should -Be $converted.Interactions
            $report.Users | Should -Be 120
            $report.Items | Should -Be 60
            $report.Bytes | Should -Be (Get-Item $converted.InteractionsPath).Length
            $report.First | Should -Be ([datetimeoffset]::FromUnixTimeSeconds(1600001000).LocalDateTime)
            $report.Schema | Should -Be (Get-Content $converted.InteractionsSchemaPath -Raw)
            $report.Findings.Code | Should -Contain 'LongTail'
        }

        It 'takes a schema as file and as text, and the one beside the data' {
            $text = '{"type":"record","name":"Items","fields":[{"name":"ITEM_ID","type":"string"},{"name":"YEAR","type":"int"}]}'
            $items = New-Csv 'beside/items.csv' 'ITEM_ID,YEAR,SIZE', '1,1999,2', '2,,3'
            Test-PersonalizeDataset $items | Where-Object Severity -EQ Error | Should -BeNullOrEmpty
            (Test-PersonalizeDataset $items -Schema $text | Where-Object Severity -EQ Error).Code | Should -Be 'NullNotAllowed'
            $null = New-Csv 'elsewhere.json' $text
            (Test-PersonalizeDataset $items -Schema (Join-Path $folder 'elsewhere.json') | Where-Object Severity -EQ Error).Row | Should -Be 3
            $null = New-Csv 'beside/items.schema.json' $text
            (Test-PersonalizeDataset $items | Where-Object Severity -EQ Error).Column | Should -Be 'YEAR'
            (Test-PersonalizeDataset $items | Where-Object Severity -EQ Warning).Column | Should -Be 'SIZE'
        }

        It 'warns of a recipe that nobody knows, whose needs it cannot check' {
            $null = Test-PersonalizeDataset $converted.ItemsPath -Recipe aws-semantic-similarty -WarningVariable said -WarningAction SilentlyContinue
            $said | Should -BeLike '*no recipe aws-semantic-similarty*'
            $null = Test-PersonalizeDataset $converted.ItemsPath -Recipe aws-semantic-similarity -WarningVariable said
            $said | Should -BeNullOrEmpty
        }

        It 'reports a wildcard that matches nothing and a drive that is not there, and goes on' {
            $paths = (Join-Path $folder 'nothing*.csv'), 'nowhere:/items.csv', $converted.ItemsPath
            $reports = Test-PersonalizeDataset $paths -Summary -ErrorAction SilentlyContinue -ErrorVariable problems
            $reports.DatasetType | Should -Be 'Items'
            $problems.FullyQualifiedErrorId | Should -BeLike 'FileNotFound,*'
            $problems.TargetObject | Should -Be $paths[0, 1]
            $problems.ErrorDetails.RecommendedAction | Should -Be 'Check the path.', 'Check the path.'
        }

        It 'goes on with the other inputs after a bad one' {
            $errors = $null
            $reports = 'nothing.csv', (New-Csv 'odd.csv' 'a,b', '1,2'), $converted.ItemsPath |
                Test-PersonalizeDataset -Summary -ErrorAction SilentlyContinue -ErrorVariable errors
            $reports.DatasetType | Should -Be 'Items'
            $errors.FullyQualifiedErrorId | Should -Be 'FileNotFound,PersonalizeOps.Commands.Datasets.TestPersonalizeDatasetCommand',
                'InvalidSchema,PersonalizeOps.Commands.Datasets.TestPersonalizeDatasetCommand'
            $errors[0].TargetObject | Should -BeLike '*nothing.csv'
            (Test-PersonalizeDataset $converted.OutputPath -DatasetType Items -Summary).DatasetType | Should -Be 'Items'
            $record = @(Invoke-Catching { Test-PersonalizeDataset (Join-Path $folder 'movies') })[0]
            $record.FullyQualifiedErrorId | Should -BeLike 'DatasetNotFound,*'
        }

        It 'makes what a recipe needs an error' {
            $crowd = New-Csv 'crowd/interactions.csv' (@($header) + (0..1199 | ForEach-Object { "u$_,i,$(1600000000 + $_),watch,1" }))
            (Test-PersonalizeDataset $crowd | Where-Object Code -EQ TooFewUsers).Severity | Should -Be 'Warning'
            (Test-PersonalizeDataset $crowd -Recipe aws-sims | Where-Object Code -EQ TooFewUsers).Severity | Should -Be 'Error'
            (Test-PersonalizeDataset $crowd -Recipe aws-item-attribute-affinity).Code | Should -Contain 'MissingDataset'
        }

        It 'writes an error under -Strict after all findings, also for warnings' {
            $padded = New-Csv 'padded/interactions.csv' (@($header) + $sound + ' u1,i1,1600000000,watch,1')
            $errors = $null
            $reports = Test-PersonalizeDataset $padded, $converted.ItemsPath -Summary -Strict -ErrorAction SilentlyContinue -ErrorVariable errors
            $reports.Count | Should -Be 2
            @($errors).Count | Should -Be 1
            $errors[0].FullyQualifiedErrorId | Should -BeLike 'DatasetNotSound,*'
            $errors[0].TargetObject | Should -Be $padded
            $errors[0].Exception.Message | Should -BeLike '*1 warning*PaddedId at row 1202*'
            { Test-PersonalizeDataset $padded -Strict -ErrorAction Stop } | Should -Throw -ErrorId 'DatasetNotSound,*'
        }

        It 'lets pwsh -Command end with 1 under -Strict, and with 0 when all is well' {
            $bad = New-Csv 'ci/interactions.csv' (@($header) + $sound + 'u1,i1,soon,watch,1')
            $path, [string[]] $words = Get-Shell
            $script = New-Csv 'ci/check.ps1' "`$ErrorActionPreference = 'Stop'", "Import-Module '$manifest'", "Test-PersonalizeDataset '$bad' -Strict | Out-Null"
            Push-Location $root
            try {
                foreach ($case in @(@($bad, '-Strict', 1), @($bad, '', 0), @($converted.OutputPath, '-Strict', 0))) {
                    $command = "Import-Module '$manifest'; Test-PersonalizeDataset '$($case[0])' $($case[1])"
                    $null = & $path @words -NoProfile -NonInteractive -Command $command 2>&1
                    $LASTEXITCODE | Should -Be $case[2] -Because "$($case[0]) $($case[1])"
                    $null = & $path @words -NoProfile -NonInteractive -Command "$command | Format-Table" 2>&1
                    $LASTEXITCODE | Should -Be $case[2] -Because "$($case[0]) $($case[1]), formatted"
                }
                $null = & $path @words -NoProfile -NonInteractive -File $script 2>&1
                $LASTEXITCODE | Should -Be 1
            }
            finally { Pop-Location }
        }

        It 'stops within a second' {
            $large = Join-Path $folder 'large.csv'
            $text = (@($header) + $sound -join "`n") + "`n"
            $writer = [IO.StreamWriter]::new($large)
            foreach ($i in 1..6000) { $writer.Write($text) }
            $writer.Dispose()
            $shell = [powershell]::Create()
            $null = $shell.AddScript("Import-Module '$manifest'; Test-PersonalizeDataset '$large' -DatasetType Interactions")
            $run = $shell.BeginInvoke()
            # Progress tells that it is reading.
            $limit = [Diagnostics.Stopwatch]::StartNew()
            while ($shell.Streams.Progress.Count -eq 0 -and $limit.Elapsed.TotalSeconds -lt 60) { $null = $run.AsyncWaitHandle.WaitOne(5) }
            $shell.Streams.Progress.Count | Should -BeGreaterThan 0
            $run.IsCompleted | Should -BeFalse
            $watch = [Diagnostics.Stopwatch]::StartNew()
            $shell.Stop()
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 1
            $shell.Dispose()
            Remove-Item $large
        }

        It 'shows findings within 120 columns' {
            $lines = Test-PersonalizeDataset $converted.OutputPath | Out-String -Width 120 -Stream
            $lines | Where-Object { $_.Length -gt 120 } | Should -BeNullOrEmpty
            ($lines -join "`n") | Should -Match 'Dataset: interactions.csv: Interactions, 2,400 rows'
            $lines = Test-PersonalizeDataset $converted.OutputPath -Summary | Out-String -Width 120 -Stream
            ($lines -join "`n") | Should -Match 'Density +First +Last +File'
        }
    }

    Context 'beside the import of the local server' {
        BeforeAll {
            $connection = Connect-Personalize -Local -StatePath $state -Name doctor
            $null = New-PersonalizeDatasetGroup Judged -Wait
            $null = New-PersonalizeSchema Judged -Schema ([IO.File]::ReadAllText($converted.InteractionsSchemaPath))

            function Get-Judgement([string] $Path) {
                # The job, or the error with the service's reason.
                $arguments = @{ DatasetGroup = 'Judged'; DatasetType = 'Interactions'; SchemaPath = $converted.InteractionsSchemaPath; Wait = $true }
                try { New-PersonalizeImport $Path @arguments -ErrorAction Stop } catch { $_ }
            }
        }

        AfterAll { Stop-PersonalizeLocal -StatePath $state }

        It 'passes what the import takes' {
            $path = New-Csv 'judged/interactions.csv' (@($header) + $sound)
            (Test-PersonalizeDataset $path -Schema Judged -Summary).IsValid | Should -BeTrue
            (Get-Judgement $path).Status | Should -Be 'ACTIVE'
        }

        It 'refuses <Name> as the import does' -ForEach $faulty {
            $lines = @($header) + $sound[0..20] + $Line + $sound[21..1199]
            $path = New-Csv 'judged/interactions.csv' $lines
            $finding = Test-PersonalizeDataset $path -Schema Judged | Where-Object Severity -EQ Error
            $finding.Code | Should -Be $Code
            $finding.Row | Should -Be 23
            $reason = "$(Get-Judgement $path)"
            $reason | Should -BeLike "*row 23*"
            if ($Code -ne 'MalformedQuotes') { $reason | Should -BeLike "*$([WildcardPattern]::Escape($finding.Message.Substring(1).TrimEnd('.')))*" }
        }

        It 'refuses <Name> as the import does' -ForEach @(
            @{ Name = 'too few rows'; Lines = { @($header) + $sound[0..998] }; Code = 'TooFewInteractions'; Words = '*at least 1000*' }
            @{ Name = 'a missing column'; Lines = { @('USER_ID,ITEM_ID,Timestamp,EVENT_TYPE,EVENT_VALUE') + $sound }; Code = 'MissingColumn'; Words = '*missing the following columns*' }
            @{ Name = 'a header in quotes'; Lines = { @('"USER_ID",ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE') + $sound }; Code = 'QuotedHeader'; Words = '*in quotes*' }
        ) {
            $path = New-Csv 'judged/interactions.csv' (& $Lines)
            (Test-PersonalizeDataset $path -Schema Judged | Where-Object Severity -EQ Error).Code | Should -Contain $Code
            "$(Get-Judgement $path)" | Should -BeLike $Words
        }

        It 'streams objects and folders from S3, with the schema beside them' {
            $import = $converted | New-PersonalizeImport -DatasetGroup Streamed -Wait
            $uri = ($import | Where-Object DatasetArn -Like '*INTERACTIONS').DataLocation
            $report = Test-PersonalizeDataset $uri -Summary
            $report.File | Should -Be $uri
            $report.IsValid | Should -BeTrue
            $report.Rows | Should -Be $converted.Interactions
            ($import | Test-PersonalizeDataset -Summary).DatasetType | Sort-Object | Should -Be 'Interactions', 'Items'
            $record = @(Invoke-Catching { Test-PersonalizeDataset 's3://no-such-bucket-here/interactions.csv' })[0]
            $record | Should -BeOfType ([Management.Automation.ErrorRecord])
            $record = @(Invoke-Catching { Test-PersonalizeDataset "$uri.missing" -DatasetType Interactions })[0]
            $record.FullyQualifiedErrorId | Should -BeLike 'ObjectNotFound,*'
            $record.CategoryInfo.Category | Should -Be 'ObjectNotFound'
        }

        It 'takes a schema of the connection as name, ARN and object' {
            $schema = Get-PersonalizeSchema Judged
            $path = New-Csv 'judged/data.csv' (@($header) + $sound)
            foreach ($given in 'Judged', $schema.Arn, $schema) {
                (Test-PersonalizeDataset $path -Schema $given -Summary).Schema | Should -Be $schema.Schema
            }
            @(Invoke-Catching { Test-PersonalizeDataset $path -Schema Unknown })[0].FullyQualifiedErrorId | Should -BeLike 'DescribeSchema.ResourceNotFoundException,*'
        }
    }
}
