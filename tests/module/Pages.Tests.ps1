# What the pages show can be typed: commands and their parameters exist, and so do the files that are named.
BeforeDiscovery {
    $root = Join-Path $PSScriptRoot '../..'
    $script:pages = @(Get-Item (Join-Path $root 'README.md')) + (Get-ChildItem (Join-Path $root 'docs') -Filter *.md) + (Get-ChildItem (Join-Path $root 'docs/en-US') -Filter about_*.md)
}

Describe 'Pages' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Common.ps1')

        function Get-Problem([string] $Code) {
            $ast = [Management.Automation.Language.Parser]::ParseInput($Code, [ref]$null, [ref]$null)
            foreach ($call in $ast.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true)) {
                $name = $call.GetCommandName()
                if ($name -notmatch '^\w+-\w+$') { continue }
                $command = Get-Command $name -ErrorAction Ignore
                if (-not $command) { "There is no command $name."; continue }
                $known = $command.Parameters.Values | ForEach-Object { $_.Name; $_.Aliases }
                foreach ($parameter in $call.CommandElements.Where{ $_ -is [Management.Automation.Language.CommandParameterAst] }.ParameterName) {
                    if (-not ($known -like "$parameter*")) { "$name has no parameter $parameter." }
                }
            }
        }

        function Get-Code([string] $Path) {
            [regex]::Matches((Get-Content $Path -Raw), '(?ms)^```powershell\n(.*?)^```').ForEach{ $_.Groups[1].Value }
        }
    }

    It 'finds what does not exist' {
        Get-Problem 'New-Solution films -DatasetGroup a -Colour red | Frobnicate-Solution' | Should -Be 'New-Solution has no parameter Colour.', 'There is no command Frobnicate-Solution.'
    }

    It 'shows only commands and parameters that exist: <_.Name>' -ForEach $pages {
        Get-Code $_.FullName | ForEach-Object { Get-Problem $_ } | Should -BeNullOrEmpty
    }

    It 'names only commands and files that exist: <_.Name>' -ForEach $pages {
        $text = Get-Content $_.FullName -Raw
        $paths = [regex]::Matches($text, '(?<![\w/.])(?:\./)?((?:scripts|tests|cloudformation|glue|docs|benchmarks)/[\w./-]*\w)').ForEach{ $_.Groups[1].Value } | Select-Object -Unique
        $paths | Where-Object { -not (Test-Path (Join-Path $root $_)) } | Should -BeNullOrEmpty
        $names = [regex]::Matches($text, '`([A-Z][a-z]+-[A-Z]\w+)`').ForEach{ $_.Groups[1].Value } | Select-Object -Unique
        $names | Where-Object { -not (Get-Command $_ -ErrorAction Ignore) } | Should -BeNullOrEmpty
    }
}
