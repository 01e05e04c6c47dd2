#Requires -Version 7.6

<#
.SYNOPSIS
Removes a dataset group with everything in it, in the order of dependencies, and checks that nothing billable is left.
.DESCRIPTION
Can be repeated: what an earlier run removed is not missed. The exit code is 0 when all is gone, and 1 with a
reason when something is left that costs money.
.EXAMPLE
./scripts/Remove-TrainingResources.ps1 -Local -DatasetGroup Movies -WhatIf

Shows the plan.
.EXAMPLE
./scripts/Remove-TrainingResources.ps1 -Region eu-west-1 -ProfileName ops -DatasetGroup Movies -IncludeSchema -Confirm:$false

Removes everything on AWS without a question, the schemas too.
#>
[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High', DefaultParameterSetName = 'Aws')]
param(
    # The dataset group.
    [Parameter(Mandatory)] [string] $DatasetGroup,
    # Removes the schemas of its datasets too, unless others use them.
    [switch] $IncludeSchema,
    # Works on the local server, which is started when it does not run.
    [Parameter(ParameterSetName = 'Local', Mandatory)] [switch] $Local,
    # The state folder of the local server, when it is not the usual one.
    [Parameter(ParameterSetName = 'Local')] [string] $StatePath,
    # The AWS region; the default is that of the profile or of AWS_REGION.
    [Parameter(ParameterSetName = 'Aws')] [string] $Region,
    # The AWS profile; without it the environment and the instance role are tried.
    [Parameter(ParameterSetName = 'Aws')] [string] $ProfileName,
    # A server in place of AWS, such as moto or a local server on another machine.
    [Parameter(ParameterSetName = 'Aws')] [uri] $EndpointUrl
)
. (Join-Path $PSScriptRoot 'Runbook.ps1')
try {
    Connect-Runbook -Local:$Local -StatePath $StatePath -Region $Region -ProfileName $ProfileName -EndpointUrl $EndpointUrl
    if (-not (Find-Resource { Get-PersonalizeDatasetGroup $DatasetGroup })) {
        Write-Step "There is no dataset group $DatasetGroup; nothing is left to remove."
        exit 0
    }
    if ($WhatIfPreference) {
        Remove-PersonalizeDatasetGroup $DatasetGroup -Recurse -IncludeSchema:$IncludeSchema -WhatIf
        exit 0
    }
    if (-not (Confirm-Removal $PSCmdlet $DatasetGroup 'Remove the dataset group with everything in it')) { exit 0 }
    Write-Step "Removing $DatasetGroup"
    Remove-PersonalizeDatasetGroup $DatasetGroup -Recurse -IncludeSchema:$IncludeSchema -Confirm:$false | Format-Table | Out-Host
}
catch {
    Write-Reason "The removal of $DatasetGroup failed" $_
    exit 1
}
