# Events and records in real time.
Describe 'Events' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Common.ps1')
        $folder = New-TestFolder events
        $state = Join-Path $folder 'state'
        $null = Connect-Personalize -Local -StatePath $state
        $null = ConvertTo-PersonalizeDataset (New-TinyMovieLens (Join-Path $folder 'movies')) -OutputPath (Join-Path $folder 'out') |
            New-PersonalizeImport -DatasetGroup Films -Wait
        $tracker = New-EventTracker FilmEvents Films -Wait
        function Get-Exported([string] $Type) {
            $job = New-PersonalizeExport "Films/$Type" -IngestionMode PUT -Wait
            $job.Status | Should -Be 'ACTIVE'
            $job
        }
    }

    AfterAll {
        Stop-PersonalizeLocal -StatePath $state
        Disconnect-Personalize
        Remove-Item $folder -Recurse -Force
    }

    It 'finds the event tracker by name' {
        (Get-EventTracker FilmEvents).TrackingId | Should -Be $tracker.TrackingId
        (Get-EventTracker -DatasetGroup Films).Arn | Should -Be $tracker.Arn
    }

    It 'sends events of one user in calls of ten, and emits nothing' {
        $verbose = 1..25 | ForEach-Object { [pscustomobject]@{ USER_ID = 2; ITEM_ID = $_; EVENT_TYPE = 'rating'; EVENT_VALUE = '4.5'; TIMESTAMP = "$(1700000000 + $_)" } } |
            Send-PersonalizeEvent FilmEvents -Verbose 4>&1
        @($verbose | Where-Object { $_ -isnot [Management.Automation.VerboseRecord] }).Count | Should -Be 0
        @($verbose | Where-Object { $_.Message -like 'PutEvents: 200*' }).Count | Should -Be 3
    }

    It 'reports what the service refuses, and sends the rest' {
        $events = [pscustomobject]@{ UserId = '2'; ItemId = '1'; EventType = 'rating'; EventValue = 3 }, [pscustomobject]@{ UserId = 'x' * 300; ItemId = '1'; EventType = 'rating'; EventValue = 3 }
        $records = @(Invoke-Catching { $events | Send-PersonalizeEvent FilmEvents })
        $records.Count | Should -Be 1
        $records[0].FullyQualifiedErrorId | Should -BeLike 'PutEvents.*'
    }

    It 'refuses a value with a comma, which PowerShell takes for ten times as much, and sends the rest' {
        $events = '4,5', '4.5' | ForEach-Object { [pscustomobject]@{ USER_ID = 2; ITEM_ID = 1; EVENT_TYPE = 'rating'; EVENT_VALUE = $_ } }
        $records = @(Invoke-Catching { $events | Send-PersonalizeEvent FilmEvents })
        $records.Count | Should -Be 1
        $records[0].FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError,*'
        $records[0].Exception.Message | Should -BeLike '*decimal point*'
    }

    It 'reports an unknown event tracker' {
        @(Invoke-Catching { Send-PersonalizeEvent Unknown -UserId 2 -EventType rating })[0].FullyQualifiedErrorId |
            Should -BeLike 'DescribeEventTracker.ResourceNotFoundException,*'
    }

    It 'sends nothing under -WhatIf' {
        $verbose = Send-PersonalizeEvent FilmEvents -UserId 2 -ItemId 1 -EventType rating -EventValue 3 -WhatIf -Verbose 4>&1
        @($verbose | Where-Object { $_.Message -like 'PutEvents*' }).Count | Should -Be 0
    }

    It 'sends items in the types of the schema' {
        [pscustomobject]@{ ITEM_ID = '9001'; TITLE = 'New'; genres = 'Comedy|Drama'; year = '1999' } | Set-PersonalizeItem Films
        Set-PersonalizeItem Films @{ itemId = 9002; TITLE = 'Newer'; GENRES = 'Comedy', 'Drama'; YEAR = 2001 }
        $null = Get-Exported Items
    }

    It 'takes dates for times, which the service wants in seconds' {
        . (Join-Path $PSScriptRoot 'StandIn.ps1')
        $seen = @{ Bodies = [Collections.Concurrent.ConcurrentQueue[string]]::new() }
        $standIn = Start-StandIn -State $seen -Answer {
            param($path, $target, $context, $state)
            $arn = 'arn:aws:personalize:us-east-1:123456789012'
            switch -Wildcard ($target) {
                '*.DescribeDataset' { return 200, "{`"dataset`":{`"name`":`"x`",`"datasetArn`":`"$arn`:dataset/Films/ITEMS`",`"schemaArn`":`"$arn`:schema/x`",`"status`":`"ACTIVE`"}}" }
                '*.DescribeSchema' {
                    $fields = @{ name = 'ITEM_ID'; type = 'string' }, @{ name = 'CREATION_TIMESTAMP'; type = 'long' }
                    $schema = @{ type = 'record'; name = 'Items'; fields = $fields } | ConvertTo-Json -Compress -Depth 5
                    return 200, (@{ schema = @{ name = 'x'; schemaArn = "$arn`:schema/x"; schema = $schema } } | ConvertTo-Json -Compress)
                }
            }
            if ($path -in '/items', '/events') {
                $state.Bodies.Enqueue($sent)
                return 200, '{}'
            }
        }
        try {
            $moment = [DateTimeOffset]'2020-01-01T05:30:00+05:30'
            $moments = @($moment, $moment.UtcDateTime, $moment.LocalDateTime, $moment.ToUnixTimeSeconds())
            foreach ($time in $moments) {
                Set-PersonalizeItem Films @{ ITEM_ID = 7; CREATION_TIMESTAMP = $time } -Connection $standIn.Connection -ErrorAction Stop
                Send-PersonalizeEvent -TrackingId x -UserId 2 -EventType watch -SentAt $time -Connection $standIn.Connection -ErrorAction Stop
                [pscustomobject]@{ UserId = 2; EventType = 'watch'; SentAt = $time } | Send-PersonalizeEvent -TrackingId x -Connection $standIn.Connection -ErrorAction Stop
            }

            $bodies = $seen.Bodies.ToArray() | ConvertFrom-Json
            $items = @($bodies | Where-Object items)
            $items.Count | Should -Be 4
            $items.items.properties | Sort-Object -Unique | Should -Be '{"creationTimestamp":1577836800}'
            $events = @($bodies | Where-Object eventList)
            $events.Count | Should -Be 8
            $events.eventList.sentAt | Sort-Object -Unique | Should -Be 1577836800
        }
        finally { Stop-StandIn $standIn }
    }

    It 'reports columns that are not in the schema and values that do not fit' {
        @(Invoke-Catching { Set-PersonalizeItem Films @{ ITEM_ID = 1; COLOUR = 'red' } })[0].FullyQualifiedErrorId | Should -BeLike 'UnknownColumn,*'
        @(Invoke-Catching { Set-PersonalizeItem Films @{ ITEM_ID = 1; YEAR = 'long ago' } })[0].FullyQualifiedErrorId | Should -BeLike 'InvalidValue,*'
        @(Invoke-Catching { Set-PersonalizeItem Films @{ YEAR = 1999 } })[0].FullyQualifiedErrorId | Should -BeLike 'IdRequired,*'
    }

    It 'reports a dataset that is not there' {
        @(Invoke-Catching { Set-PersonalizeUser Films @{ USER_ID = 1 } })[0].FullyQualifiedErrorId | Should -BeLike 'DescribeDataset.ResourceNotFoundException,*'
    }
}
