#Requires -Version 7.6

<#
.SYNOPSIS
Trains by the tutorial's training stack: uploads ratings.csv and movies.csv, follows the run they start, and tells what came of it.
.DESCRIPTION
The upload starts the run through the bucket's notification; -Direct starts it on what is on S3 already. A run that is going on is waited for instead of
starting a second one, so the runbook can be repeated after it was interrupted. At the end the metrics of the new version are shown, whether the
campaign serves it now, and where the time went.

The exit code is 0 when the run succeeded, and 1 with a reason when it did not; the reason names the state that failed first.
.EXAMPLE
./scripts/Invoke-TutorialTraining.ps1 -Name films -DataPath ./ml-latest-small -Region eu-west-1 -ProfileName ops

Uploads the two files and waits for the end.
.EXAMPLE
./scripts/Invoke-TutorialTraining.ps1 -Name films -Direct

Trains again on the data of the stack's input prefix.
#>
[CmdletBinding(SupportsShouldProcess, DefaultParameterSetName = 'Upload')]
param(
    # The name of the training stack.
    [string] $Name = 'movie-lens',
    # The folder with ratings.csv and movies.csv.
    [Parameter(Mandatory, ParameterSetName = 'Upload')] [string] $DataPath,
    # Uploads through S3's transfer acceleration.
    [Parameter(ParameterSetName = 'Upload')] [switch] $Accelerate,
    # Starts the run without an upload, on what is on S3.
    [Parameter(Mandatory, ParameterSetName = 'Direct')] [switch] $Direct,
    # Another folder of the bucket than the stack's.
    [Parameter(ParameterSetName = 'Direct')] [string] $Prefix,
    # The AWS region; the default is that of the profile or of AWS_REGION.
    [string] $Region,
    # The AWS profile; without it the environment and the instance role are tried.
    [string] $ProfileName,
    # A server in place of AWS, such as moto.
    [uri] $EndpointUrl
)
. (Join-Path $PSScriptRoot 'Runbook.ps1')

try {
    Connect-Runbook -Region $Region -ProfileName $ProfileName -EndpointUrl $EndpointUrl
    $going = Get-TrainingWorkflow -Stack $Name -Status RUNNING | Select-Object -First 1
    if ($going) {
        if (-not $PSCmdlet.ShouldProcess($going.Name, 'Wait for the run that is going on')) { exit 0 }
        Write-Step "Waiting for the run $($going.Name), which is going on; nothing is uploaded"
        $run = $going | Get-TrainingWorkflow -Wait
    }
    else {
        $arguments = @{ Stack = $Name }
        if ($Direct) {
            $arguments.Direct = $true
            if ($Prefix) { $arguments.Prefix = $Prefix }
        }
        else { $arguments.Path = $DataPath; $arguments.Accelerate = $Accelerate }
        Write-Step ($Direct ? "Starting a run of $Name" : "Uploading $DataPath for $Name")
        $run = Start-TrainingWorkflow @arguments
        if (-not $run) { exit 0 }
        Write-Step "The run $($run.Name) is $($run.Status); waiting for its end"
        $run = $run | Get-TrainingWorkflow -Wait
    }

    $run.States | Format-Table | Out-Host
    $output = $run.Output | ConvertFrom-Json -AsHashtable
    if ($output.version) { Write-Step "Trained $($output.version.SolutionVersionArn)" }
    if ($output.candidate) { $output.candidate.Metrics.GetEnumerator() | Sort-Object Name | Format-Table Name, Value | Out-Host }
    if ($output.outcome) { Write-Step $output.outcome.Outcome }
    # A trace comes late, and not in every account; the training succeeded all the same.
    $run | Get-WorkflowTrace -ErrorAction SilentlyContinue -ErrorVariable untraced | Out-Host
    if ($untraced) { Write-Step "There is no trace yet: $($untraced[0])" }
}
catch {
    Write-Reason "The training of $Name failed" $_
    exit 1
}
