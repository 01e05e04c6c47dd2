# The module lives in its own load context: another AWSSDK.Core in the session does not disturb it.
Describe 'Isolation' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Common.ps1')
        $project = Join-Path $PSScriptRoot 'Modules.csproj'
        $properties = (dotnet msbuild $project -getProperty:NuGetPackageRoot -getProperty:OldAwsSdkCoreVersion | ConvertFrom-Json).Properties
        $oldCore = Join-Path $properties.NuGetPackageRoot "awssdk.core/$($properties.OldAwsSdkCoreVersion)/lib/netcoreapp3.1/AWSSDK.Core.dll"
        $state = New-TestFolder isolation
    }

    AfterAll { Remove-Item $state -Recurse -Force }

    It 'works in a session that has loaded an older AWSSDK.Core' {
        $oldCore | Should -Exist
        $output = Invoke-FreshShell @"
            Add-Type -Path '$oldCore'
            `$old = [Amazon.RegionEndpoint].Assembly.GetName().Version.Major
            Import-Module '$manifest'
            `$null = Connect-Personalize -Local -StatePath '$state'
            try { `$count = @(Get-Solution).Count } finally { Stop-PersonalizeLocal -StatePath '$state' }
            "old=`$old solutions=`$count still=`$([Amazon.RegionEndpoint].Assembly.GetName().Version.Major)"
"@
        $output | Should -BeLike '*old=3 solutions=0 still=3*'
    }

    It 'keeps its assemblies out of the default context' {
        $output = Invoke-FreshShell @"
            Import-Module '$manifest'
            `$default = [Runtime.Loader.AssemblyLoadContext]::Default.Assemblies.GetName().Name
            "leaked=`$(@(`$default -like 'AWSSDK*').Count + @(`$default -eq 'PersonalizeOps').Count)"
"@
        $output | Should -BeLike '*leaked=0*'
    }

    It 'has all its cmdlets after a second forced import' {
        $output = Invoke-FreshShell @"
            Import-Module '$manifest'
            `$first = @(Get-Command -Module PersonalizeOps).Count
            Import-Module '$manifest' -Force
            "first=`$first second=`$(@(Get-Command -Module PersonalizeOps).Count)"
"@
        $counts = [regex]::Match($output, 'first=(\d+) second=(\d+)').Groups
        $counts[2].Value | Should -Be $counts[1].Value
        [int]$counts[1].Value | Should -BeGreaterThan 10
    }
}
