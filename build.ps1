#Requires -Version 7.6
<#
.SYNOPSIS
Builds, tries, tests, measures and packs PersonalizeOps.
.DESCRIPTION
Tasks: build (the module and the local server into bin/), quickstart (the whole life cycle on the local server),
test (format, unit, module and conformance tests), bench (all figures of quality and speed; about half an hour), package (a module archive in artifacts/).
./build.sh and build.cmd bring PowerShell through `dotnet tool restore` and call this script.
.PARAMETER Suite
With test and bench: run only the suites whose name matches this wildcard.
.PARAMETER DataPath
With quickstart and bench: a folder in a MovieLens format to use in place of the generated sample.
.PARAMETER OutputPath
With package: the folder for the archives in place of artifacts/package; what stands in bin/ is packed as it is, and what else the folder holds stays.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)] [ValidateSet('build', 'quickstart', 'test', 'bench', 'package')] [string] $Task = 'build',
    [Parameter(Position = 1)] [string] $Suite = '*',
    [string] $DataPath,
    [string] $OutputPath
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false
$root = $PSScriptRoot
$bin = Join-Path $root 'bin'
$artifacts = Join-Path $root 'artifacts'
$pwsh = (Get-Process -Id $PID).Path
# `dotnet pwsh` runs inside the dotnet host: a child shell needs the same two words.
$shell = (Split-Path $pwsh -LeafBase) -eq 'dotnet' ? @($pwsh, 'pwsh') : @($pwsh)

function Invoke-Native([string] $What, [scriptblock] $Command) {
    & $Command
    if ($LASTEXITCODE -ne 0) { throw "$What failed with exit code $LASTEXITCODE." }
}

function Invoke-Shell([string[]] $Arguments) {
    $command = $shell[0]
    $words = @($shell | Select-Object -Skip 1)
    & $command @words -NoLogo -NoProfile -NonInteractive @Arguments
}

function Publish-Project([string] $Project, [string] $Destination, [string[]] $Options = @()) {
    $path = Join-Path $root "src/$Project/$Project.csproj"
    Invoke-Native "Publishing $Project" { dotnet publish $path -c Release -o $Destination -v quiet -nologo @Options }
}

function Invoke-Build([string[]] $Options = @()) {
    $module = Join-Path $bin 'net10.0'
    Publish-Project PersonalizeOps.Loader $module $Options
    Publish-Project PersonalizeOps $module $Options
    Publish-Project PersonalizeOps.Server (Join-Path $bin 'server') $Options
    Get-ChildItem -LiteralPath (Join-Path $root 'src/module') | Copy-Item -Destination $bin -Recurse -Force
    Copy-CloudBundle $Options
    & (Join-Path $root 'docs/ConvertTo-Maml.ps1') -Path (Join-Path $root 'docs/en-US') -OutputPath (Join-Path $module 'en-US')
}

function Copy-CloudBundle([string[]] $Options) {
    # What New-PersonalizeStack uploads. One zip holds all functions: the templates tell them apart by their handlers.
    $cloud = Join-Path $bin 'cloud'
    $null = New-Item $cloud -ItemType Directory -Force
    Get-ChildItem -LiteralPath (Join-Path $root 'cloudformation') | Copy-Item -Destination $cloud -Recurse -Force
    Copy-Item -LiteralPath (Join-Path $root 'glue') $cloud -Recurse -Force
    $functions = Join-Path $artifacts 'functions'
    Publish-Project PersonalizeOps.Lambda $functions $Options
    New-FunctionZip $functions (Join-Path $cloud 'PersonalizeOps.Lambda.zip')
}

