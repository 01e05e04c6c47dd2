#Requires -Version 7.6
<#
.SYNOPSIS
Measures one part of what the cmdlets cost, for `./build.sh bench module`, and prints the figures as JSON.
#>
param(
    [Parameter(Mandatory, Position = 0)] [ValidateSet('start', 'warm', 'users', 'copy', 'convert')] [string] $Part,
    [string] $Endpoint, [string] $Key, [string] $Secret, [string] $CampaignArn, [int] $KnownUsers, [int] $Throttle, [int] $Users,
    [string] $Source, [string] $Target
)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$manifest = Join-Path $PSScriptRoot '../PersonalizeOps.psd1'

function Get-Median([double[]] $Value) { ($Value | Sort-Object)[[int][math]::Floor($Value.Count / 2)] }

function Connect-Server {
    $credential = [pscredential]::new($Key, (ConvertTo-SecureString $Secret -AsPlainText))
    $null = Connect-Personalize -EndpointUrl $Endpoint -Region us-east-1 -Credential $credential
}

function Measure-Shell([string] $Command) {
    # A shell of its own, as the one that runs this.
    $path = (Get-Process -Id $PID).Path
    $words = (Split-Path $path -LeafBase) -eq 'dotnet' ? @(Join-Path $PSHOME 'pwsh.dll') : @()
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $text = & $path @words -NoLogo -NoProfile -NonInteractive -Command $Command
    if ($LASTEXITCODE) { throw "A shell ended with $LASTEXITCODE." }
    $watch.Elapsed.TotalMilliseconds, $text
}

function Measure-Start {
    $import = "Import-Module '$manifest'"
    $connect = "$import; `$watch = [Diagnostics.Stopwatch]::StartNew()
        `$credential = [pscredential]::new('$Key', (ConvertTo-SecureString '$Secret' -AsPlainText))
        `$watch.Restart()
        `$null = Connect-Personalize -EndpointUrl '$Endpoint' -Region us-east-1 -Credential `$credential
        `$null = Get-Campaign '$CampaignArn'
        `$watch.Elapsed.TotalMilliseconds"
    # PowerShell keeps which methods a shell used and has them compiled at the start of the next: the shell before did the same, as in any routine.
    $timed = "`$watch = [Diagnostics.Stopwatch]::StartNew(); $import; `$watch.Elapsed.TotalMilliseconds"
    $imports = 0..9 | ForEach-Object { [double](Measure-Shell $timed)[1] } | Select-Object -Skip 1
    $firsts = 0..9 | ForEach-Object { [double](Measure-Shell $connect)[1] } | Select-Object -Skip 1
    # By turns, so that whatever else the machine does meets both; each then follows a shell that did something else.
    $beyond = 1..9 | ForEach-Object {
        $bare = (Measure-Shell '$null')[0]
        (Measure-Shell $import)[0] - $bare
    }
    @{ import = Get-Median $imports; first = Get-Median $firsts; beyond = Get-Median $beyond }
}

function Measure-Warm {
    Import-Module $manifest
    Connect-Server
    $times = 1..400 | ForEach-Object {
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $null = Get-Campaign $CampaignArn
        $watch.Elapsed.TotalMilliseconds
    }
    @{ warm = Get-Median ($times | Select-Object -Last 200) }
}

function Measure-Users {
    Import-Module $manifest
    Connect-Server
    $ids = 1..$Users | ForEach-Object { "$($_ % $KnownUsers + 1)" }
    # The server is warm when it is measured alone; a shell is not before the methods that it uses are compiled for good.
    $rates = 1..4 | ForEach-Object {
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $ids | Get-MovieRecommendation $CampaignArn -ThrottleLimit $Throttle -WarningAction Ignore | Out-Null
        $Users / $watch.Elapsed.TotalSeconds
    }
    @{ first = $rates[0]; users = ($rates | Measure-Object -Maximum).Maximum }
}

# Into an empty folder: what was there before would stay until all is converted, and what a copy overwrites goes first.
function Clear-Target {
    if (Test-Path $Target) { Remove-Item $Target -Recurse }
    $null = New-Item $Target -ItemType Directory
}

function Measure-Copy {
    Clear-Target
    $watch = [Diagnostics.Stopwatch]::StartNew()
    Copy-Item (Join-Path $Source 'ratings.csv'), (Join-Path $Source 'movies.csv') $Target
    @{ seconds = $watch.Elapsed.TotalSeconds }
}

function Measure-Conversion {
    Import-Module $manifest
    Clear-Target
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $null = ConvertTo-PersonalizeDataset $Source -OutputPath $Target
    @{ seconds = $watch.Elapsed.TotalSeconds; memory = (Get-Process -Id $PID).PeakWorkingSet64 / 1MB }
}

$figures = switch ($Part) {
    start { Measure-Start }
    warm { Measure-Warm }
    users { Measure-Users }
    copy { Measure-Copy }
    convert { Measure-Conversion }
}
$figures | ConvertTo-Json -Compress
