#Requires -Version 7.6

<#
.SYNOPSIS
Removes what the tutorial deployed and trained, in the order of dependencies.
.DESCRIPTION
Notifications first, then the prediction stack, then campaigns, filters, event trackers and solutions, which the workflows made in the dataset group,
then the training stack. The bucket with the data stays unless -IncludeData is given. Can be repeated: what an earlier run removed is not missed.

The exit code is 0 when all is gone, and 1 with a reason when something is left.
.EXAMPLE
./scripts/Remove-Tutorial.ps1 -Name films -Region eu-west-1 -ProfileName ops -WhatIf

Shows what would be removed.
.EXAMPLE
./scripts/Remove-Tutorial.ps1 -Name films -IncludeData -Confirm:$false

Removes everything, the data too.
#>
[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
param(
    # The name of the training stack; the prediction stack is NAME-predict.
    [string] $Name = 'movie-lens',
    # Removes the bucket with all data too.
    [switch] $IncludeData,
    # The AWS region; the default is that of the profile or of AWS_REGION.
    [string] $Region,
    # The AWS profile; without it the environment and the instance role are tried.
    [string] $ProfileName,
    # A server in place of AWS, such as moto.
    [uri] $EndpointUrl
)
. (Join-Path $PSScriptRoot 'Runbook.ps1')

function Remove-Notification($Stack) {
    # A bucket that is gone tells nobody.
    if ($Stack.Outputs.ContainsKey('DataBucket')) { Find-Resource { $Stack | Remove-PersonalizeNotification -Confirm:$false } }
}

function Remove-Trained([string] $DatasetGroup) {
    # The stack made the dataset group and cannot remove it while others hold on to it.
    if (-not (Find-Resource { Get-PersonalizeDatasetGroup $DatasetGroup })) { return }
    $solutions = @(Get-Solution -DatasetGroup $DatasetGroup)
    $solutions | Get-Campaign | Remove-Campaign -Wait -Confirm:$false
    Get-PersonalizeFilter -DatasetGroup $DatasetGroup | Remove-PersonalizeFilter -Wait -Confirm:$false
    Get-EventTracker -DatasetGroup $DatasetGroup | Remove-EventTracker -Wait -Confirm:$false
    $solutions | Remove-Solution -Wait -Confirm:$false
}

try {
    Connect-Runbook -Region $Region -ProfileName $ProfileName -EndpointUrl $EndpointUrl
    $train = Find-Resource { Get-PersonalizeStack $Name }
    $predict = Find-Resource { Get-PersonalizeStack "$Name-predict" }
    if (-not $train -and -not $predict) {
        Write-Step "There are no stacks $Name and $Name-predict; nothing is left to remove."
        exit 0
    }
    $what = "Remove the tutorial with its models$($IncludeData ? ' and all its data' : '')"
    if (-not $WhatIfPreference -and -not (Confirm-Removal $PSCmdlet $Name $what)) { exit 0 }

    foreach ($stack in $predict, $train) { if ($stack) { Remove-Notification $stack } }
    if ($predict) {
        Write-Step "Removing the stack $($predict.Name)"
        Remove-PersonalizeStack $predict.Name -Wait -Confirm:$false
    }
    if ($train) {
        if ($train.Outputs.ContainsKey('DatasetGroupArn')) {
            Write-Step "Removing what was trained in the dataset group $($train.Outputs.DatasetGroupName)"
            Remove-Trained $train.Outputs.DatasetGroupName
        }
        Write-Step "Removing the stack $($train.Name)"
        Remove-PersonalizeStack $train.Name -Wait -EmptyBucket:$IncludeData -Confirm:$false
    }
    if (-not $WhatIfPreference) { Write-Step 'Removed. The bucket with the uploaded functions and scripts stays; it serves other stacks too.' }
}
catch {
    Write-Reason "The removal of $Name failed" $_
    exit 1
}
