#Requires -Version 7.6

<#
.SYNOPSIS
Brings the data of a dataset group up to date: converts a folder of ratings and imports it.
.DESCRIPTION
The import replaces the rows of earlier bulk imports; what PutEvents, PutItems and PutUsers recorded stays. A running import of the group is waited
for first, and data that is imported already, by a run that was stopped or that is repeated, is not imported again. New data
is used by the next training: Invoke-ModelTraining.ps1.

The exit code is 0 when the data is in, and 1 with a reason when not.
.EXAMPLE
./scripts/Update-TrainingData.ps1 -Local -DatasetGroup Movies -DataPath ./ml-latest-small -MinimumRating 3

Imports the ratings of at least three stars.
.EXAMPLE
./scripts/Update-TrainingData.ps1 -Region eu-west-1 -ProfileName ops -RoleArn arn:aws:iam::123456789012:role/Personalize -DatasetGroup Movies -DataPath ./ml-latest-small -WhatIf

Says what the refresh on AWS would do.
#>
[CmdletBinding(SupportsShouldProcess, DefaultParameterSetName = 'Aws')]
param(
    # The dataset group; it is created when missing.
    [Parameter(Mandatory)] [string] $DatasetGroup,
    # The folder in a MovieLens format: latest, 25M, 1M or 100K.
    [Parameter(Mandatory)] [string] $DataPath,
    # Ratings below it are left out.
    [ValidateRange(0, 5)] [double] $MinimumRating = 0,
    # The share of the ratings to take, the same ones each time.
    [ValidateRange(0.000001, 1)] [double] $Fraction = 1,
    # Imports also what is imported already, such as after a deletion of users.
    [switch] $Force,
    # The IAM role with which Personalize reads S3; AWS needs it.
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
$work = Join-Path ([IO.Path]::GetTempPath()) "personalizeops-refresh-$PID"
try {
    Connect-Runbook -Local:$Local -StatePath $StatePath -Region $Region -ProfileName $ProfileName -EndpointUrl $EndpointUrl
    if (-not $PSCmdlet.ShouldProcess($DatasetGroup, "Convert and import $DataPath")) { exit 0 }
    Write-Step "Converting $DataPath"
    $dataset = ConvertTo-PersonalizeDataset $DataPath -OutputPath $work -MinimumRating $MinimumRating -Fraction $Fraction
    Import-Data $dataset $DatasetGroup @{ RoleArn = $RoleArn; Bucket = $Bucket } -Force:$Force
}
catch {
    Write-Reason "The refresh of $DatasetGroup failed" $_
    exit 1
}
finally {
    Remove-Item $work -Recurse -Force -ErrorAction Ignore -WhatIf:$false
}
