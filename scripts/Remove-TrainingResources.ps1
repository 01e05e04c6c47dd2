#Requires -Version 7.6
<#
.SYNOPSIS
Removes a dataset group with everything in it, in the order of dependencies, and checks that nothing billable is left.
.DESCRIPTION
Can be repeated: what an earlier run removed is not missed. The exit code is 1 with a reason when something is left that costs money.
.EXAMPLE
./scripts/Remove-TrainingResources.ps1 -Local -DatasetGroup Movies -WhatIf
Shows the plan.
#>
[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High', DefaultParameterSetName = 'Aws')]
param(
    [Parameter(Mandatory)] [string] $DatasetGroup,
    [switch] $IncludeSchema,
    [Parameter(ParameterSetName = 'Local', Mandatory)] [switch] $Local,
    [Parameter(ParameterSetName = 'Local')] [string] $StatePath,
    [Parameter(ParameterSetName = 'Aws')] [string] $Region,
    [Parameter(ParameterSetName = 'Aws')] [string] $ProfileName
)
. (Join-Path $PSScriptRoot 'Runbook.ps1')
try {
    Connect-Runbook -Local:$Local -StatePath $StatePath -Region $Region -ProfileName $ProfileName
    if (-not (Find-Resource { Get-PersonalizeDatasetGroup $DatasetGroup })) {
        Write-Step "There is no dataset group $DatasetGroup; nothing is left to remove."
        exit 0
    }
    if ($WhatIfPreference) {
        Remove-PersonalizeDatasetGroup $DatasetGroup -Recurse -IncludeSchema:$IncludeSchema -WhatIf
        exit 0
    }
    if (-not $PSCmdlet.ShouldProcess($DatasetGroup, 'Remove the dataset group with everything in it')) { exit 0 }
    Write-Step "Removing $DatasetGroup"
    Remove-PersonalizeDatasetGroup $DatasetGroup -Recurse -IncludeSchema:$IncludeSchema -Confirm:$false | Format-Table | Out-Host
}
catch {
    [Console]::Error.WriteLine("The removal of $DatasetGroup failed: $($_.Exception.Message)")
    exit 1
}
