#Requires -Version 7.6

<#
.SYNOPSIS
Runs a batch job by the tutorial's prediction stack: uploads users.json or items.json, follows the run it starts, and tells where the parquet lies.
.DESCRIPTION
-UserPath names users to recommend to, -ItemPath items to find users for: one id a line, or a CSV with the column USER_ID or ITEM_ID. The ids go as
users.json or items.json into a folder of their own below the stack's input prefix; the folder's name comes from the ids and the day, so that the same
job is waited for, and not made again, when the runbook is repeated on that day. -Force makes it again.

The topic of the stack is told of the end as well. The exit code is 0 when all lines succeeded, and 1 with a reason when the run failed or more lines failed
than -MaximumErrors allows.
.EXAMPLE
./scripts/Invoke-TutorialBatch.ps1 -Name films -UserPath ./users.csv -OutputPath ./results

Recommends for the users, and downloads the job's own output, too.
.EXAMPLE
./scripts/Invoke-TutorialBatch.ps1 -Name films -ItemPath ./items.txt -WhatIf

Shows what would be uploaded.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # The name of the training stack; the prediction stack is NAME-predict.
    [string] $Name = 'movie-lens',
    # The file with the users to recommend to.
    [Parameter(Mandatory, ParameterSetName = 'Users')] [string] $UserPath,
    # The file with the items to find users for.
    [Parameter(Mandatory, ParameterSetName = 'Items')] [string] $ItemPath,
    # A folder for the job's own output.
    [string] $OutputPath,
    # How many lines may fail.
    [ValidateRange(0, [int]::MaxValue)] [int] $MaximumErrors = 0,
    # The seconds in which the upload must have started a run.
    [ValidateRange(1, 3600)] [int] $TriggerTimeout = 300,
    # Makes the job again that was made today.
    [switch] $Force,
    # The AWS region; the default is that of the profile or of AWS_REGION.
    [string] $Region,
    # The AWS profile; without it the environment and the instance role are tried.
    [string] $ProfileName,
    # A server in place of AWS, such as moto.
    [uri] $EndpointUrl
)
. (Join-Path $PSScriptRoot 'Runbook.ps1')

function Find-Run($Stack, [string] $Uri) {
    # A run tells its input; those of the last two days are looked at.
    Get-TrainingWorkflow -Stack $Stack | Where-Object Started -GT (Get-Date).AddDays(-2) | Get-TrainingWorkflow |
        Where-Object { ($_.Input | ConvertFrom-Json).input -ceq $Uri } | Select-Object -First 1
}

try {
    Connect-Runbook -Region $Region -ProfileName $ProfileName -EndpointUrl $EndpointUrl
    $stack = Get-PersonalizeStack "$Name-predict"
    if (-not $stack) { throw "There is no stack $Name-predict: Deploy-Tutorial.ps1 makes it." }
    $file, $member, $ids = $UserPath ? ('users.json', 'userId', (Read-Id $UserPath USER_ID)) : ('items.json', 'itemId', (Read-Id $ItemPath ITEM_ID))
    $text = ($ids | ForEach-Object { @{ $member = $_ } | ConvertTo-Json -Compress }) -join "`n"
    $digest = [Convert]::ToHexStringLower([Security.Cryptography.SHA256]::HashData([Text.Encoding]::UTF8.GetBytes($text))).Substring(0, 12)
    $folder = "$($stack.Outputs.BatchInputPrefix.TrimEnd('/'))/$(Get-Date -Format yyyy-MM-dd)-$digest$($Force ? "-$(Get-Date -Format HHmmss)" : '')"
    $uri = "s3://$($stack.Outputs.DataBucket)/$folder/$file"

    $run = Find-Run $stack $uri
    if ($run) { Write-Step "The run $($run.Name) has this input already and is $($run.Status)" }
    else {
        $temporary = Join-Path ([IO.Path]::GetTempPath()) "tutorial-$([guid]::NewGuid().ToString('n'))"
        $null = New-Item $temporary -ItemType Directory -WhatIf:$false
        try {
            [IO.File]::WriteAllText((Join-Path $temporary $file), "$text`n")
            Write-Step "Uploading $(@($ids).Count) lines to $uri"
            $published = Publish-PersonalizeDataset (Join-Path $temporary $file) -Bucket $stack.Outputs.DataBucket -Prefix $folder -Force
            if (-not $published) { exit 0 }
        }
        finally { Remove-Item $temporary -Recurse -Force -WhatIf:$false }

        $end = (Get-Date).AddSeconds($TriggerTimeout)
        while (-not ($run = Find-Run $stack $uri)) {
            if ((Get-Date) -gt $end) {
                throw "$uri is there, and no run began in $TriggerTimeout s. Does Get-PersonalizeNotification show the rule of the stack? Does the stack have a " +
                    "solution version for $file (Deploy-Tutorial.ps1 after a training)? The log of its trigger function says more."
            }

            Start-Sleep -Milliseconds ($EndpointUrl ? 200 : 3000)
        }
    }
    if (-not $PSCmdlet.ShouldProcess($run.Name, 'Wait for the run')) { exit 0 }

    Write-Step "Waiting for the run $($run.Name)"
    $run = $run | Get-TrainingWorkflow -Wait
    $output = $run.Output | ConvertFrom-Json
    $tables = $output.result.Payload.tables
    $tables | Format-Table uri, lines, rows, errors | Out-Host
    if ($OutputPath) { $output.job.Arn | Receive-BatchResult -OutputPath $OutputPath | Out-Null }
    $errors = ($tables | Measure-Object errors -Sum).Sum
    if ($errors -gt $MaximumErrors) { throw "$errors lines failed, -MaximumErrors allows $MaximumErrors; the files *.errors.json beside the parquet hold them." }
}
catch {
    Write-Reason "The batch of $Name failed" $_
    exit 1
}
