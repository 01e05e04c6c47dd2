# Next best actions from data to recommendation, and records sent while a campaign answers.
Describe 'Actions' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Common.ps1')
        $folder = New-TestFolder actions
        $state = Join-Path $folder 'state'
        $null = Connect-Personalize -Local -StatePath $state
        $null = ConvertTo-PersonalizeDataset (New-TinyMovieLens (Join-Path $folder 'movies')) -OutputPath (Join-Path $folder 'out') |
            New-PersonalizeImport -DatasetGroup Films -Wait

        function Import-Dataset([string] $Type, [string[]] $Line) {
            # Made with an inferred schema, as a user without one would.
            $file = Join-Path $folder "$Type.csv"
            Set-Content $file $Line
            $null = New-PersonalizeSchema $Type $file -DatasetType $Type
            $null = New-PersonalizeDataset Films $Type -Schema $Type -Wait
            New-PersonalizeImport $file -DatasetGroup Films -DatasetType $Type -Wait
        }

        $null = Import-Dataset Users (@('USER_ID,AGE,GENDER') + (1..120 | ForEach-Object { "$_,$(20 + $_ % 50),$($_ % 2 ? 'F' : 'M')" }))
        $null = Import-Dataset Actions @('ACTION_ID,VALUE,KIND,REPEAT_FREQUENCY', 'join,2,club,30', 'call,1,phone,30', 'gift,1,club,30')
        # Even users take what the club offers and leave the phone, odd ones the other way round.
        $null = Import-Dataset Action_Interactions (@('USER_ID,ACTION_ID,TIMESTAMP,EVENT_TYPE') + (1..120 | ForEach-Object {
                    $user = $_
                    foreach ($action in 'join', 'call') {
                        $takes = ($action -eq 'join') -eq ($user % 2 -eq 0)
                        $time = 1600000000 + $user * 60
                        "$user,$action,$time,Viewed"
                        "$user,$action,$($time + 10),$($takes ? 'Taken' : 'Not Taken')"
                    }
                }))
        $null = New-Solution Next -DatasetGroup Films -Recipe aws-next-best-action | New-SolutionVersion -Wait | New-Campaign Next -Wait
    }

    AfterAll {
        Stop-PersonalizeLocal -StatePath $state
        Disconnect-Personalize
        Remove-Item $folder -Recurse -Force
    }

    It 'shows how well the actions are predicted' {
        $rows = Compare-SolutionMetrics Next
        $rows.Name | Should -Be 'AUC', 'Precision', 'Recall', 'Coverage'
        ($rows | Where-Object Name -EQ AUC).Version[0].Value | Should -BeGreaterThan 0.5
    }

    It 'recommends to each user the action that such users take, in the order of the users' {
        $actions = 2, 3, 40 | Get-ActionRecommendation Next -NumResults 2
        $actions.UserId | Should -Be '2', '2', '3', '3', '40', '40'
        $actions.ForEach({ $_.Rank }) | Should -Be 1, 2, 1, 2, 1, 2
        ($actions | Where-Object UserId -EQ 2)[0].ActionId | Should -Be 'join'
        ($actions | Where-Object UserId -EQ 3)[0].ActionId | Should -Be 'call'
        $actions[0].Score | Should -BeGreaterThan $actions[1].Score
        $actions[0].Campaign | Should -Be 'Next'
        $actions[0].RecommendationId | Should -Not -BeNullOrEmpty
    }

    It 'takes users of a file, and a filter with values' {
        $null = New-PersonalizeFilter OfKind Films 'INCLUDE ActionID WHERE Actions.KIND IN ($KIND)' -Wait
        Set-Content (Join-Path $folder 'some.csv') 'USER_ID,NAME', '2,Even', '3,Odd'
        (Get-Campaign Next | Get-ActionRecommendation -UserId 2 -NumResults 1).ActionId | Should -Be (2 | Get-ActionRecommendation Next -NumResults 1).ActionId
        $actions = Import-Csv (Join-Path $folder 'some.csv') | Get-ActionRecommendation Next -NumResults 1 -Filter OfKind -FilterValue @{ KIND = 'phone' }
        $actions.UserId | Should -Be '2', '3'
        $actions.ActionId | Should -Be 'call', 'call'
    }

    It 'reports a user that fails, and goes on' {
        $actions = '2', ('x' * 300), '4' | Get-ActionRecommendation Next -NumResults 1 -ErrorVariable problems -ErrorAction SilentlyContinue
        $actions.UserId | Should -Be '2', '4'
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'GetActionRecommendations.*'
    }

    It 'sends what users did with recommended actions, ten in a call' {
        $verbose = 1..12 | Get-ActionRecommendation Next -NumResults 1 |
            Select-Object UserId, ActionId, RecommendationId, @{ Name = 'EventType'; Expression = { 'Taken' } } |
            Send-ActionInteraction Films -Verbose 4>&1
        @($verbose | Where-Object { $_ -isnot [Management.Automation.VerboseRecord] }).Count | Should -Be 0
        @($verbose | Where-Object { $_.Message -like 'PutActionInteractions: 200*' }).Count | Should -Be 2
        # What a user did less than REPEAT_FREQUENCY days ago is not recommended again.
        $actions = 2, 3, 40 | Get-ActionRecommendation Next -NumResults 3
        ($actions | Where-Object UserId -EQ 2).ActionId | Should -Not -Contain 'join'
        ($actions | Where-Object UserId -EQ 3).ActionId | Should -Not -Contain 'call'
        ($actions | Where-Object UserId -EQ 40).ActionId | Should -Contain 'join'
    }

    It 'sends nothing under -WhatIf, and refuses another kind of event' {
        $verbose = Send-ActionInteraction Films -UserId 2 -ActionId join -EventType Viewed -WhatIf -Verbose 4>&1 6>$null
        @($verbose | Where-Object { $_.Message -like 'PutActionInteractions*' }).Count | Should -Be 0
        { Send-ActionInteraction Films -UserId 2 -ActionId join -EventType Bought } | Should -Throw '*Not Taken*'
    }

    It 'sends users in the types of the schema, ten in a call' {
        $verbose = 1001..1012 | ForEach-Object { [pscustomobject]@{ userId = $_; Age = '33'; Gender = 'F' } } | Set-PersonalizeUser Films -Verbose 4>&1
        @($verbose | Where-Object { $_.Message -like 'PutUsers: 200*' }).Count | Should -Be 2
        @(Invoke-Catching { Set-PersonalizeUser Films @{ USER_ID = 1; AGE = 'old' } })[0].FullyQualifiedErrorId | Should -BeLike 'InvalidValue,*'
        (New-PersonalizeExport Films/Users -IngestionMode PUT -Wait).Status | Should -Be 'ACTIVE'
    }

    It 'sends actions, which the next model knows' {
        Set-PersonalizeAction Films @{ ACTION_ID = 'ride'; VALUE = 9; KIND = 'new'; REPEAT_FREQUENCY = 5 }
        @(Invoke-Catching { Set-PersonalizeAction Films @{ ACTION_ID = 'x'; COLOUR = 'red' } })[0].FullyQualifiedErrorId | Should -BeLike 'UnknownColumn,*'
        Update-Campaign Next -Solution (New-SolutionVersion Next -Wait) -Wait
        (2 | Get-ActionRecommendation Next -NumResults 10).ActionId | Should -Contain 'ride'
    }
}
