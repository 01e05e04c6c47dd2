# Shared by the runbooks: the module, a connection of their own, and an end with a reason. Dot-source it.
$ErrorActionPreference = 'Stop'
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

function Find-Resource([scriptblock] $Get) {
    # Nothing is no error here; any other failure is.
    try { & $Get } catch {
        if ($_.CategoryInfo.Category -ne 'ObjectNotFound') { throw }
    }
}
