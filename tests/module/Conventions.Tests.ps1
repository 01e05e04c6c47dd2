# What every cmdlet of the module keeps, by reflection.
BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../../PersonalizeOps.psd1')
    $script:cmdlets = (Get-Command -Module PersonalizeOps -CommandType Cmdlet).Name
}

Describe 'Conventions' {
    BeforeAll { . (Join-Path $PSScriptRoot 'Common.ps1') }

    Context '<_>' -ForEach $cmdlets {
        BeforeAll { $command = Get-Command $_ }

        It 'has an approved verb and a singular noun' {
            (Get-Verb).Verb | Should -Contain $command.Verb
            $command.Noun | Should -Match '(?<!s)$|Metrics$|ss$'
        }

        It 'declares what it emits' {
            if ($command.Verb -notin 'Remove', 'Stop', 'Disconnect', 'Add', 'Set', 'Send') { $command.OutputType.Count | Should -BeGreaterThan 0 }
            $command.OutputType.Name | Where-Object { $_ -like 'Amazon.*' } | Should -BeNullOrEmpty
        }

        It 'asks before it changes something' {
            $changes = $command.Verb -in 'New', 'Remove', 'Start', 'Stop', 'Update', 'Set', 'Add', 'Send', 'Publish'
            if ($changes) { $command.Parameters.Keys | Should -Contain 'WhatIf' }
            if ($command.Verb -eq 'Remove') {
                $attribute = $command.ImplementingType.GetCustomAttributes([Management.Automation.CmdletAttribute], $true)[0]
                $attribute.ConfirmImpact | Should -Be 'High'
            }
        }

        It 'takes no $null for a resource, a filter, a context or a connection, as of a variable that was never set' {
            $meant = $command.Parameters.Values | Where-Object {
                $_.ParameterType.Name -in 'ResourceIdentity', 'ResourceIdentity[]', 'PersonalizeConnection' -or $_.Name -like '*FilterValue' -or $_.Name -eq 'Context'
            }
            $meant | Where-Object { $_.ParameterSets.Values.IsMandatory -contains $false } | Where-Object {
                -not ($_.Attributes | Where-Object { $_ -is [Management.Automation.ValidateArgumentsAttribute] -and $_.GetType().Name -like 'ValidateNotNull*' })
            } | ForEach-Object Name | Should -BeNullOrEmpty
        }

        It 'shows no SDK type in its parameters' {
            $command.Parameters.Values.ParameterType.FullName | Where-Object { $_ -like 'Amazon.*' } | Should -BeNullOrEmpty
        }
    }

    It 'gives every output type a table view' {
        $types = (Get-Command -Module PersonalizeOps -CommandType Cmdlet).OutputType.Name | Sort-Object -Unique |
            Where-Object { $_ -like 'PersonalizeOps.*' }
        $types.Count | Should -BeGreaterThan 5
        foreach ($type in $types) {
            $views = (Get-FormatData -TypeName $type).FormatViewDefinition
            $views.Control | Where-Object { $_ -is [Management.Automation.TableControl] } | Should -Not -BeNullOrEmpty -Because $type
        }
    }
}
