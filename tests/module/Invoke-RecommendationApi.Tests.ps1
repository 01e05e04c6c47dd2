# The API of a prediction stack: the bundle's real function behind a host that verifies signatures, recommending from a campaign of the local server.
Describe 'Invoke-RecommendationApi' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Common.ps1')
        $folder = New-TestFolder api
        $state = Join-Path $folder 'state'
        $null = Connect-Personalize -Local -StatePath $state
        $id, $secret = (Get-Content (Join-Path $state 'credentials.json') -Raw | ConvertFrom-Json).ForEach({ $_.AccessKeyId, $_.SecretAccessKey })
        $import = ConvertTo-PersonalizeDataset (New-TinyMovieLens (Join-Path $folder 'movies')) -OutputPath (Join-Path $folder 'out') |
            New-PersonalizeImport -DatasetGroup Films -Wait
        $campaign = New-Solution Taste -DatasetGroup Films -Recipe aws-user-personalization | New-SolutionVersion -Wait |
            New-Campaign Taste -ItemExplorationConfig @{ explorationWeight = 0 } -Wait
        $movies = ($import | Where-Object DataLocation -Like '*items*').DataLocation
        $endpoint = (Get-PersonalizeConnection).Endpoint
        $key = 'key-' + [guid]::NewGuid().ToString('n')

        function Start-Api([string] $Name, [string[]] $More) {
            $options = '-NoProfile', '-File', (Join-Path $PSScriptRoot 'ApiHost.ps1'), '-FunctionZip', (Join-Path $PSScriptRoot '../../bin/cloud/PersonalizeOps.Lambda.zip'),
                '-Folder', (Join-Path $folder $Name), '-Endpoint', $endpoint, '-AccessKeyId', $id, '-Secret', $secret, '-CampaignArn', $campaign.Arn, '-MoviesUri', $movies
            $start = [Diagnostics.ProcessStartInfo]::new([Environment]::ProcessPath, [string[]]($options + @($More).Where{ $_ }))
            if ([IO.Path]::GetFileNameWithoutExtension([Environment]::ProcessPath) -eq 'dotnet') {
                $start = [Diagnostics.ProcessStartInfo]::new([Environment]::ProcessPath, [string[]](@((Join-Path $PSHOME "pwsh.dll")) + $options + @($More).Where{ $_ }))
            }

            $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
            $process = [Diagnostics.Process]::Start($start)
            $problems = $process.StandardError.ReadToEndAsync()
            $line = $process.StandardOutput.ReadLine()
            if ($line -notmatch '^Listening on (http://\S+)$') { throw "The API did not start: $line $($problems.Result)" }
            [pscustomobject]@{ Process = $process; Uri = $Matches[1] }
        }

        $api = Start-Api signed
        $foreign = Start-Api foreign '-CallersSecret', 'another secret'
        $keyed = Start-Api keyed '-ApiKey', $key
    }

    AfterAll {
        foreach ($one in @($api, $foreign, $keyed).Where{ $_ }) {
            $one.Process.StandardInput.Close()
            if (-not $one.Process.WaitForExit(5000)) { $one.Process.Kill() }
        }

        Stop-PersonalizeLocal -StatePath $state
        Disconnect-Personalize
        Remove-Item $folder -Recurse -Force
    }

    It 'gets what the campaign recommends, with titles, signed' {
        $films = 2, 3 | Invoke-RecommendationApi -Uri $api.Uri -NumResults 4
        $films.UserId | Should -Be '2', '2', '2', '2', '3', '3', '3', '3'
        $own = 2, 3 | Get-MovieRecommendation Taste -NumResults 4
        $films.ItemId | Should -Be $own.ItemId
        $films.Title | Should -Be $own.Title
        $films.Score | Should -Be $own.Score
        $films[0].RecommendationId | Should -Not -BeNullOrEmpty
    }

    It 'keeps the order of many users' {
        $users = 1..40
        ($users | Invoke-RecommendationApi -Uri $api.Uri -NumResults 1 -ThrottleLimit 8).UserId | Should -Be ($users | ForEach-Object ToString)
    }

    It 'signs users with any characters' {
        (Invoke-RecommendationApi -Uri $api.Uri -UserId 'Zoë & Co/+=?%20 *~' -NumResults 2).Count | Should -Be 2
    }

    It 'makes an error record of a user that is refused, and goes on' {
        $films = ('x' * 300), '2' | Invoke-RecommendationApi -Uri $api.Uri -NumResults 1 -ErrorVariable problems -ErrorAction SilentlyContinue
        $films.UserId | Should -Be '2'
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'InvokeRecommendationApi.BadRequest,*'
        $problems[0].CategoryInfo.Category | Should -Be InvalidArgument
    }

    It 'waits when it is told to call less' {
        (Invoke-RecommendationApi -Uri $api.Uri -UserId busy -NumResults 1).Count | Should -Be 1
    }

    It 'is refused with wrong credentials, and says what they need' {
        $record = Invoke-Catching { Invoke-RecommendationApi -Uri $foreign.Uri -UserId 2 }
        $record.FullyQualifiedErrorId | Should -BeLike 'InvokeRecommendationApi.Forbidden,*'
        $record.ErrorDetails.RecommendedAction | Should -Match 'execute-api:Invoke'
    }

    It 'sends an API key in place of a signature, and no signature with it' {
        $secure = ConvertTo-SecureString $key -AsPlainText -Force
        (Invoke-RecommendationApi -Uri $keyed.Uri -UserId 2 -NumResults 3 -ApiKey $secure).Count | Should -Be 3
        $record = Invoke-Catching { Invoke-RecommendationApi -Uri $keyed.Uri -UserId 2 -ApiKey (ConvertTo-SecureString 'wrong' -AsPlainText -Force) }
        $record.FullyQualifiedErrorId | Should -BeLike 'InvokeRecommendationApi.Forbidden,*'
        "$record $($record.ErrorDetails.RecommendedAction)" | Should -Not -Match 'wrong'
    }

    It 'shows no key under -Verbose' {
        $told = Invoke-RecommendationApi -Uri $keyed.Uri -UserId 2 -ApiKey (ConvertTo-SecureString $key -AsPlainText -Force) -Verbose 4>&1
        "$told" | Should -Match 'GET http'
        "$told" | Should -Not -Match $key
    }

    It 'refuses addresses that would show a key to others: <Uri>' -ForEach @(
        @{ Uri = 'http://example.com/v1/recommendations'; Id = 'InsecureUri' }
        @{ Uri = 'ftp://example.com/v1'; Id = 'InvalidUri' }
        @{ Uri = 'recommendations'; Id = 'InvalidUri' }
        @{ Uri = 'https://example.com/v1?x=1'; Id = 'InvalidUri' }
    ) {
        (Invoke-Catching { Invoke-RecommendationApi -Uri $Uri -UserId 2 }).FullyQualifiedErrorId | Should -BeLike "$Id,*"
    }

    It 'says that nobody answers, or something else does' {
        (Invoke-Catching { Invoke-RecommendationApi -Uri 'http://127.0.0.1:1/v1/recommendations' -UserId 2 }).FullyQualifiedErrorId |
            Should -BeLike 'InvokeRecommendationApi.ConnectionFailed,*'
        (Invoke-Catching { Invoke-RecommendationApi -Uri "$endpoint/nothing" -UserId 2 }).FullyQualifiedErrorId | Should -BeLike 'InvokeRecommendationApi.*'
    }
}
