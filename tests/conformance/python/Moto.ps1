# Shared by the tests against moto: a server of its own, and the module connected to it.
. (Join-Path $PSScriptRoot '../../module/Common.ps1')

function Start-Moto([string] $Script = 'moto_server.py') {
    $start = [Diagnostics.ProcessStartInfo]::new('python3', [string[]]@((Join-Path $PSScriptRoot $Script)))
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    $process = [Diagnostics.Process]::Start($start)
    $null = $process.StandardError.ReadToEndAsync()
    $line = $process.StandardOutput.ReadLine()
    if ($line -notmatch '^Listening on (http://\S+)$') { throw "$Script did not start: '$line'." }
    [pscustomobject]@{ Process = $process; Endpoint = $Matches[1] }
}

function Stop-Moto($Moto) {
    $Moto.Process.StandardInput.Close()
    if (-not $Moto.Process.WaitForExit(5000)) { $Moto.Process.Kill() }
}

function Connect-Moto($Moto, [string] $Name = 'Moto') {
    $secret = ConvertTo-SecureString 'moto-secret' -AsPlainText -Force
    $null = Connect-Personalize -EndpointUrl $Moto.Endpoint -Region us-east-1 -Credential ([pscredential]::new('AKIAMOTO', $secret)) -Name $Name
}

function Start-WorkflowScene {
    # moto with stacks, state machines, triggers and traces, and the module connected to it.
    $start = [Diagnostics.ProcessStartInfo]::new('python3', [string[]]@((Join-Path $PSScriptRoot 'workflow_server.py')))
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
    $process = [Diagnostics.Process]::Start($start)
    $scene = $process.StandardOutput.ReadLine() | ConvertFrom-Json
    $credential = [pscredential]::new('ak', (ConvertTo-SecureString 'sk' -AsPlainText -Force))
    $null = Connect-Personalize -EndpointUrl $scene.Endpoint -Credential $credential -Region us-east-1
    $scene | Add-Member Process $process -PassThru
}
