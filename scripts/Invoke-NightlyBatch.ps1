#Requires -Version 7.6
<#
.SYNOPSIS
Recommends for many users in a batch job and writes the results, with titles, as parquet.
.DESCRIPTION
-UserPath names a file of user ids, one a line or a CSV with the column USER_ID. The job is named after -Name; when a job of that name is there
already, of an earlier run of the same night, it is waited for instead of making a second one, so the run can be repeated. The parquet file appears
when it is complete. Lines of the job that failed are counted, and told as an error when there are more than -MaximumErrors.
.EXAMPLE
./scripts/Invoke-NightlyBatch.ps1 -Local -Solution MoviesModel -UserPath ./users.csv -OutputPath ./recommendations.parquet
Recommends on the local server with the newest version.
#>
[CmdletBinding(SupportsShouldProcess, DefaultParameterSetName = 'Aws')]
param(
    [Parameter(Mandatory)] [string] $Solution,
    [Parameter(Mandatory)] [string] $UserPath,
    [Parameter(Mandatory)] [string] $OutputPath,
    [string] $Name = "nightly-$(Get-Date -Format yyyy-MM-dd)",
    [ValidateRange(1, 500)] [int] $NumResults = 25,
    [ValidateRange(0, [int]::MaxValue)] [int] $MaximumErrors = 0,
    [ValidateSet('Long', 'Tutorial')] [string] $Layout = 'Long',
    [string] $RoleArn,
    [string] $Bucket,
    [Parameter(ParameterSetName = 'Local', Mandatory)] [switch] $Local,
    [Parameter(ParameterSetName = 'Local')] [string] $StatePath,
    [Parameter(ParameterSetName = 'Aws')] [string] $Region,
    [Parameter(ParameterSetName = 'Aws')] [string] $ProfileName
)
. (Join-Path $PSScriptRoot 'Runbook.ps1')
try {
    Connect-Runbook -Local:$Local -StatePath $StatePath -Region $Region -ProfileName $ProfileName
    $job = Find-Resource { Get-BatchRecommendation $Name }
    if (-not $job) {
        if (-not (Test-Path $UserPath -PathType Leaf)) { throw "There is no file $UserPath." }
        $users = if ((Get-Content $UserPath -TotalCount 1) -match '(^|,)"?USER_ID"?(,|$)') { (Import-Csv $UserPath).USER_ID } else { Get-Content $UserPath | Where-Object { $_.Trim() } }
        if (-not $users) { throw "The file $UserPath names no user." }
        if (-not $PSCmdlet.ShouldProcess($Name, "Recommend for $(@($users).Count) users with $Solution, and write $OutputPath")) { exit 0 }
        Write-Step "Recommending for $(@($users).Count) users"
        $arguments = @{ Name = $Name; NumResults = $NumResults }
        if ($RoleArn) { $arguments.RoleArn = $RoleArn }
        if ($Bucket) { $arguments.Bucket = $Bucket }
        $job = $users | Select-Object -Unique | Start-BatchRecommendation -Solution $Solution @arguments
    }
    elseif (-not $PSCmdlet.ShouldProcess($Name, "Wait for the job and write $OutputPath")) { exit 0 }

    Write-Step "Waiting for $($job.Arn)"
    $job = $job | Wait-PersonalizeResource
    $table = $job | ConvertTo-RecommendationTable -Path $OutputPath -Layout $Layout
    $table | Out-Host
    if ($table.Errors -gt $MaximumErrors) { throw "$($table.Errors) lines of the job failed; -MaximumErrors allows $MaximumErrors. Receive-BatchResult $Name shows them." }
}
catch {
    [Console]::Error.WriteLine("The batch $Name failed: $($_.Exception.Message)")
    exit 1
}
