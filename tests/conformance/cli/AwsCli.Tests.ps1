# The unmodified AWS CLI runs the life cycle against a live local server.
BeforeDiscovery {
    $script:hasCli = [bool](Get-Command aws -ErrorAction Ignore)
}

Describe 'AWS CLI' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Common.ps1')
        $folder = Join-Path ([IO.Path]::GetTempPath()) "cli-$([guid]::NewGuid().ToString('n'))"
        $data = Join-Path $folder 'data'
        New-ConformanceData $data
        $server = Start-ConformanceServer (Join-Path $folder 'state')
        Set-ConformanceEnvironment $server $data

        function Invoke-Aws {
            $text = aws --endpoint-url $server.Endpoint --output json @args 2>&1 | Out-String
            if ($LASTEXITCODE -ne 0) { throw "aws $args`: $text" }
            if ($text.Trim().StartsWith('{')) { $text | ConvertFrom-Json -AsHashtable } else { $text.Trim() }
        }

        function Wait-Aws([string[]] $Command, [string] $Key) {
            $deadline = [Diagnostics.Stopwatch]::StartNew()
            do {
                $resource = (Invoke-Aws personalize @Command)[$Key]
                if ($resource.status -in 'ACTIVE', 'CREATE FAILED') { return $resource }
            } while ($deadline.Elapsed.TotalMinutes -lt 3)
            throw "$Command is still $($resource.status)."
        }
    }

    AfterAll {
        Stop-ConformanceServer $server
        Remove-Item $folder -Recurse -Force
    }

    It 'tells who is calling' -Skip:(-not $hasCli) {
        (Invoke-Aws sts get-caller-identity).Account | Should -Be '000000000000'
    }

    It 'copies a folder to S3 and back' -Skip:(-not $hasCli) {
        $null = Invoke-Aws s3 mb s3://cli-bucket
        $null = Invoke-Aws s3 cp $data s3://cli-bucket/data/ --recursive
        (Invoke-Aws s3api list-objects-v2 --bucket cli-bucket --prefix data/).Contents.Key | Sort-Object |
            Should -Be 'data/interactions.csv', 'data/schema.json', 'data/users.json'
        $null = Invoke-Aws s3 cp s3://cli-bucket/data/ (Join-Path $folder 'back') --recursive
        (Get-FileHash (Join-Path $folder 'back/interactions.csv')).Hash | Should -Be (Get-FileHash (Join-Path $data 'interactions.csv')).Hash
    }

    It 'creates a schema, a dataset group and a dataset' -Skip:(-not $hasCli) {
        $script:schema = (Invoke-Aws personalize create-schema --name cli-schema --schema "file://$data/schema.json").schemaArn
        $script:group = (Invoke-Aws personalize create-dataset-group --name cli-group).datasetGroupArn
        (Wait-Aws ('describe-dataset-group', '--dataset-group-arn', $group) datasetGroup).status | Should -Be 'ACTIVE'
        $script:dataset = (Invoke-Aws personalize create-dataset --name cli-interactions --schema-arn $schema --dataset-group-arn $group --dataset-type Interactions).datasetArn
        $dataset | Should -Be 'arn:aws:personalize:us-east-1:000000000000:dataset/cli-group/INTERACTIONS'
        (Wait-Aws ('describe-dataset', '--dataset-arn', $dataset) dataset).status | Should -Be 'ACTIVE'
    }

    It 'imports the interactions' -Skip:(-not $hasCli) {
        $import = (Invoke-Aws personalize create-dataset-import-job --job-name cli-import --dataset-arn $dataset --data-source dataLocation=s3://cli-bucket/data/interactions.csv --role-arn arn:aws:iam::000000000000:role/Personalize).datasetImportJobArn
        (Wait-Aws ('describe-dataset-import-job', '--dataset-import-job-arn', $import) datasetImportJob).status | Should -Be 'ACTIVE'
    }

    It 'trains and reads the metrics' -Skip:(-not $hasCli) {
        $solution = (Invoke-Aws personalize create-solution --name cli-solution --dataset-group-arn $group --recipe-arn arn:aws:personalize:::recipe/aws-user-personalization --no-perform-auto-training).solutionArn
        $null = Wait-Aws ('describe-solution', '--solution-arn', $solution) solution
        $script:version = (Invoke-Aws personalize create-solution-version --solution-arn $solution).solutionVersionArn
        (Wait-Aws ('describe-solution-version', '--solution-version-arn', $version) solutionVersion).status | Should -Be 'ACTIVE'
        $metrics = (Invoke-Aws personalize get-solution-metrics --solution-version-arn $version).metrics
        $metrics.Keys | Should -Contain 'normalized_discounted_cumulative_gain_at_10'
        $metrics.coverage | Should -BeGreaterThan 0
    }

    It 'serves recommendations from a campaign' -Skip:(-not $hasCli) {
        $campaign = (Invoke-Aws personalize create-campaign --name cli-campaign --solution-version-arn $version --min-provisioned-tps 1 `
                --campaign-config 'itemExplorationConfig={explorationWeight=0}').campaignArn
        (Wait-Aws ('describe-campaign', '--campaign-arn', $campaign) campaign).status | Should -Be 'ACTIVE'
        $answer = Invoke-Aws personalize-runtime get-recommendations --campaign-arn $campaign --user-id u2 --num-results 5
        $answer.itemList.Count | Should -Be 5
        $answer.recommendationId | Should -Match '^RID-[0-9a-f-]{36}$'
        # User 2 is even: its taste is the items below 30.
        $answer.itemList.itemId.ForEach({ [int]$_.Substring(1) -lt 30 }) | Should -Not -Contain $false
    }

    It 'runs a batch inference job' -Skip:(-not $hasCli) {
        $job = (Invoke-Aws personalize create-batch-inference-job --job-name cli-batch --solution-version-arn $version --num-results 10 --job-input s3DataSource='{path=s3://cli-bucket/data/users.json}' --job-output s3DataDestination='{path=s3://cli-bucket/batch/}' --role-arn arn:aws:iam::000000000000:role/Personalize).batchInferenceJobArn
        (Wait-Aws ('describe-batch-inference-job', '--batch-inference-job-arn', $job) batchInferenceJob).status | Should -Be 'ACTIVE'
        $null = Invoke-Aws s3 cp s3://cli-bucket/batch/users.json.out (Join-Path $folder 'users.json.out')
        $lines = Get-Content (Join-Path $folder 'users.json.out') | ForEach-Object { ConvertFrom-Json $_ }
        $lines.Count | Should -Be 5
        $lines.ForEach({ $_.output.recommendedItems.Count }) | Sort-Object -Unique | Should -Be 10
    }

    It 'shows the service error for an unknown campaign' -Skip:(-not $hasCli) {
        { Invoke-Aws personalize describe-campaign --campaign-arn arn:aws:personalize:us-east-1:000000000000:campaign/none } |
            Should -Throw '*ResourceNotFoundException*'
    }
}
