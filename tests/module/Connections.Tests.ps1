# Several connections in one session, and in others.
Describe 'Connections' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Common.ps1')
        $folder = New-TestFolder connections
        $one = Connect-Personalize -Local -StatePath (Join-Path $folder 'one') -Name One
        $null = New-PersonalizeDatasetGroup OfOne -Wait
        $two = Connect-Personalize -Local -StatePath (Join-Path $folder 'two') -Name Two
        $null = New-PersonalizeDatasetGroup OfTwo -Wait
    }

    AfterAll {
        'one', 'two' | ForEach-Object { Stop-PersonalizeLocal -StatePath (Join-Path $folder $_) }
        Disconnect-Personalize
        Remove-Item $folder -Recurse -Force
    }

    It 'uses the connection made last, or the one named' {
        (Get-PersonalizeDatasetGroup).Name | Should -Be 'OfTwo'
        (Get-PersonalizeDatasetGroup -Connection One).Name | Should -Be 'OfOne'
        (Get-PersonalizeDatasetGroup -Connection $one).Name | Should -Be 'OfOne'
        (Get-PersonalizeConnection).Name | Should -Be 'Two', 'One'
    }

    It 'finds the local server past the proxy of the environment' {
        $env:HTTP_PROXY = $env:http_proxy = 'http://127.0.0.1:9'
        try {
            $text = Invoke-FreshShell "
                Import-Module '$manifest'
                `$null = Connect-Personalize -Local -StatePath '$(Join-Path $folder 'one')'
                (Get-PersonalizeDatasetGroup).Name
                & '$(Join-Path $root "bin/server/personalize-local$($IsWindows ? '.exe' : '')")' status --state '$(Join-Path $folder 'one')'"
        }
        finally { $env:HTTP_PROXY = $env:http_proxy = $null }
        $text | Should -Match 'OfOne'
        $text | Should -Match ': ready, version'
    }

    It 'says so when there is no connection of a name' {
        { Get-Solution -Connection Three } | Should -Throw '*no connection*Three*'
    }

    It 'completes names of connections, and names through them' {
        $line = 'Get-Solution -Connection O'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain 'One'
        $line = 'Get-PersonalizeDatasetGroup -Connection One -Name Of'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'OfOne'
    }

    It 'works in ForEach-Object -Parallel, where each runspace starts without a connection' {
        $names = 1..6 | ForEach-Object -Parallel {
            Import-Module $using:manifest
            $none = @(Get-PersonalizeConnection).Count
            (Get-PersonalizeDatasetGroup -Connection $using:one).Name + $none
        } -ThrottleLimit 3
        $names | Should -Be (@('OfOne0') * 6)
    }

    It 'works in thread jobs, which run at once' {
        $jobs = 1..3 | ForEach-Object { Start-ThreadJob { Import-Module $using:manifest; (Get-PersonalizeDatasetGroup -Connection $using:one).Name } }
        $jobs | Receive-Job -Wait -AutoRemoveJob | Should -Be (@('OfOne') * 3)
    }

    It 'works in a background job' {
        $job = Start-Job -ArgumentList $manifest, (Join-Path $folder 'two') {
            param($manifest, $state)
            Import-Module $manifest
            $null = Connect-Personalize -Local -StatePath $state
            (Get-PersonalizeDatasetGroup).Name
        }
        $job | Receive-Job -Wait -AutoRemoveJob | Should -Be 'OfTwo'
    }

    It 'shows each call with its request id in the verbose stream' {
        $text = Get-PersonalizeDatasetGroup -Connection One -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] }
        $text.Message | Where-Object { $_ -match '^ListDatasetGroups: 200, \d+ ms, request id [0-9a-f-]{36}$' } | Should -Not -BeNullOrEmpty
    }

    It 'ends one connection and keeps the other' {
        Disconnect-Personalize Two
        (Get-PersonalizeConnection).Name | Should -Be 'One'
        (Get-PersonalizeDatasetGroup).Name | Should -Be 'OfOne'
    }
}
