<#
.SYNOPSIS
Runs Pester tests against the module built into bin/ and writes the counts as JSON.
.DESCRIPTION
In this process; or, with -Workers, each file in a shell of its own, several side by side: what waits in one leaves the processor to the others, and no
file meets variables, connections or assemblies of another. What a file writes is then shown when it has ended.
#>
param(
    # A file or a folder.
    [Parameter(Mandatory)] [string] $Path,
    [string] $ReportPath,
    [ValidateRange(1, 16)] [int] $Workers = 1,
    # The manifest of Pester; found by default.
    [string] $Pester
)
$ErrorActionPreference = 'Stop'

function Find-Pester {
    $project = Join-Path $PSScriptRoot 'module/Modules.csproj'
    $properties = (dotnet msbuild $project -getProperty:NuGetPackageRoot -getProperty:PesterVersion | ConvertFrom-Json).Properties
    Join-Path $properties.NuGetPackageRoot "pester/$($properties.PesterVersion)/tools/Pester.psd1"
}

function Invoke-Here {
    Import-Module $Pester
    $configuration = New-PesterConfiguration
    $configuration.Run.Path = $Path
    $configuration.Run.PassThru = $true
    $configuration.Output.Verbosity = 'Detailed'
    $configuration.Output.CIFormat = 'None'
    $configuration.Output.RenderMode = 'Plaintext'
    $result = Invoke-Pester -Configuration $configuration
    $failed = $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
    [pscustomobject]@{ Passed = $result.PassedCount; Failed = $failed; Skipped = $result.SkippedCount + $result.NotRunCount }
}

function Invoke-SideBySide {
    $shell, [string[]] $words = (Get-Process -Id $PID).Path
    if ((Split-Path $shell -LeafBase) -eq 'dotnet') { $words = @(Join-Path $PSHOME 'pwsh.dll') }
    $words += '-NoLogo', '-NoProfile', '-NonInteractive', '-File', $PSCommandPath, '-Pester', $Pester
    # The largest first, so that none is left alone at the end.
    Get-ChildItem $Path -Recurse -Filter *.Tests.ps1 | Sort-Object Length -Descending | ForEach-Object -ThrottleLimit $Workers -Parallel {
        $report = New-TemporaryFile
        $words = $using:words
        try {
            $text = & $using:shell @words -Path $_.FullName -ReportPath $report.FullName 2>&1 | Out-String
            # A shell that died leaves no counts.
            $counts = Get-Content $report -Raw | ConvertFrom-Json
            [pscustomobject]@{ Text = $text; Counts = $counts ?? [pscustomobject]@{ Passed = 0; Failed = 1; Skipped = 0 } }
        }
        finally { Remove-Item $report }
    } | ForEach-Object {
        Write-Host $_.Text
        $_.Counts
    }
}

if (-not $Pester) { $Pester = Find-Pester }
$total = ($Workers -eq 1 ? (Invoke-Here) : (Invoke-SideBySide)) | Measure-Object Passed, Failed, Skipped -Sum
$passed, $failed, $skipped = [int[]]$total.Sum
if ($ReportPath) { [ordered]@{ Passed = $passed; Failed = $failed; Skipped = $skipped } | ConvertTo-Json | Set-Content $ReportPath }
exit ($passed -gt 0 -and $failed -eq 0 ? 0 : 1)
