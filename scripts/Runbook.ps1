# Shared by the runbooks: the module, a connection of their own, and an end with a reason. Dot-source it.
$ErrorActionPreference = 'Stop'
$global:LASTEXITCODE = 0 # in a session it would stay that of what ran before
# A log is read by more than terminals.
if ([Console]::IsOutputRedirected) { $PSStyle.OutputRendering = 'PlainText' }
if (-not (Get-Module PersonalizeOps)) { Import-Module (Join-Path $PSScriptRoot '../PersonalizeOps.psd1') }

function Connect-Runbook([switch] $Local, [string] $StatePath, [string] $Region, [string] $ProfileName, [uri] $EndpointUrl) {
    $arguments = @{}
    if ($Local) {
        $arguments.Local = $true
        if ($StatePath) { $arguments.StatePath = $StatePath }
    }
    else {
        if ($Region) { $arguments.Region = $Region }
        if ($ProfileName) { $arguments.ProfileName = $ProfileName }
        if ($EndpointUrl) { $arguments.EndpointUrl = $EndpointUrl }
    }
    $null = Connect-Personalize @arguments
}

function Write-Step([string] $Text) { Write-Host ('{0:HH:mm:ss}  {1}' -f (Get-Date), $Text) }

function Write-Reason([string] $Text, [Management.Automation.ErrorRecord] $Problem) {
    # One line, so that a scheduler's log shows all of it.
    [Console]::Error.WriteLine(("${Text}: $($Problem.Exception.Message)" -replace '\s+', ' '))
}

function Confirm-Removal($Cmdlet, [string] $Target, [string] $What) {
    # Where nobody can be asked, the question itself fails, in words of the shell's host.
    try { $Cmdlet.ShouldProcess($Target, $What) }
    catch { throw "Nobody is here to be asked whether to remove $Target; -Confirm:`$false removes it without a question." }
}

function Find-Resource([scriptblock] $Get) {
    # Nothing is no error here; any other failure is.
    try { & $Get } catch {
        if ($_.CategoryInfo.Category -ne 'ObjectNotFound') { throw }
    }
}

function Read-Id([string] $Path, [string] $Column) {
    # Of a file with one id a line, or of a CSV with the column; each once.
    if (-not (Test-Path -LiteralPath $Path -PathType Leaf)) { throw "There is no file $Path." }
    $isCsv = (Get-Content -LiteralPath $Path -TotalCount 1) -match "(^|,)`"?$Column`"?(,|$)"
    $ids = @($isCsv ? (Import-Csv -LiteralPath $Path).$Column : (Get-Content -LiteralPath $Path)).ForEach{ "$_".Trim() } -ne '' | Select-Object -Unique
    $ids ? $ids : $(throw "The file $Path names no $Column.")
}

function Import-Data($Dataset, [string] $DatasetGroup, [hashtable] $Target, [switch] $Force) {
    # Imports converted data unless it is there. The place on S3 is named after the content, so what an earlier run uploaded or imported is found again.
    $name = ((Get-FileHash -LiteralPath $Dataset.InteractionsPath, $Dataset.ItemsPath).Hash | ForEach-Object { $_.Substring(0, 10).ToLowerInvariant() }) -join '-'
    $publish = @{ Prefix = "$DatasetGroup/$name" }
    if ($Target.Bucket) { $publish.Bucket = $Target.Bucket }
    $role = $Target.RoleArn ? @{ RoleArn = $Target.RoleArn } : @{}

    $running = @(Get-Import $DatasetGroup | Where-Object { Test-Motion $_ })
    if ($running) {
        Write-Step "Waiting for $($running.Count) imports that are running"
        $null = $running | Wait-PersonalizeResource -ErrorAction SilentlyContinue # what fails is not there, and is imported below
    }
    $known = @(Get-Import $DatasetGroup)
    $jobs = foreach ($file in $Dataset | Publish-PersonalizeDataset @publish | Where-Object DatasetType) {
        $newest = $known | Where-Object DatasetType -EQ $file.DatasetType | Select-Object -Last 1
        if (-not $Force -and $newest.Status -eq 'ACTIVE' -and $newest.DataLocation -ceq $file.DataLocation) { Write-Step "$($file.DatasetType) are imported already: $($newest.Name)" }
        else { $file | New-PersonalizeImport -DatasetGroup $DatasetGroup @role }
    }
    if ($jobs) { $jobs | Wait-PersonalizeResource | Out-Host }
}

function Get-Import([string] $DatasetGroup) {
    # Those into the datasets of today, oldest first: the service goes on to list the jobs of a dataset that was removed.
    if (-not (Find-Resource { Get-PersonalizeDatasetGroup $DatasetGroup })) { return }
    $datasets = @(Get-PersonalizeDataset -DatasetGroup $DatasetGroup)
    Get-PersonalizeImport -DatasetGroup $DatasetGroup | Sort-Object Created |
        Where-Object { $job = $_; $datasets | Where-Object { $_.Arn -eq $job.DatasetArn -and $_.Created -le $job.Created } }
}

function Test-Motion($Resource) { $Resource.Status -match '(PENDING|IN[_ ]PROGRESS)$' }
