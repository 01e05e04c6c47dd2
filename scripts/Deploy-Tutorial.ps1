#Requires -Version 7.6

<#
.SYNOPSIS
Deploys the tutorial: the training stack, the prediction stack beside it, and the notifications that start both.
.DESCRIPTION
Can be repeated: stacks that are there are brought in step with the module and with new parameters, one that is still being made is waited for, and
one that was rolled back is made anew. After a training, another run tells the prediction stack of the newest solution version, so that users.json
is answered; until then it refuses such files.

The exit code is 0 when everything stands, and 1 with a reason when it does not.
.EXAMPLE
./scripts/Deploy-Tutorial.ps1 -Name films -Region eu-west-1 -ProfileName ops -NotificationEmail ops@example.com

Deploys the stacks films and films-predict.
.EXAMPLE
./scripts/Deploy-Tutorial.ps1 -Name films -TrainParameter @{ GlueNumberOfWorkers = 10 } -WhatIf

Shows what would change.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # The name of the training stack and its dataset group; the prediction stack is NAME-predict.
    [string] $Name = 'movie-lens',
    # The address that is told of success and failure, after it confirmed the subscription.
    [string] $NotificationEmail,
    # More parameters of the training stack.
    [hashtable] $TrainParameter = @{},
    # More parameters of the prediction stack.
    [hashtable] $PredictParameter = @{},
    # The bucket for functions, scripts and definitions.
    [string] $ArtifactBucket,
    # The AWS region; the default is that of the profile or of AWS_REGION.
    [string] $Region,
    # The AWS profile; without it the environment and the instance role are tried.
    [string] $ProfileName,
    # A server in place of AWS, such as moto.
    [uri] $EndpointUrl
)
. (Join-Path $PSScriptRoot 'Runbook.ps1')

function Publish-Stack([string] $Stack, [string] $Workflow, [hashtable] $Parameter) {
    # Makes a stack or brings it in step; emits it, or nothing under -WhatIf.
    $arguments = @{ Parameter = $Parameter; Wait = $true }
    if ($NotificationEmail) { $arguments.Parameter.NotificationEmail = $NotificationEmail }
    if ($ArtifactBucket) { $arguments.ArtifactBucket = $ArtifactBucket }
    $present = Find-Resource { Get-PersonalizeStack $Stack }
    if ($present.Status -like '*_IN_PROGRESS' -and $present.Status -ne 'REVIEW_IN_PROGRESS' -and -not $WhatIfPreference) {
        Write-Step "Waiting for the stack $Stack, which is $($present.Status)"
        $null = Get-PersonalizeStack $Stack -Wait -ErrorAction SilentlyContinue # what failed shows in the status
        $present = Find-Resource { Get-PersonalizeStack $Stack }
    }
    if ($present.Status -in 'ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'CREATE_FAILED', 'DELETE_FAILED', 'REVIEW_IN_PROGRESS') {
        Write-Step "Removing the stack $Stack, which is $($present.Status) and cannot be updated: $($present.FailureReason)"
        Remove-PersonalizeStack $Stack -Wait -Confirm:$false
        if (-not $WhatIfPreference) { $present = $null }
    }

    Write-Step ($present ? "Updating the stack $Stack" : "Making the stack $Stack")
    $made = $present ? (Update-PersonalizeStack $Stack @arguments -PassThru) : (New-PersonalizeStack $Stack -Workflow $Workflow @arguments)
    if ($WhatIfPreference) { $made | Out-Host } else { $made }
}

try {
    Connect-Runbook -Region $Region -ProfileName $ProfileName -EndpointUrl $EndpointUrl

    $train = Publish-Stack $Name Train $TrainParameter
    $train ??= Find-Resource { Get-PersonalizeStack $Name }
    if (-not $train) {
        Write-Step "The prediction stack takes outputs of $Name; what it would make can be shown when that stack is there."
        exit 0
    }
    Set-PersonalizeNotification Train -Stack $Name

    $more = @{
        DataBucketName = $train.Outputs.DataBucket
        MoviesKey = "$($train.Outputs.InputPrefix)movies.csv"
        CampaignName = $train.Outputs.CampaignName
        DatasetGroupName = $train.Outputs.DatasetGroupName
    }
    foreach ($key in $PredictParameter.Keys) { $more[$key] = $PredictParameter[$key] }
    if (-not $more.ContainsKey('InferenceSolutionVersionArn') -and $train.Outputs.ContainsKey('DatasetGroupArn')) {
        $version = Find-Resource { Get-SolutionVersion $train.Outputs.SolutionArn } | Where-Object Status -EQ ACTIVE |
            Sort-Object Created | Select-Object -Last 1
        if ($version) { $more.InferenceSolutionVersionArn = $version.Arn }
        else { Write-Step 'No version is trained yet: run this again after the training, so that users.json is answered.' }
    }
    $predict = Publish-Stack "$Name-predict" Predict $more
    if (-not $WhatIfPreference -or (Find-Resource { Get-PersonalizeStack "$Name-predict" })) { Set-PersonalizeNotification Predict -Stack "$Name-predict" }
    if ($WhatIfPreference) { exit 0 }

    Write-Step "Upload ratings.csv and movies.csv to s3://$($train.Outputs.DataBucket)/$($train.Outputs.InputPrefix) to train."
    if ($NotificationEmail) { Write-Step "Confirm the subscriptions that were mailed to $NotificationEmail." }
    $train, $predict | Format-Table | Out-Host
}
catch {
    Write-Reason "The deployment of $Name failed" $_
    exit 1
}
