# Loads the cmdlet assembly into a load context of its own and imports it.
using namespace System.Management.Automation
using namespace System.Reflection

$typeName = 'PersonalizeOps.Loader.LoadContext'
$isReload = $true
if (-not ($typeName -as [type])) {
    $isReload = $false
    $null = [Assembly]::LoadFrom([IO.Path]::Combine($PSScriptRoot, 'net10.0', 'PersonalizeOps.Loader.dll'))
}
else {
    # Assemblies stay until the process ends: another version would run the code of the one before under its own name.
    $loaded = [IO.Path]::GetFullPath([IO.Path]::Combine(($typeName -as [type]).Assembly.Location, '../../..'))
    $versions = foreach ($base in $loaded, [IO.Path]::GetDirectoryName($PSScriptRoot)) {
        (Microsoft.PowerShell.Utility\Import-PowerShellDataFile -LiteralPath ([IO.Path]::Combine($base, 'PersonalizeOps.psd1')) -ErrorAction Ignore).ModuleVersion
    }
    if ($versions[0] -ne $versions[1]) { throw "Another version of PersonalizeOps was imported in this session, from $loaded. Start a new session for $($versions[1])." }
}

$assembly = ($typeName -as [type])::LoadModule()
$inner = Microsoft.PowerShell.Core\Import-Module -Assembly $assembly -PassThru:$isReload

if ($inner) {
    # A second import finds the assembly cached and leaves the outer module without commands:
    # https://github.com/PowerShell/PowerShell/issues/20710
    $addCmdlet = [PSModuleInfo].GetMethod('AddExportedCmdlet', [BindingFlags]'Instance, NonPublic')
    $addAlias = [PSModuleInfo].GetMethod('AddExportedAlias', [BindingFlags]'Instance, NonPublic')
    $outer = $ExecutionContext.SessionState.Module
    foreach ($command in $inner.ExportedCmdlets.Values) { $null = $addCmdlet.Invoke($outer, @(, $command)) }
    foreach ($alias in $inner.ExportedAliases.Values) { $null = $addAlias.Invoke($outer, @(, $alias)) }
}
