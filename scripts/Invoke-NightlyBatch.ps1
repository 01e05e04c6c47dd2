#Requires -Version 7.6

<#
.SYNOPSIS
Recommends for many users in a batch job and writes the results, with titles, as parquet.
.DESCRIPTION
-UserPath names a file of user ids, one a line or a CSV with the column USER_ID. The job is named after -Name; when a job of that name is there
already, of an earlier run of the same night, it is waited for instead of making a second one, so the run can be repeated. Where that job failed, the
next one has a number. The file appears when it is complete. Lines of the job that failed are counted, and told as an error when there are more than -MaximumErrors.

The exit code is 0 when the file is written and all went well, and 1 with a reason when not.
.EXAMPLE
./scripts/Invoke-NightlyBatch.ps1 -Local -Solution MoviesModel -UserPath ./users.csv -OutputPath ./recommendations.parquet

Recommends on the local server with the newest version.
.EXAMPLE
./scripts/Invoke-NightlyBatch.ps1 -Region eu-west-1 -ProfileName ops -RoleArn arn:aws:iam::123456789012:role/Personalize -Solution MoviesModel -UserPath ./users.csv -OutputPath ./recommendations.csv -MaximumErrors 10

Recommends on AWS, as a scheduler would run it each night; up to ten users may fail.
#>
[CmdletBinding(SupportsShouldProcess, DefaultParameterSetName = 'Aws')]
param(
    # The solution, which stands for its newest version; or a version as SOLUTION/ID or ARN.
    [Parameter(Mandatory)] [string] $Solution,
    # The file with the users: one id a line, or a CSV with the column USER_ID.
    [Parameter(Mandatory)] [string] $UserPath,
    # The file to write, .parquet or .csv.
    [Parameter(Mandatory)] [string] $OutputPath,
    # The name of the job; one of this name is taken up. The default is of the solution and the day: MoviesModel-nightly-2026-11-25.
    [string] $Name,
    # The number of films for each user.
    [ValidateRange(1, 500)] [int] $NumResults = 25,
    # How many lines of the job may fail.
    [ValidateRange(0, [int]::MaxValue)] [int] $MaximumErrors = 0,
    # Long: a row for each user and film. Tutorial: a row for each user, with all films in one text.
    [ValidateSet('Long', 'Tutorial')] [string] $Layout = 'Long',
    # The IAM role with which Personalize reads and writes S3; AWS needs it.
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
$solutionName = ($Solution -replace '^arn:.*:solution/').Split('/')[0]
if (-not $Name) { $Name = "$($solutionName.Substring(0, [math]::Min($solutionName.Length, 40)))-nightly-$(Get-Date -Format yyyy-MM-dd)" }

function Find-Job {
    # The job of the night, or the free name for the next one: a job that is of no use keeps its name, and nobody can delete it.
    for ($number = 1; ; $number++) {
        $candidate = $number -eq 1 ? $Name : "$Name-$number"
        $job = Find-Resource { Get-BatchRecommendation $candidate }
        if (-not $job) { return $candidate }
        if ($job.Solution -cne $solutionName) { throw "The job $candidate is of the solution $($job.Solution); give another -Name." }
        if ($job.Status -like '*FAILED') { Write-Step "The job $candidate failed before: $($job.FailureReason)" }
        elseif (Find-Resource { Get-SolutionVersion $job.SolutionVersionArn }) { return $job }
        else { Write-Step "The job $candidate is of a version that was removed." }
    }
}

try {
    Connect-Runbook -Local:$Local -StatePath $StatePath -Region $Region -ProfileName $ProfileName -EndpointUrl $EndpointUrl
    if ($OutputPath -notmatch '\.(parquet|csv)$') { throw "$OutputPath must end in .parquet or .csv." }
    $job = Find-Job
    if ($job -is [string]) {
        $users = @(Read-Id $UserPath USER_ID)
        if (-not $PSCmdlet.ShouldProcess($job, "Recommend for $($users.Count) users with $Solution, and write $OutputPath")) { exit 0 }
        Write-Step "Recommending for $($users.Count) users"
        $arguments = @{ Name = $job; NumResults = $NumResults }
        if ($RoleArn) { $arguments.RoleArn = $RoleArn }
        if ($Bucket) { $arguments.Bucket = $Bucket }
        $job = $users | Start-BatchRecommendation -Solution $Solution @arguments
    }
    elseif (-not $PSCmdlet.ShouldProcess($job.Name, "Wait for the job and write $OutputPath")) { exit 0 }

    Write-Step "Waiting for $($job.Arn)"
    $job = $job | Wait-PersonalizeResource
    $null = New-Item (Split-Path ([IO.Path]::GetFullPath($OutputPath, $PWD.Path))) -ItemType Directory -Force
    $table = $job | ConvertTo-RecommendationTable -Path $OutputPath -Layout $Layout
    $table | Out-Host
    if ($table.Errors -gt $MaximumErrors) { throw "$($table.Errors) lines of the job failed; -MaximumErrors allows $MaximumErrors. Receive-BatchResult $($job.Name) shows them." }
}
catch {
    Write-Reason "The batch $Name failed" $_
    exit 1
}
