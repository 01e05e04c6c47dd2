#Requires -Version 7.6

<#
.SYNOPSIS
From raw ratings to recommendations on the local server: convert, import, train, measure, deploy, recommend, batch.
.DESCRIPTION
Replaces the dataset group 'Quickstart' of an earlier run. What it made stays on the local server: afterwards,
Connect-Personalize -Local; 1, 40, 600 | Get-MovieRecommendation -Campaign QuickCampaign

The exit code is 0 when it went through, and 1 with a reason when not.
.EXAMPLE
./scripts/Quickstart.ps1

Goes through all steps with generated ratings.
.EXAMPLE
./scripts/Quickstart.ps1 -DataPath ./ml-latest-small -OutputPath ./out -UserId 1, 2, 3

Takes ratings of your own, and recommends for three users.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # A folder in a MovieLens format; without it a sample is generated.
    [string] $DataPath,
    # The folder where recommendations.csv and recommendations.parquet are written.
    [string] $OutputPath = (Get-Location).Path,
    # The users to recommend for.
    [string[]] $UserId = (1, 40, 600),
    # The state folder of the local server, when it is not the usual one.
    [string] $StatePath
)
. (Join-Path $PSScriptRoot 'Runbook.ps1')
$work = Join-Path ([IO.Path]::GetTempPath()) "personalizeops-quickstart-$PID"
$times, $versions = [Collections.Generic.List[object]]::new(), [Collections.Generic.List[object]]::new()

function Step([string] $Name, [scriptblock] $Action) {
    Write-Host "• $Name"
    $watch = [Diagnostics.Stopwatch]::StartNew()
    & $Action
    $times.Add([pscustomobject]@{ Step = $Name; Seconds = [math]::Round($watch.Elapsed.TotalSeconds, 2) })
}
$place = $StatePath ? @{ StatePath = $StatePath } : @{}
$started = $false
try {
    if (-not $PSCmdlet.ShouldProcess('the local server', "Replace the dataset group Quickstart by $($DataPath ? $DataPath : 'a generated sample'), train and recommend")) { exit 0 }
    $wasRunning = [bool](Get-PersonalizeLocal @place)
    $null = New-Item $OutputPath -ItemType Directory -Force
    Step 'Start the local server' { Connect-Runbook -Local @place }
    $started = -not $wasRunning
    Step 'Remove an earlier run' {
        Get-PersonalizeDatasetGroup | Where-Object Name -EQ Quickstart | Remove-PersonalizeDatasetGroup -Recurse -Confirm:$false | Out-Null
    }
    if (-not $DataPath) {
        $DataPath = Join-Path $work 'sample'
        Step 'Generate a sample' { New-SampleDataset -Path $DataPath -Preset small | Format-Table | Out-Host }
    }
    Step 'Convert and import' {
        ConvertTo-PersonalizeDataset $DataPath -OutputPath (Join-Path $work 'converted') |
            New-PersonalizeImport -DatasetGroup Quickstart -Wait | Format-Table | Out-Host
    }
    foreach ($recipe in 'aws-popularity-count', 'aws-user-personalization') {
        $solution = $recipe -eq 'aws-popularity-count' ? 'QuickPopularity' : 'QuickModel'
        Step "Train $recipe" { $versions.Add((New-Solution $solution -DatasetGroup Quickstart -Recipe $recipe | New-SolutionVersion -Wait)) }
    }
    Step 'Compare offline metrics' { $versions | Get-SolutionMetrics | Format-Table | Out-Host }
    Step 'Deploy a campaign' { New-Campaign -Name QuickCampaign -Solution QuickModel -Wait | Format-Table | Out-Host }
    Step "Recommend for users $($UserId -join ', '), into $OutputPath/recommendations.csv" {
        $films = $UserId | Get-MovieRecommendation -Campaign QuickCampaign -NumResults 10
        $films | Export-Csv -LiteralPath (Join-Path $OutputPath 'recommendations.csv')
        $films | Format-Table | Out-Host
    }
    Step 'Recommend for 100 users in a batch, as parquet' {
        1..100 | Start-BatchRecommendation -SolutionVersion $versions[1] -NumResults 25 -Wait |
            ConvertTo-RecommendationTable -Path (Join-Path $OutputPath 'recommendations.parquet') | Format-Table | Out-Host
    }
    $times | Format-Table | Out-Host
}
catch {
    Write-Reason 'The quickstart failed' $_
    exit 1
}
finally {
    if ($started) { Stop-PersonalizeLocal @place }
    Remove-Item $work -Recurse -Force -ErrorAction Ignore -WhatIf:$false
}
