# Shared by the module tests: the built module, a fresh shell, a local server on a state folder of its own.
$ErrorActionPreference = 'Stop'
$root = Resolve-Path (Join-Path $PSScriptRoot '../..')
$manifest = Join-Path $root 'PersonalizeOps.psd1'
# What waiting learns from tests is not for the user.
$env:PERSONALIZEOPS_RUNS ??= Join-Path ([IO.Path]::GetTempPath()) "personalizeops-runs-$PID/runs.json"
Import-Module $manifest

function Get-Shell {
    # `dotnet pwsh` runs inside the dotnet host: a child shell needs its assembly, too, and does without looking up the tool.
    $path = (Get-Process -Id $PID).Path
    $path
    if ((Split-Path $path -LeafBase) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' }
}

function Invoke-FreshShell([string] $Script) {
    $path, [string[]] $words = Get-Shell
    $encoded = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes("`$ErrorActionPreference = 'Stop'`n$Script"))
    Push-Location $root
    try { & $path @words -NoLogo -NoProfile -NonInteractive -OutputFormat Text -EncodedCommand $encoded 2>&1 | Out-String }
    finally { Pop-Location }
}

function Invoke-Script([string] $Name, [string[]] $Arguments) {
    # A runbook in a fresh shell: its exit code, all it wrote, and the lines of its error stream.
    $path, [string[]] $words = Get-Shell
    Push-Location $root
    try {
        $all = & $path @words -NoLogo -NoProfile -NonInteractive -File (Join-Path $root "scripts/$Name") @Arguments 2>&1
        [pscustomobject]@{
            Code = $LASTEXITCODE
            Text = $all | Out-String
            Reason = @($all | Where-Object { $_ -is [Management.Automation.ErrorRecord] } | ForEach-Object { "$_" })
        }
    }
    finally { Pop-Location }
}

function New-TestFolder([string] $Name) {
    (New-Item (Join-Path ([IO.Path]::GetTempPath()) "$Name-$([guid]::NewGuid().ToString('n'))") -ItemType Directory).FullName
}

function New-TinyMovieLens([string] $Folder) {
    # 120 users, 60 films, 20 ratings each: even users like films below 31, odd users the others.
    $null = New-Item $Folder -ItemType Directory -Force
    $ratings = foreach ($user in 1..120) {
        foreach ($step in 0..19) {
            $film = ($user * 7 + $step * 11) % 30 + 1 + ($user % 2) * 30
            "$user,$film,$($step % 5 + 1).0,$(1600000000 + $user * 1000 + $step * 60)"
        }
    }
    Set-Content (Join-Path $Folder 'ratings.csv') (@('userId,movieId,rating,timestamp') + $ratings)
    $films = 1..61 | ForEach-Object { "$_,`"Film, Number $_ ($(1960 + $_))`",$($_ -le 30 ? 'Comedy|Drama' : 'Horror')" }
    Set-Content (Join-Path $Folder 'movies.csv') (@('movieId,title,genres') + $films)
    $Folder
}

function Edit-LocalState([string] $StatePath, [string] $Sql) {
    # Age and failures, which take the service days or bad luck, are written into the state of the stopped server.
    Stop-PersonalizeLocal -StatePath $StatePath
    $Sql | python3 -c 'import sqlite3, sys; base = sqlite3.connect(sys.argv[1]); base.executescript(sys.stdin.read()); base.close()' (Join-Path $StatePath 'state.db')
    $LASTEXITCODE | Should -Be 0
    Connect-Personalize -Local -StatePath $StatePath -Name Local
}

function Invoke-Catching([scriptblock] $Script) {
    # The error records of a script, terminating or not, so that ids can be compared.
    $ErrorActionPreference = 'Continue'
    try { & $Script 2>&1 | Where-Object { $_ -is [Management.Automation.ErrorRecord] } } catch { $_ }
}
