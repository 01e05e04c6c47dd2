#Requires -Version 7.6

<#
.SYNOPSIS
Trains a solution and puts the new version into service only if it is better than the present one.
.DESCRIPTION
With -DataPath, a folder in a MovieLens format, the data is converted and imported first, unless it is imported already. The campaign is made if it is
missing; otherwise it is updated if the metric of the new version is higher. Solutions are made without automatic training.

A run that was stopped can be repeated: it goes on with what is missing. A version that is being trained already is waited for instead of training a
second one. The tag PersonalizeOps.Judged tells which versions were compared: one that was trained, and not compared any more, is taken up, unless
newer data was imported by then. On AWS that needs the permissions personalize:TagResource and personalize:ListTagsForResource.

On AWS a training whose estimate is above -Budget (that of the price file when it is left out) is refused; with -Budget, and for a solution that is not
there yet, before anything is imported.

The exit code is 0 when the run ended as it should, promoted or not, and 1 with a reason when it failed.
.EXAMPLE
./scripts/Invoke-ModelTraining.ps1 -Local -DatasetGroup Movies -Solution MoviesModel -Campaign MoviesCampaign -DataPath ./ml-latest-small

Imports, trains and deploys on the local server.
.EXAMPLE
./scripts/Invoke-ModelTraining.ps1 -Region eu-west-1 -ProfileName ops -DatasetGroup Movies -Solution MoviesModel -Campaign MoviesCampaign -WhatIf

