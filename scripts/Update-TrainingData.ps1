#Requires -Version 7.6
<#
.SYNOPSIS
Brings the data of a dataset group up to date: converts a folder of ratings and imports it.
.DESCRIPTION
The import replaces the rows of earlier bulk imports; what PutEvents, PutItems and PutUsers recorded stays. A running import of the group is waited
for first. New data is used by the next training: Invoke-ModelTraining.ps1.
.EXAMPLE
./scripts/Update-TrainingData.ps1 -Local -DatasetGroup Movies -DataPath ./ml-latest-small -MinimumRating 3
Imports the ratings of at least three stars.
#>
[CmdletBinding(SupportsShouldProcess, DefaultParameterSetName = 'Aws')]
param(
    [Parameter(Mandatory)] [string] $DatasetGroup,
    [Parameter(Mandatory)] [string] $DataPath,
    [ValidateRange(0, 5)] [double] $MinimumRating = 0,
    [ValidateRange(0.000001, 1)] [double] $Fraction = 1,
    [string] $RoleArn,
    [string] $Bucket,
    [Parameter(ParameterSetName = 'Local', Mandatory)] [switch] $Local,
    [Parameter(ParameterSetName = 'Local')] [string] $StatePath,
    [Parameter(ParameterSetName = 'Aws')] [string] $Region,
    [Parameter(ParameterSetName = 'Aws')] [string] $ProfileName
)
. (Join-Path $PSScriptRoot 'Runbook.ps1')
$work = Join-Path ([IO.Path]::GetTempPath()) "personalizeops-refresh-$PID"
try {
    Connect-Runbook -Local:$Local -StatePath $StatePath -Region $Region -ProfileName $ProfileName
    $running = Find-Resource { Get-PersonalizeImport } | Where-Object { $_.DatasetGroup -eq $DatasetGroup -and $_.Status -match '^CREATE (PENDING|IN_PROGRESS)$' }
    if ($running) {
        Write-Step "Waiting for $(@($running).Count) imports that are running"
        $null = $running | Wait-PersonalizeResource
    }
    if ($PSCmdlet.ShouldProcess($DatasetGroup, "Convert and import $DataPath")) {
        Write-Step "Importing $DataPath"
        $import = @{ DatasetGroup = $DatasetGroup; Wait = $true }
        if ($RoleArn) { $import.RoleArn = $RoleArn }
        if ($Bucket) { $import.Bucket = $Bucket }
        ConvertTo-PersonalizeDataset $DataPath -OutputPath $work -MinimumRating $MinimumRating -Fraction $Fraction | New-PersonalizeImport @import | Out-Host
    }
}
catch {
    [Console]::Error.WriteLine("The data of $DatasetGroup could not be brought up to date: $($_.Exception.Message)")
    exit 1
}
finally {
    Remove-Item $work -Recurse -Force -ErrorAction Ignore -WhatIf:$false
}
