<#
.SYNOPSIS
Runs Pester tests against the module built into bin/ and writes the counts as JSON.
.DESCRIPTION
In this process; or, with -Workers, in several shells side by side, each of which takes one file after the other: what waits in one leaves the processor to
the others. What a file writes is then shown when it has ended.
#>
param(
    # A file or a folder.
    [Parameter(Mandatory)] [string[]] $Path,
    [string] $ReportPath,
    [ValidateRange(1, 16)] [int] $Workers = 1,
    # Of a worker: the folder in which the files wait that nobody has taken yet.
    [string] $Queue
)
$ErrorActionPreference = 'Stop'
$countsMark = '##counts '

function Invoke-Tests([string[]] $Files) {
    $configuration = New-PesterConfiguration
    $configuration.Run.Path = $Files
    $configuration.Run.PassThru = $true
    $configuration.Output.Verbosity = 'Detailed'
    $configuration.Output.CIFormat = 'None'
    $configuration.Output.RenderMode = 'Plaintext'
    $result = Invoke-Pester -Configuration $configuration
    [pscustomobject]@{
        Passed = $result.PassedCount
        Failed = $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
        Skipped = $result.SkippedCount + $result.NotRunCount
        IsGood = $result.Result -eq 'Passed'
    }
}

function Get-Next {
    # Who moves the file has it.
    foreach ($ticket in [IO.Directory]::GetFiles($Queue, '*.ticket') | Sort-Object) {
        try {
            [IO.File]::Move($ticket, "$ticket.taken")
            return Get-Content "$ticket.taken"
        }
        catch [IO.IOException] { continue }
    }
}

function Restore-Environment([Collections.IDictionary] $Variables) {
    foreach ($name in @([Environment]::GetEnvironmentVariables().Keys)) {
        # For the method of .NET a null from here is an empty text, which is a value like any other.
        if (-not $Variables.Contains($name)) { Remove-Item -LiteralPath "env:$name" }
    }
    foreach ($name in $Variables.Keys) { [Environment]::SetEnvironmentVariable($name, $Variables[$name]) }
}

function Invoke-SideBySide([string[]] $Files) {
    $waiting = (New-Item (Join-Path ([IO.Path]::GetTempPath()) "tests-$([guid]::NewGuid().ToString('n'))") -ItemType Directory).FullName
    try {
        # The longest first, so that none is left alone at the end.
        $place = 0
        foreach ($file in Get-Item $Files | Sort-Object Length -Descending) { Set-Content (Join-Path $waiting "$(($place++).ToString('000')).ticket") $file.FullName }
        $shell, [string[]] $words = (Get-Process -Id $PID).Path
        if ((Split-Path $shell -LeafBase) -eq 'dotnet') { $words = @(Join-Path $PSHOME 'pwsh.dll') }
        $words += '-NoLogo', '-NoProfile', '-NonInteractive', '-File', $PSCommandPath, '-Path', '.', '-Queue', $waiting
        1..$Workers | ForEach-Object -ThrottleLimit $Workers -Parallel {
            $lines = [Collections.Generic.List[string]]::new()
            & $using:shell @using:words 2>&1 | ForEach-Object {
                if (-not "$_".StartsWith($using:countsMark, [StringComparison]::Ordinal)) { $lines.Add("$_"); return }
                [pscustomobject]@{ Text = $lines -join "`n"; Counts = "$_".Substring(($using:countsMark).Length) | ConvertFrom-Json }
                $lines.Clear()
            }
            if ($lines.Count -gt 0) { [pscustomobject]@{ Text = $lines -join "`n"; Counts = $null } }
        } | ForEach-Object {
            Write-Host $_.Text
            $_.Counts
        }
    }
    finally { Remove-Item $waiting -Recurse -Force }
}

if ($Workers -eq 1) {
    $project = Join-Path $PSScriptRoot 'module/Modules.csproj'
    $properties = (dotnet msbuild $project -getProperty:NuGetPackageRoot -getProperty:PesterVersion | ConvertFrom-Json).Properties
    Import-Module (Join-Path $properties.NuGetPackageRoot "pester/$($properties.PesterVersion)/tools/Pester.psd1")
}

if ($Queue) {
    # Tests see the variables of this script: the names are such that no test means another by them.
    $environmentAtStart = [Environment]::GetEnvironmentVariables()
    while ($takenTestFile = Get-Next) {
        Write-Host "$countsMark$(Invoke-Tests $takenTestFile | ConvertTo-Json -Compress)"
        # Which file comes next is chance: it finds no variables and no connection of another.
        Restore-Environment $environmentAtStart
        if (Get-Module PersonalizeOps) { Disconnect-Personalize }
    }
    exit 0
}

if ($Workers -eq 1) { $counts = @(Invoke-Tests $Path) }
else {
    $files = (Get-ChildItem $Path -Recurse -Filter *.Tests.ps1).FullName
    $counts = @(Invoke-SideBySide $files)
    # A shell that died took the counts of its file with it.
    if ($counts.Count -lt $files.Count) { $counts += [pscustomobject]@{ Passed = 0; Failed = $files.Count - $counts.Count; Skipped = 0; IsGood = $false } }
}

$total = $counts | Measure-Object Passed, Failed, Skipped -Sum
if ($ReportPath) { [ordered]@{ Passed = [int]$total[0].Sum; Failed = [int]$total[1].Sum; Skipped = [int]$total[2].Sum } | ConvertTo-Json | Set-Content $ReportPath }
exit ($counts.IsGood -notcontains $false -and $counts.Count -gt 0 ? 0 : 1)
