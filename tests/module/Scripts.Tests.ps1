# What every runbook in scripts/ keeps: help, -WhatIf, and an end with a reason in one line. A new script is found by itself.
BeforeDiscovery {
    $files = Get-ChildItem (Join-Path $PSScriptRoot '../../scripts') -Filter *.ps1
    # What others dot-source is no runbook.
    $shared = $files | Get-Content | Select-String "^\. \(Join-Path \`$PSScriptRoot '(.+)'\)" | ForEach-Object { $_.Matches[0].Groups[1].Value }
    $script:runbooks = ($files | Where-Object Name -NotIn $shared).Name
    $script:connected = foreach ($file in $files | Where-Object Name -In $runbooks) {
        foreach ($set in (Get-Command $file.FullName).ParameterSets) {
            foreach ($way in 'EndpointUrl', 'StatePath') {
                if ($set.Parameters.Name -contains $way) { @{ Name = $file.Name; Way = $way; Set = $set.Name; Mandatory = @($set.Parameters | Where-Object IsMandatory) } }
            }
        }
    }
}

Describe 'Runbooks' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Common.ps1')
        $folder = New-TestFolder scripts
    }

    AfterAll { Remove-Item $folder -Recurse -Force }

    Context '<_>' -ForEach $runbooks {
        BeforeAll {
            $path = Join-Path $root 'scripts' $_
            $command = Get-Command $path
            $help = Get-Help $path -Full
        }

        It 'has help' {
            $help.Synopsis | Should -Not -Match '\[-|^\s*$' # without help it is the syntax
            $help.Description.Text | Should -Match 'exit code'
        }

        It 'has two examples or more, of parameters it has' {
            @($help.Examples.Example).Count | Should -BeGreaterOrEqual 2
            foreach ($example in $help.Examples.Example) {
                $calls = [Management.Automation.Language.Parser]::ParseInput($example.Code, [ref]$null, [ref]$null).FindAll({
                        $args[0] -is [Management.Automation.Language.CommandAst] -and "$($args[0].CommandElements[0])" -eq "./scripts/$($command.Name)"
                    }, $true)
                @($calls).Count | Should -BeGreaterThan 0 -Because $example.Code
                foreach ($word in $calls.CommandElements | Where-Object { $_ -is [Management.Automation.Language.CommandParameterAst] }) {
                    $command.Parameters.Keys | Should -Contain $word.ParameterName -Because $example.Code
                }
                "$($example.Remarks.Text)".Trim() | Should -Not -BeNullOrEmpty -Because $example.Code
            }
        }

        It 'says what each parameter is' {
            $common = [Management.Automation.Cmdlet]::CommonParameters + [Management.Automation.Cmdlet]::OptionalCommonParameters
            foreach ($name in $command.Parameters.Keys | Where-Object { $_ -notin $common }) {
                (Get-Help $path -Parameter $name).Description.Text | Should -Match '\w' -Because "-$name needs a word"
            }
        }

        It 'knows -WhatIf, and asks first when it removes' {
            $command.Parameters.Keys | Should -Contain 'WhatIf'
            $binding = $command.ScriptBlock.Attributes.Where({ $_ -is [Management.Automation.CmdletBindingAttribute] })
            $binding.ConfirmImpact | Should -Be ($_ -like 'Remove-*' ? 'High' : 'Medium')
        }

        It 'can be used without an account: -EndpointUrl or -StatePath' {
            @('EndpointUrl', 'StatePath') | Where-Object { $command.Parameters.ContainsKey($_) } | Should -Not -BeNullOrEmpty
        }
    }

    It 'ends with 1 and one line when it cannot connect: <Name> by -<Way> (<Set>)' -ForEach $connected {
        $nowhere = Join-Path $folder 'file'
        Set-Content $nowhere 'no folder'
        $values = @{
            EndpointUrl = "http://127.0.0.1:$(& { $probe = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0); $probe.Start(); $probe.LocalEndpoint.Port; $probe.Stop() })"
            StatePath = $nowhere
        }
        $words = @("-$Way", $values[$Way]) + @($Mandatory | ForEach-Object { "-$($_.Name)"; if ($_.ParameterType -ne [switch]) { 'x' } })
        $saved = $env:AWS_ACCESS_KEY_ID, $env:AWS_SECRET_ACCESS_KEY, $env:AWS_REGION
        $env:AWS_ACCESS_KEY_ID, $env:AWS_SECRET_ACCESS_KEY, $env:AWS_REGION = 'key', 'secret', 'us-east-1'
        try { $run = Invoke-Script $Name $words }
        finally { $env:AWS_ACCESS_KEY_ID, $env:AWS_SECRET_ACCESS_KEY, $env:AWS_REGION = $saved }
        $run.Code | Should -Be 1 -Because $run.Text
        $run.Reason.Count | Should -Be 1 -Because $run.Text
        $run.Reason[0] | Should -Match ($Way -eq 'StatePath' ? 'failed: .*file' : 'failed: .*does not answer')
    }
}
