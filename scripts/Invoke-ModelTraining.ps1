#Requires -Version 7.6

<#
.SYNOPSIS
Trains a solution and puts the new version into service only if it is better than the present one.
.DESCRIPTION
With -DataPath, a folder in a MovieLens format, the data is converted and imported first. A version that is being trained already is waited for
instead of training a second one, so a run that was interrupted can be repeated. The campaign is made if it is missing; otherwise it is updated if
the metric of the new version is higher. Solutions are made without automatic training. On AWS a training whose estimate is above -Budget (that of the
price file when it is left out) fails before it costs anything.

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
try {
    Connect-Runbook -Local:$Local -StatePath $StatePath -Region $Region -ProfileName $ProfileName -EndpointUrl $EndpointUrl

    if ($DataPath -and $PSCmdlet.ShouldProcess($DatasetGroup, "Convert and import $DataPath")) {
        Write-Step "Importing $DataPath"
        $import = @{ DatasetGroup = $DatasetGroup; Wait = $true }
        if ($RoleArn) { $import.RoleArn = $RoleArn }
        if ($Bucket) { $import.Bucket = $Bucket }
        ConvertTo-PersonalizeDataset $DataPath -OutputPath $work | New-PersonalizeImport @import | Out-Host
    }

    $known = Find-Resource { Get-Solution $Solution }
    if (-not $known -and $PSCmdlet.ShouldProcess($Solution, "Make a solution of $Recipe")) {
        Write-Step "Making the solution $Solution"
        $known = New-Solution $Solution -DatasetGroup $DatasetGroup -Recipe $Recipe -Wait
    }

    $version = if ($known) { Get-SolutionVersion $Solution | Where-Object Status -Match '^CREATE (PENDING|IN_PROGRESS)$' | Select-Object -First 1 }
    if ($version) {
        Write-Step "Waiting for $($version.Arn), which is being trained already"
        $version = $version | Wait-PersonalizeResource
    }
    elseif ($PSCmdlet.ShouldProcess($Solution, 'Train a solution version')) {
        Write-Step "Training $Solution"
        $limit = $PSBoundParameters.ContainsKey('Budget') ? @{ Budget = $Budget } : @{}
        $version = New-SolutionVersion $Solution @limit -Wait
    }

    if (-not $version) { exit 0 } # -WhatIf has said everything
    $new = ($version | Get-SolutionMetrics).$Metric
    $present = Find-Resource { Get-Campaign $Campaign }
    if (-not $present) {
        if ($PSCmdlet.ShouldProcess($Campaign, "Make a campaign of $($version.Arn)")) {
            Write-Step "Making the campaign $Campaign with $Metric $new"
            New-Campaign $Campaign -Solution $version -Wait | Out-Host
        }
        exit 0
    }

    $old = ($present.SolutionVersionArn | Get-SolutionMetrics).$Metric
    Write-Step "$Metric is $new, in service is $old"
    if ($present.SolutionVersionArn -eq $version.Arn) { Write-Step 'The version is in service already.' }
    elseif ($new -le $old * (1 + $MinimumGain)) { Write-Step 'The new version is not better; the campaign stays as it is.' }
    elseif ($PSCmdlet.ShouldProcess($Campaign, "Put $($version.Arn) into service")) {
        Update-Campaign $Campaign -Solution $version -Wait -PassThru | Out-Host
    }
}
catch {
    Write-Reason "The training of $Solution failed" $_
    exit 1
}
finally {
    Remove-Item $work -Recurse -Force -ErrorAction Ignore -WhatIf:$false
}