Says what the weekly run on AWS would do.
#>
[CmdletBinding(SupportsShouldProcess, DefaultParameterSetName = 'Aws')]
param(
    # The dataset group; it is created when missing, if there is -DataPath.
    [Parameter(Mandatory)] [string] $DatasetGroup,
    # The solution; it is created when missing.
    [Parameter(Mandatory)] [string] $Solution,
    # The campaign that serves the better version; it is created when missing.
    [Parameter(Mandatory)] [string] $Campaign,
    # The recipe of a solution that has to be made.
    [string] $Recipe = 'aws-user-personalization',
    # The offline metric that decides which version is better.
    [ValidateSet('NdcgAt10', 'NdcgAt25', 'NdcgAt5', 'MrrAt25', 'PrecisionAt10', 'PrecisionAt25', 'PrecisionAt5', 'Coverage')]
    [string] $Metric = 'NdcgAt10',
    # How much higher the metric must be, as a share of the present one.
    [ValidateRange(0, 1)] [double] $MinimumGain = 0,
    # A folder in a MovieLens format, which is converted and imported first.
    [string] $DataPath,
    # The most a training may be estimated to cost; nobody is asked.
    [decimal] $Budget,
    # The IAM role with which Personalize reads S3; AWS needs it with -DataPath.
    [string] $RoleArn,
    # The bucket for the files; it is created when missing. The default is personalizeops-ACCOUNT-REGION.
    [string] $Bucket,
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
$work = Join-Path ([IO.Path]::GetTempPath()) "personalizeops-training-$PID"
$judged = 'PersonalizeOps.Judged'
$isLimited = $PSBoundParameters.ContainsKey('Budget')

function Assert-Budget($Dataset) {
    # Before the import, which costs as well.
    $plan = Measure-PersonalizeCost -Dataset $Dataset -Recipe $Recipe -MinProvisionedTps 0 | Where-Object Kind -EQ Training
    if ($plan.Amount -gt $Budget) {
        throw 'Training {0} may cost {1:0.00} {2}, above the budget of {3:0.00}; nothing was imported. {4}' -f $Solution, $plan.Amount, $plan.Currency, $Budget, $plan.Basis
    }
}

function Find-Version {
    # The newest version, if it is being trained, or if a run trained it on the present data and was stopped before it compared it.
    $newest = Get-SolutionVersion $Solution -Latest
    if (-not $newest -or (Test-Motion $newest)) { return $newest }
    if ($newest.Status -ne 'ACTIVE' -or ($newest | Get-PersonalizeTag | Where-Object Key -EQ $judged).Value -ne 'no') { return }
    $data = Get-Import $DatasetGroup | Where-Object Status -EQ ACTIVE | Select-Object -Last 1
    if (-not $data -or $data.Created -le $newest.Created) { $newest }
}

function New-Version {
    # Nobody is asked: on a console without a person, a question would be answered with yes.
    $limit = $isLimited ? @{ Budget = $Budget } : @{}
    try { New-SolutionVersion $Solution @limit -Tag @{ $judged = 'no' } -Wait -Confirm:$false }
    catch {
        if ($isNew -and $_.FullyQualifiedErrorId -like 'BudgetExceeded,*') { Remove-Solution $Solution -Wait -Confirm:$false }
        throw
    }
}

function Find-Campaign {
    # At rest: an earlier run may have been stopped while it was made or updated. One that could not be made serves nobody and makes room.
    $present = Find-Resource { Get-Campaign $Campaign }
    if (-not $present -or $WhatIfPreference) { return $present }
    $null = $present | Wait-PersonalizeResource -ErrorAction SilentlyContinue
    $present = Get-Campaign $Campaign
    if ($present.Status -ne 'CREATE FAILED') { return $present }
    Write-Step "Removing the campaign ${Campaign}, which could not be made: $($present.FailureReason)"
    Remove-Campaign $Campaign -Wait -Confirm:$false
}

try {
    Connect-Runbook -Local:$Local -StatePath $StatePath -Region $Region -ProfileName $ProfileName -EndpointUrl $EndpointUrl

    $known = Find-Resource { Get-Solution $Solution }
    $isNew = -not $known
    if ($DataPath -and $PSCmdlet.ShouldProcess($DatasetGroup, "Convert and import $DataPath")) {
        Write-Step "Converting $DataPath"
        $dataset = ConvertTo-PersonalizeDataset $DataPath -OutputPath $work
        if ($isNew -and $isLimited -and -not $Local) { Assert-Budget $dataset }
        Import-Data $dataset $DatasetGroup @{ RoleArn = $RoleArn; Bucket = $Bucket }
    }

    if ($isNew -and $PSCmdlet.ShouldProcess($Solution, "Make a solution of $Recipe")) {
        Write-Step "Making the solution $Solution"
        $known = New-Solution $Solution -DatasetGroup $DatasetGroup -Recipe $Recipe -Wait
    }

    $version = if ($known) { Find-Version }
    if ($version -and (Test-Motion $version)) {
        if (-not $PSCmdlet.ShouldProcess($version.Arn, 'Wait for the version that is being trained')) { exit 0 }
        Write-Step "Waiting for $($version.Arn), which is being trained already"
        $version = $version | Wait-PersonalizeResource
    }
    elseif ($version) { Write-Step "Taking up $($version.Arn), which an earlier run trained" }
    elseif ($PSCmdlet.ShouldProcess($Solution, 'Train a solution version')) {
        Write-Step "Training $Solution"
        $version = New-Version
    }
    else { exit 0 } # -WhatIf has said everything

    $present = Find-Campaign
    $new = ($version | Get-SolutionMetrics).$Metric
    if (-not $present) {
        if (-not $PSCmdlet.ShouldProcess($Campaign, "Make a campaign of $($version.Arn)")) { exit 0 }
        Write-Step "Making the campaign $Campaign with $Metric $new"
        New-Campaign $Campaign -Solution $version -Wait | Out-Host
    }
    elseif ($present.SolutionVersionArn -eq $version.Arn) { Write-Step 'The version is in service already.' }
    else {
        $old = ($present.SolutionVersionArn | Get-SolutionMetrics).$Metric
        Write-Step "$Metric is $new, in service is $old"
        if ($new -le $old * (1 + $MinimumGain)) { Write-Step 'The new version is not better; the campaign stays as it is.' }
        elseif ($PSCmdlet.ShouldProcess($Campaign, "Put $($version.Arn) into service")) { Update-Campaign $Campaign -Solution $version -Wait -PassThru | Out-Host }
    }
    if (-not $WhatIfPreference) { $version | Add-PersonalizeTag -Tag @{ $judged = 'yes' } -Confirm:$false }
}
catch {
    Write-Reason "The training of $Solution failed" $_
    exit 1
}
finally {
    Remove-Item $work -Recurse -Force -ErrorAction Ignore -WhatIf:$false
}
