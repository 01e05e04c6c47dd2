<#
.SYNOPSIS
Runs Pester tests in this process against the module built into bin/ and writes the counts as JSON.
#>
param(
    [Parameter(Mandatory)] [string] $Path,
    [string] $ReportPath
)
$ErrorActionPreference = 'Stop'
$project = Join-Path $PSScriptRoot 'module/Modules.csproj'
$properties = (dotnet msbuild $project -getProperty:NuGetPackageRoot -getProperty:PesterVersion | ConvertFrom-Json).Properties
Import-Module (Join-Path $properties.NuGetPackageRoot "pester/$($properties.PesterVersion)/tools/Pester.psd1")

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Detailed'
$configuration.Output.CIFormat = 'None'
$configuration.Output.RenderMode = 'Plaintext'
$result = Invoke-Pester -Configuration $configuration
if ($ReportPath) {
    [ordered]@{
        Passed = $result.PassedCount
        Failed = $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
        Skipped = $result.SkippedCount + $result.NotRunCount
    } | ConvertTo-Json | Set-Content $ReportPath
}
exit ($result.Result -eq 'Passed' ? 0 : 1)
