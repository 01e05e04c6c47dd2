# The local server on a machine whose .NET lacks ASP.NET Core, or that has none: a sentence says what to install.
Describe 'A missing runtime' -Skip:$IsWindows {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Common.ps1')
        $folder = New-TestFolder runtime
        $partial = Join-Path $folder 'partial'
        $null = New-Item (Join-Path $partial 'shared'), (Join-Path $folder 'empty'), (Join-Path $folder 'older/shared/Microsoft.AspNetCore.App/8.0.1') -ItemType Directory
        $shell = @((Get-Process -Id $PID).Path)
        if ((Split-Path $shell[0] -LeafBase) -eq 'dotnet') {
            # PowerShell as a .NET tool runs in that partial .NET: a copy and not links, which the host would follow back to the whole.
            $frameworks = [IO.Path]::GetFullPath((Join-Path ([Runtime.InteropServices.RuntimeEnvironment]::GetRuntimeDirectory()) '../..'))
            Copy-Item (Join-Path $frameworks '../dotnet'), (Join-Path $frameworks '../host') $partial -Recurse
            Copy-Item (Join-Path $frameworks 'Microsoft.NETCore.App') (Join-Path $partial 'shared') -Recurse
            $shell = (Join-Path $partial 'dotnet'), (Join-Path $PSHOME 'pwsh.dll')
        }

        function Get-Start([string] $Root, [string] $Command) {
            $state = Join-Path $folder 'state'
            $script = "Import-Module '$manifest'
                try { $Command -StatePath '$state' -ErrorAction Stop }
                catch { `$_ | Select-Object FullyQualifiedErrorId, @{ n = 'Category'; e = { `"`$(`$_.CategoryInfo.Category)`" } }, ``
                    @{ n = 'Message'; e = { `$_.Exception.Message } }, @{ n = 'Action'; e = { `$_.ErrorDetails.RecommendedAction } } | ConvertTo-Json }"
            $start = [Diagnostics.ProcessStartInfo]::new($shell[0])
            @($shell | Select-Object -Skip 1) + '-NoProfile', '-NonInteractive', '-Command', $script | ForEach-Object { $start.ArgumentList.Add($_) }
            $start.RedirectStandardOutput = $true
            $start.Environment['DOTNET_ROOT'] = Join-Path $folder $Root
            $start.Environment['PATH'] = Join-Path $folder 'empty'
            $process = [Diagnostics.Process]::Start($start)
            $text = $process.StandardOutput.ReadToEnd()
            $process.WaitForExit()
            $text | ConvertFrom-Json
        }
    }

    AfterAll { Remove-Item $folder -Recurse -Force }

    It '<Command> says so when .NET is there <Case>' -ForEach @(
        @{ Case = 'without ASP.NET Core'; Root = 'partial'; Command = 'Start-PersonalizeLocal' }
        @{ Case = 'without ASP.NET Core'; Root = 'partial'; Command = 'Connect-Personalize -Local' }
        @{ Case = 'in another version'; Root = 'older'; Command = 'Start-PersonalizeLocal' }
        @{ Case = 'in no form at all'; Root = 'empty'; Command = 'Start-PersonalizeLocal' }
    ) {
        $record = Get-Start $Root $Command
        $record.FullyQualifiedErrorId | Should -BeLike 'RuntimeMissing,*'
        $record.Category | Should -Be 'NotInstalled'
        $record.Message | Should -BeLike "*ASP.NET Core Runtime 10.0*$Root*"
        $record.Message | Should -Not -Match '\n|hostfxr|usage'
        $record.Action | Should -BeLike '*https://dotnet.microsoft.com/download/dotnet/10.0*'
    }
}
