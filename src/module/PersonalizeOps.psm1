# Loads the cmdlet assembly into a load context of its own and imports it.
using namespace System.Management.Automation
using namespace System.Reflection

$typeName = 'PersonalizeOps.Loader.LoadContext'
$isReload = $true
if (-not ($typeName -as [type])) {
    $isReload = $false
    $null = [Assembly]::LoadFrom([IO.Path]::Combine($PSScriptRoot, 'net10.0', 'PersonalizeOps.Loader.dll'))
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