function New-FunctionZip([string] $Folder, [string] $Path) {
    # The same functions give the same bytes, since New-PersonalizeStack uploads by content: files in the order of their names, one time for all.
    $files = Get-ChildItem -LiteralPath $Folder -Recurse -File | Where-Object Extension -NotIn '.pdb', '.xml' | Sort-Object FullName -Culture ''
    if ((Test-Path -LiteralPath $Path) -and -not ($files | Where-Object LastWriteTimeUtc -GT (Get-Item -LiteralPath $Path).LastWriteTimeUtc)) { return }
    $aside = "$Path.part"
    Remove-Item -LiteralPath $aside -Force -ErrorAction Ignore
    $zip = [IO.Compression.ZipFile]::Open($aside, 'Create')
    try {
        foreach ($file in $files) {
            $entry = $zip.CreateEntry([IO.Path]::GetRelativePath($Folder, $file.FullName).Replace('\', '/'), 'Optimal')
            $entry.LastWriteTime = [DateTimeOffset]::new(1980, 1, 1, 0, 0, 0, [TimeSpan]::Zero)
            $entry.ExternalAttributes = 0x81A4 -shl 16 # a file that everybody may read
            $target = $entry.Open()
            try { $target.Write([IO.File]::ReadAllBytes($file.FullName)) } finally { $target.Dispose() }
        }
    }
    finally { $zip.Dispose() }
    [IO.File]::Move($aside, $Path, $true)
}

function Invoke-Quickstart {
    $arguments = @('-File', (Join-Path $root 'scripts/Quickstart.ps1'))
    if ($DataPath) { $arguments += '-DataPath', (Resolve-Path -LiteralPath $DataPath) }
    Invoke-Shell $arguments
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

function New-Result([string] $Name, [int] $Passed, [int] $Failed, [int] $Skipped) {
    [pscustomobject]@{ Suite = $Name; Passed = $Passed; Failed = $Failed; Skipped = $Skipped }
}

function Start-Format([string] $Report) {
    # The formatter has no option for it: it must find the generator that the release build made, or generated names seem unused.
    $env:Configuration = 'Release'
    $words = 'format', "`"$(Join-Path $root 'PersonalizeOps.slnx')`"", '--verify-no-changes', '--no-restore', '-v', 'quiet'
    $process = Start-Process dotnet $words -PassThru -NoNewWindow -RedirectStandardOutput $Report -RedirectStandardError "$Report.errors"
    $env:Configuration = $null
    $null = $process.Handle # without it the exit code is lost
    $process
}

function Test-Format($Process, [string] $Report) {
    $Process.WaitForExit()
    Get-Content $Report, "$Report.errors" | Out-Host
    New-Result format ($Process.ExitCode -eq 0) ($Process.ExitCode -ne 0) 0
}

function Test-Unit([string] $Project, [string] $Kernel) {
    $report = Join-Path $artifacts "test-results/$Project$Kernel.xml"
    $env:PERSONALIZEOPS_KERNEL = $Kernel # an empty one is none
    $exe = Join-Path $artifacts "bin/$Project/release/$Project$($IsWindows ? '.exe' : '')"
    & $exe -noLogo -noColor -result-xml $report | Out-Host
    $env:PERSONALIZEOPS_KERNEL = $null
    if (-not (Test-Path $report)) { return New-Result $Project 0 1 0 }
    $failed = $passed = $skipped = 0
    foreach ($assembly in ([xml](Get-Content $report -Raw)).assemblies.assembly) {
        $passed += $assembly.passed
        $failed += [int]$assembly.failed + [int]$assembly.errors
        $skipped += $assembly.skipped
    }
    New-Result $Project $passed $failed $skipped
}

function Test-Pester([string] $Name, [string] $Path) {
    # A file of tests keeps little more than one processor busy.
    $workers = [math]::Min(4, [Environment]::ProcessorCount)
    $report = Join-Path $artifacts "test-results/$Name.json"
    Invoke-Shell '-File', (Join-Path $root 'tests/Invoke-Pester.ps1'), '-Path', (Join-Path $root $Path), '-ReportPath', $report, '-Workers', $workers | Out-Host
    if (-not (Test-Path $report)) { return New-Result $Name 0 1 0 }
    $result = Get-Content $report -Raw | ConvertFrom-Json
    New-Result $Name $result.Passed $result.Failed $result.Skipped
}

function Invoke-Test {
    $results = Join-Path $artifacts 'test-results'
    Remove-Item $results -Recurse -Force -ErrorAction Ignore
    $null = New-Item $results -ItemType Directory -Force
    Invoke-Native 'Building' { dotnet build (Join-Path $root 'PersonalizeOps.slnx') -c Release -v quiet -nologo }
    Invoke-Native 'Restoring test modules' { dotnet restore (Join-Path $root 'tests/module/Modules.csproj') -v quiet }
    Invoke-Build '--no-build'

    # It takes a processor for itself, and goes on beside the tests.
    $report = Join-Path $results 'format.txt'
    $format = 'format' -like $Suite ? (Start-Format $report) : $null
    $suites = [ordered]@{}
    foreach ($project in Get-ChildItem (Join-Path $root 'tests') -Filter '*.Tests' -Directory) {
        $suites[$project.Name] = { Test-Unit $args[0] }
    }
    # Once more as processors without wide vectors run it, such as Arm's.
    $suites['PersonalizeOps.Engine.Tests, scalar'] = { Test-Unit PersonalizeOps.Engine.Tests scalar }
    $suites['module'] = { Test-Pester module tests/module }
    $suites['conformance'] = { Test-Pester conformance tests/conformance }
    $suites['format'] = { Test-Format $format $report }

    $summary = foreach ($name in $suites.Keys -like $Suite) {
        Write-Host "`n== $name"
        $watch = [Diagnostics.Stopwatch]::StartNew()
        & $suites[$name] $name | Select-Object *, @{ Name = 'Seconds'; Expression = { [math]::Round($watch.Elapsed.TotalSeconds, 1) } }
    }
    $summary | Format-Table -AutoSize | Out-Host
    $total = $summary | Measure-Object Passed, Failed, Skipped -Sum
    $passed, $failed, $skipped = $total.Sum
    Write-Host "$passed passed, $failed failed, $skipped skipped"
    exit ($failed -eq 0 -and $passed -gt 0 ? 0 : 1)
}

function Invoke-Bench {
    $project = Join-Path $root 'benchmarks/PersonalizeOps.Benchmarks'
    $suites = 'quality', 'sessions', 'engine', 'http', 's3', 'doctor', 'module' | Where-Object { $_ -like $Suite }
    if (-not $suites) { throw "There is no benchmark '$Suite'." }
    Invoke-Native 'Building' { dotnet build $project -c Release -v quiet -nologo }
    # It starts shells of its own, with the module that is in bin/.
    if ($suites -contains 'module') { Invoke-Build }
    $shellWords = $shell.Count -gt 1 ? ($pwsh, (Join-Path $PSHOME 'pwsh.dll')) : @($pwsh)
    foreach ($name in $suites) {
        Write-Host "`n== $name"
        $arguments = @($name)
        if ($DataPath -and $name -in 'quality', 'sessions', 'http') { $arguments += '--data-path', (Resolve-Path -LiteralPath $DataPath) }
        if ($name -eq 'module') { $arguments += '--shell', ($shellWords -join '|'), '--script', (Join-Path $root 'benchmarks/Measure-Module.ps1') }
        Invoke-Native "Benchmark $name" { dotnet run --project $project -c Release --no-build -- @arguments }
    }
}

function Invoke-Package {
    if (-not $OutputPath) { Invoke-Build }
    $version = (Import-PowerShellDataFile -LiteralPath (Join-Path $root 'PersonalizeOps.psd1')).ModuleVersion
    $package = $OutputPath ? $PSCmdlet.GetUnresolvedProviderPathFromPSPath($OutputPath) : (Join-Path $artifacts 'package')
    $null = New-Item $package -ItemType Directory -Force
    # Aside: the folder may hold other things.
    $aside = [IO.Directory]::CreateTempSubdirectory('personalizeops-package-').FullName
    try {
        $stage = Join-Path $aside "PersonalizeOps/$version"
        $null = New-Item $stage -ItemType Directory
        Copy-Item -LiteralPath (Join-Path $root 'PersonalizeOps.psd1'), (Join-Path $root 'LICENSE'), $bin $stage -Recurse
        # Symbols and the documentation of assemblies are for who builds them; help is in en-US.
        Get-ChildItem -LiteralPath $stage -Recurse -File | Where-Object { $_.Extension -eq '.pdb' -or ($_.Extension -eq '.xml' -and $_.Directory.Name -ne 'en-US') } | Remove-Item
        $archive = Join-Path $package "PersonalizeOps.$version.zip"
        Remove-Item -LiteralPath $archive -Force -ErrorAction Ignore
        # Compress-Archive loses the executable bit of the server; ZipFile keeps Unix modes.
        [IO.Compression.ZipFile]::CreateFromDirectory((Join-Path $aside 'PersonalizeOps'), $archive, 'Optimal', $true)
    }
    finally { Remove-Item -LiteralPath $aside -Recurse -Force }
    $functions = Join-Path $package "PersonalizeOps.Lambda.$version.zip"
    Copy-Item -LiteralPath (Join-Path $bin 'cloud/PersonalizeOps.Lambda.zip') $functions
    Write-Host "Packed $archive and $functions"
}

switch ($Task) {
    build { Invoke-Build; Write-Host "Built. Try: Import-Module $(Join-Path $root 'PersonalizeOps.psd1')" }
    quickstart { Invoke-Build; Invoke-Quickstart }
    test { Invoke-Test }
    bench { Invoke-Bench }
    package { Invoke-Package }
}
