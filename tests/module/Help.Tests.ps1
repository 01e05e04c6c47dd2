# Every cmdlet has help that Get-Help shows: synopsis, description, parameters, two examples.
BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../../PersonalizeOps.psd1')
    $script:cmdlets = (Get-Command -Module PersonalizeOps -CommandType Cmdlet).Name
}

Describe 'Help' {
    BeforeAll { . (Join-Path $PSScriptRoot 'Common.ps1') }

    Context '<_>' -ForEach $cmdlets {
        BeforeAll {
            $name = $_
            $help = Get-Help $name -Full
            $common = [Management.Automation.PSCmdlet]::CommonParameters + [Management.Automation.PSCmdlet]::OptionalCommonParameters
        }

        It 'has a synopsis and a description of its own' {
            $help.Synopsis | Should -Not -BeNullOrEmpty
            $help.Synopsis | Should -Not -BeLike "*$name*<CommonParameters>*"
            ($help.description.Text -join ' ').Length | Should -BeGreaterThan 60
        }

        It 'has two examples with code and a remark' {
            $examples = @($help.examples.example)
            $examples.Count | Should -BeGreaterOrEqual 2
            foreach ($example in $examples) {
                $example.code | Should -BeLike "*$name*"
                ($example.remarks.Text -join '').Trim() | Should -Not -BeNullOrEmpty
            }
        }

        It 'describes every parameter' {
            $described = @($help.parameters.parameter | Where-Object { $_.description.Text }).name
            $own = (Get-Command $name).Parameters.Keys | Where-Object { $_ -notin $common }
            $own | Where-Object { $_ -notin $described } | Should -BeNullOrEmpty
        }

        It 'shows its examples on demand' {
            Get-Help $name -Examples | Out-String | Should -BeLike "*$name*"
        }
    }

    It 'stands in pages that agree with the cmdlets' {
        & (Join-Path $root 'docs/Update-HelpPage.ps1') -Check | Should -BeNullOrEmpty
    }

    It 'offers about_PersonalizeOps' {
        Get-Help about_PersonalizeOps | Out-String | Should -BeLike '*Connect-Personalize -Local*'
    }
}
