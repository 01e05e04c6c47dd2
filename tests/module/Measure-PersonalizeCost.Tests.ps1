# Costs: of a plan, of what an account ran, and the budget that a training must not exceed unasked.
BeforeDiscovery { $script:hasPython = [bool](Get-Command python3 -ErrorAction Ignore) }

Describe 'Costs' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Common.ps1')
        $saved = $env:PERSONALIZEOPS_PRICES, $env:PERSONALIZEOPS_BUDGET
        $env:PERSONALIZEOPS_PRICES = $env:PERSONALIZEOPS_BUDGET = $null
        $folder = New-TestFolder costs
        # Round prices, so that amounts can be worked out in the head.
        $prices = Join-Path $folder 'prices.json'
        Set-Content $prices @'
{
  "date": "2026-11-01", "source": "test", "currency": "EUR", "budget": 5, "trainingHoursPerMillionInteractions": 10,
  "regions": {
    "default": {
      "import": { "unit": "GB", "tiers": [{ "price": 2 }] },
      "training": { "unit": "hour", "tiers": [{ "price": 3 }] },
      "trainingV2": { "unit": "interaction", "per": 1000, "tiers": [{ "price": 4 }] },
      "campaign": { "unit": "TPS-hour", "tiers": [{ "upTo": 1000, "price": 1 }, { "upTo": 2000, "price": 0.5 }, { "price": 0.1 }] },
      "recommendationV2": { "unit": "request", "per": 1000, "tiers": [{ "price": 0.5 }] },
      "batch": { "unit": "user", "per": 1000, "tiers": [{ "upTo": 2000, "price": 7 }, { "price": 1 }] }
    },
    "eu-west-1": { "training": { "unit": "hour", "tiers": [{ "price": 30 }] }, "segment": { "unit": "user", "tiers": [{ "price": 0.01 }] } }
  }
}
'@
        function Measure-Plan([hashtable] $Arguments) {
            $items = Measure-PersonalizeCost @Arguments -PriceFile $prices
            $byItem = @{}
            foreach ($item in $items) { $byItem[$item.Kind] = $item }
            $byItem
        }
    }

    AfterAll {
        $env:PERSONALIZEOPS_PRICES, $env:PERSONALIZEOPS_BUDGET = $saved
        Remove-Item $folder -Recurse -Force
    }

    Context 'of a plan' {
        It 'counts no less for more than any account has' {
            (Measure-Plan @{ Interactions = [long]::MaxValue }).Import.Amount | Should -BeGreaterThan 1000000000
        }

        It 'counts import, training and a campaign that stands by, without a connection' {
            $plan = Measure-Plan @{ Interactions = 2000000; Length = 500000000 }
            $plan.Import.Amount | Should -Be 1
            $plan.Training.Quantity | Should -Be 20
            $plan.Training.Amount | Should -Be 60
            $plan.Campaign.Quantity | Should -Be 730
            $plan.Campaign.Amount | Should -Be 730
            $plan.Campaign.MonthlyAmount | Should -Be 730
            $plan.Total.Amount | Should -Be 791
            $plan.Total.Currency | Should -Be 'EUR'
            $plan.Total.Basis | Should -BeLike '*2026-11-01*check*'
        }

        It 'multiplies by the trainings of a search and of a month' {
            (Measure-Plan @{ Interactions = 1000000; MaxTrainingJobs = 5 }).Training.Amount | Should -Be 150
            $plan = Measure-Plan @{ Interactions = 1000000; TrainingsPerMonth = 4 }
            $plan.Training.Amount | Should -Be 120
            $plan.Training.MonthlyAmount | Should -Be 120
        }

        It 'bills v2 recipes by interactions and requests, with the campaign''s floor' {
            $arguments = @{ Interactions = 1000000; Recipe = 'aws-user-personalization-v2'; MaxTrainingJobs = 5; CampaignHours = 10 }
            $plan = Measure-Plan $arguments
            $plan.Training.Amount | Should -Be 4000
            # One request a second for ten hours.
            $plan.Campaign.Quantity | Should -Be 36000
            $plan.Campaign.Amount | Should -Be 18
            (Measure-Plan ($arguments + @{ Recommendations = 100000 })).Campaign.Amount | Should -Be 50
        }

        It 'lets more requests than the floor count, and prices fall with the quantity' {
            # 3 TPS on average for 730 hours: 2,190 TPS-hours in three tiers.
            $plan = Measure-Plan @{ Interactions = 0; Recommendations = 3 * 3600 * 730 }
            $plan.Campaign.Quantity | Should -Be 2190
            $plan.Campaign.Amount | Should -Be (1000 + 500 + 19)
            (Measure-Plan @{ Interactions = 0; BatchUsers = 3000 }).Batch.Amount | Should -Be 15
            (Measure-Plan @{ Interactions = 0; MinProvisionedTps = 0 }).ContainsKey('Campaign') | Should -BeFalse
        }

        It 'shows what has no price as unknown, and takes prices of the region' {
            $plan = Measure-Plan @{ Interactions = 1000000; SegmentUsers = 100 }
            $plan.Segment.Amount | Should -Be $null
            $plan.Segment.Basis | Should -BeLike '*no price*'
            $plan.Total.Basis | Should -BeLike '*Without 1 of unknown cost*'
            $plan = Measure-Plan @{ Interactions = 1000000; SegmentUsers = 100; Region = 'eu-west-1' }
            $plan.Segment.Amount | Should -Be 1
            $plan.Training.Amount | Should -Be 300
            $plan.Import.Amount | Should -BeGreaterThan 0
        }

        It 'counts the rows of files, folders and converted data' {
            $dataset = ConvertTo-PersonalizeDataset (New-TinyMovieLens (Join-Path $folder 'movies')) -OutputPath (Join-Path $folder 'out')
            $byDataset = $dataset | Measure-PersonalizeCost -Recipe aws-user-personalization-v2 -PriceFile $prices
            $byFolder = Measure-PersonalizeCost (Join-Path $folder 'out') -Recipe aws-user-personalization-v2 -PriceFile $prices
            $byFile = Get-Item (Join-Path $folder 'out/interactions.csv') | Measure-PersonalizeCost -Recipe aws-user-personalization-v2 -PriceFile $prices
            foreach ($items in $byDataset, $byFolder, $byFile) {
                ($items | Where-Object Kind -EQ Training).Quantity | Should -Be $dataset.Interactions
            }
            ($byFolder | Where-Object Kind -EQ Import).Resource | Should -Be 'interactions.csv', 'items.csv'
            @($byFolder | Where-Object Kind -EQ Total).Count | Should -Be 1
        }

        It 'takes wildcards, and counts the other files when one is not there' {
            $null = ConvertTo-PersonalizeDataset (New-TinyMovieLens (Join-Path $folder 'movies')) -OutputPath (Join-Path $folder 'wild[1]')
            $escaped = [WildcardPattern]::Escape((Join-Path $folder 'wild[1]'))
            $items = Measure-PersonalizeCost "$escaped/*.csv" -PriceFile $prices
            ($items | Where-Object Kind -EQ Import).Resource | Should -Be 'interactions.csv', 'items.csv'
            $paths = 'nowhere:/interactions.csv', (Join-Path $folder 'nothing*.csv'), (Join-Path $folder 'wild[1]/items.csv')
            $items = Measure-PersonalizeCost $paths -PriceFile $prices -ErrorAction SilentlyContinue -ErrorVariable problems
            ($items | Where-Object Kind -EQ Import).Resource | Should -Be 'items.csv'
            $problems.FullyQualifiedErrorId | Should -BeLike 'FileNotFound,*'
            $problems.TargetObject | Should -Be $paths[0, 1]
        }

        It 'warns of a recipe that nobody knows, which may be misspelt' {
            $items = Measure-PersonalizeCost -Interactions 1000 -Recipe nope -PriceFile $prices -WarningVariable said -WarningAction SilentlyContinue
            $items[-1].Kind | Should -Be 'Total'
            $said | Should -BeLike '*no recipe nope*Get-PersonalizeRecipe*'
            foreach ($known in 'aws-hrnn', 'aws-user-personalization-v2', 'arn:aws:personalize:::recipe/aws-sims') {
                $null = Measure-PersonalizeCost -Interactions 1000 -Recipe $known -PriceFile $prices -WarningVariable said
                $said | Should -BeNullOrEmpty
            }
        }

        It 'takes how long such trainings took from earlier runs' {
            $runs = Join-Path $folder 'runs.json'
            ConvertTo-Json @(@{ Work = 'AWS SolutionVersion aws-sims'; Bytes = 40000000; Seconds = 7200 }) | Set-Content $runs
            $text = Invoke-FreshShell "`$env:PERSONALIZEOPS_RUNS = '$runs'; Import-Module '$manifest'
                (Measure-PersonalizeCost -Interactions 1000000 -Recipe aws-sims -PriceFile '$prices' | Where-Object Kind -EQ Training).Amount"
            $text.Trim() | Should -Be '6'
        }

        It 'reads the module''s own file, and refuses what is none' {
            $total = (Measure-PersonalizeCost -Interactions 1000000)[-1]
            $total.Currency | Should -Be 'USD'
            $total.Amount | Should -BeGreaterThan 100
            $own = Get-Content (Join-Path $root 'bin/PersonalizeOps.Prices.json') -Raw | ConvertFrom-Json
            [datetime]$own.date | Should -BeGreaterThan ([datetime]'2026-01-01')
            $own.source | Should -Not -BeNullOrEmpty
            foreach ($bad in '{', '{}', '{ "date": "x", "currency": "USD", "regions": { "default": { "import": { "unit": "GB" } } } }') {
                Set-Content (Join-Path $folder 'bad.json') $bad
                @(Invoke-Catching { Measure-PersonalizeCost -Interactions 1 -PriceFile (Join-Path $folder 'bad.json') })[0].FullyQualifiedErrorId | Should -BeLike 'InvalidPriceFile,*'
            }
            @(Invoke-Catching { Measure-PersonalizeCost -Interactions 1 -PriceFile (Join-Path $folder 'none.json') })[0].FullyQualifiedErrorId | Should -BeLike 'FileNotFound,*'
        }

        It 'reports files that are not there, and makes no total of nothing' {
            $items = Measure-PersonalizeCost (Join-Path $folder 'none') -ErrorVariable problems -ErrorAction SilentlyContinue
            $items | Should -BeNullOrEmpty
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'FileNotFound,*'
            $items = Measure-PersonalizeCost (Join-Path $folder 'none'), (Join-Path $folder 'out') -ErrorAction SilentlyContinue
            $items[-1].Kind | Should -Be 'Total'
        }
    }

    Context 'of an account' {
        BeforeAll {
            $state = Join-Path $folder 'state'
            $local = Connect-Personalize -Local -StatePath $state -Name Local
            $null = ConvertTo-PersonalizeDataset (New-TinyMovieLens (Join-Path $folder 'films')) -OutputPath (Join-Path $folder 'made') |
                New-PersonalizeImport -DatasetGroup Films -Wait
            $null = New-Solution Popular -DatasetGroup Films -Recipe aws-popularity-count | New-SolutionVersion -Wait | New-Campaign Popular -MinProvisionedTps 2 -Wait
            $null = New-Solution Second -DatasetGroup Films -Recipe aws-user-personalization-v2 -PerformAutoTraining -TrainingInterval 3 | New-SolutionVersion -Wait
            $null = '1', '2', '3' | Start-BatchRecommendation Second -Wait
            $env:PERSONALIZEOPS_PRICES = $prices

            # The same server, as an endpoint of one's own: it may lead to AWS, so what it does counts as billed.
            $keys = Get-Content (Get-PersonalizeLocal -StatePath $state).CredentialsPath -Raw | ConvertFrom-Json
            $credential = [pscredential]::new($keys.accessKeyId, (ConvertTo-SecureString $keys.secretAccessKey -AsPlainText))
            $billed = Connect-Personalize -EndpointUrl $local.Endpoint -Region us-east-1 -Credential $credential -Name Billed
        }

        AfterAll {
            Disconnect-Personalize $billed
            Stop-PersonalizeLocal -StatePath $state
            Disconnect-Personalize
            $env:PERSONALIZEOPS_PRICES = $null
        }

        It 'shows what was run and what goes on' {
            $items = Measure-PersonalizeCost -Connection Local
            @($items | Where-Object Kind -EQ Import).Count | Should -Be 2
            ($items | Where-Object Kind -EQ Import).Quantity | Sort-Object -Descending | Select-Object -First 1 |
                Should -Be ([math]::Round([decimal]((Get-Item (Join-Path $folder 'made/interactions.csv')).Length / 1e9), 6))
            $version = Get-SolutionVersion -Solution Popular
            $training = $items | Where-Object { $_.Kind -eq 'Training' -and $_.Resource -eq $version.Name }
            $training.Quantity | Should -Be ([math]::Round([decimal]$version.TrainingHours, 6))
            # The tiny data have 2,400 ratings.
            ($items | Where-Object { $_.Kind -eq 'Training' -and $_.Resource -like 'Second/*' }).Amount | Should -BeGreaterThan 9
            $campaign = $items | Where-Object Kind -EQ Campaign
            $campaign.MonthlyAmount | Should -Be (1000 + 460 * 0.5)
            $campaign.Amount | Should -BeLessThan 10
            ($items | Where-Object Kind -EQ Batch).Quantity | Should -Be 3
            $automatic = $items | Where-Object Kind -EQ AutoTraining
            $automatic.MonthlyAmount | Should -Be (10 * ($items | Where-Object { $_.Kind -eq 'Training' -and $_.Resource -like 'Second/*' }).Amount)
            $automatic.Basis | Should -BeLike '*Update-Solution Second -PerformAutoTraining:$false*'
            $items[-1].Kind | Should -Be 'Total'
            $items[-1].MonthlyAmount | Should -Be ($campaign.MonthlyAmount + $automatic.MonthlyAmount)
            $items[-1].Basis | Should -BeLike '*local server bills nothing*'
        }

        It 'takes dataset groups and solutions, by name and through the pipeline' {
            $all = Measure-PersonalizeCost -Connection Local
            @(Get-PersonalizeDatasetGroup | Measure-PersonalizeCost -Connection Local).Count | Should -Be $all.Count
            @(Measure-PersonalizeCost -DatasetGroup Films).Count | Should -Be $all.Count
            (Get-Solution Popular | Measure-PersonalizeCost).Kind | Should -Be 'Training', 'Campaign', 'Total'
            (Measure-PersonalizeCost -Solution Popular).Kind | Should -Be 'Training', 'Campaign', 'Total'
            Get-Solution Nothing* | Measure-PersonalizeCost | Should -BeNullOrEmpty
            @(Invoke-Catching { Measure-PersonalizeCost -Solution Nothing })[0].FullyQualifiedErrorId | Should -BeLike 'DescribeSolution.ResourceNotFoundException,*'
            @(Invoke-Catching { Get-Campaign | Measure-PersonalizeCost })[0].FullyQualifiedErrorId | Should -BeLike 'WrongKind,*'
        }

        It 'never trains by itself unless asked' {
            (Get-Solution Popular).PerformAutoTraining | Should -BeFalse
            (Get-Solution Second).PerformAutoTraining | Should -BeTrue
        }

        It 'refuses a training above the budget when nobody can be asked' {
            # The solution of 2,400 interactions costs more than 9, and the price file's budget is 5.
            $before = @(Get-SolutionVersion -Solution Second).Count
            $found = @(Invoke-Catching { New-SolutionVersion Second -Connection Billed -WarningVariable warned -WarningAction SilentlyContinue })
            $found[0].FullyQualifiedErrorId | Should -BeLike 'BudgetExceeded,*'
            $found[0].CategoryInfo.Category | Should -Be 'LimitsExceeded'
            $found[0].TargetObject | Should -Be 'Second'
            @(Get-SolutionVersion -Solution Second).Count | Should -Be $before
        }

        It 'asks nobody with -Confirm:$false' {
            $before = @(Get-SolutionVersion -Solution Second).Count
            $found = @(Invoke-Catching { New-SolutionVersion Second -Connection Billed -Confirm:$false -WarningVariable warned })
            $found[0].FullyQualifiedErrorId | Should -BeLike 'BudgetExceeded,*'
            $warned | Should -BeNullOrEmpty # which comes before a question
            @(Get-SolutionVersion -Solution Second).Count | Should -Be $before
        }

        It 'trains within the budget, with -Force, and where nothing is billed' {
            $env:PERSONALIZEOPS_BUDGET = '1000'
            try { (New-SolutionVersion Second -Connection Billed -Wait).Status | Should -Be 'ACTIVE' } finally { $env:PERSONALIZEOPS_BUDGET = $null }
            (New-SolutionVersion Second -Connection Billed -Budget 1000 -Wait).Status | Should -Be 'ACTIVE'
            (New-SolutionVersion Second -Connection Billed -Force -Wait).Status | Should -Be 'ACTIVE'
            (New-SolutionVersion Second -Connection Local -Budget 0 -Wait).Status | Should -Be 'ACTIVE'
        }

        It 'asks nobody under -WhatIf, and refuses a budget that is no amount' {
            New-SolutionVersion Second -Connection Billed -WhatIf 6>$null | Should -BeNullOrEmpty
            $env:PERSONALIZEOPS_BUDGET = 'much'
            try { @(Invoke-Catching { New-SolutionVersion Second -Connection Billed })[0].FullyQualifiedErrorId | Should -BeLike 'InvalidBudget,*' }
            finally { $env:PERSONALIZEOPS_BUDGET = $null }
        }

        It 'counts the lines of small batches, and says that it estimates those of large ones' {
            $small = Join-Path $folder 'small.json'
            # The last line has no end.
            Set-Content $small "{`"userId`":`"1`"}`n{`"userId`":`"2`"}" -NoNewline
            $jobs = @(Start-BatchRecommendation Popular -InputPath $small -Name Small -NumResults 1 -Wait) +
                @(1..30000 | Start-BatchRecommendation Popular -Name Large -NumResults 1 -Wait)
            $jobs.Count | Should -Be 2
            $items = Measure-PersonalizeCost -Solution Popular
            $one, $other = $items | Where-Object Kind -EQ Batch | Sort-Object Quantity
            $one.Quantity | Should -Be 2
            $one.Basis | Should -Not -BeLike 'About*'
            $other.Resource | Should -Be 'Large'
            [math]::Abs($other.Quantity - 30000) | Should -BeLessThan 3000
            $other.Basis | Should -BeLike 'About*'
        }

        It 'marks a campaign that nothing changed for days, which may be idle' -Skip:(-not $hasPython) {
            (Measure-PersonalizeCost -Solution Popular -Connection Local | Where-Object Kind -EQ Campaign).Basis | Should -Not -BeLike '*IDLE?*'
            $null = Edit-LocalState $state "UPDATE resource SET created_ms = created_ms - 864000000, updated_ms = updated_ms - 259200000 - 60000 WHERE kind = 'campaign'"
            $campaign = Measure-PersonalizeCost -Solution Popular -Connection Local | Where-Object Kind -EQ Campaign
            $campaign.Basis | Should -BeLike 'IDLE? Not changed for 3 days;*CloudWatch*'
            $campaign.Quantity | Should -BeGreaterOrEqual 480 # ten days of two transactions a second
        }
    }
}
