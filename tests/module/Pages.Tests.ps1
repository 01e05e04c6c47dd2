# What the pages show can be typed: commands and their parameters exist, and so do the files that are named.
BeforeDiscovery {
    $root = Join-Path $PSScriptRoot '../..'
    $script:pages = @(Get-Item (Join-Path $root 'README.md')) + (Get-ChildItem (Join-Path $root 'docs') -Filter *.md) + (Get-ChildItem (Join-Path $root 'docs/en-US') -Filter about_*.md)
    # What can be typed stands in the pages of the cmdlets, too.
    $script:examples = $pages + (Get-ChildItem (Join-Path $root 'docs/en-US') -Filter *-*.md)
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

                if ($command.ModuleName -eq 'PersonalizeOps') { Get-BindingProblem $call $command }
            }
        }

        function Get-BindingProblem($Call, $Command) {
            # What is piped must find a parameter that no argument has taken.
            $isPiped = $Call.Parent -is [Management.Automation.Language.PipelineAst] -and $Call.Parent.PipelineElements[0] -ne $Call
            if (-not $isPiped -or $Call.CommandElements.Where{ $_ -is [Management.Automation.Language.VariableExpressionAst] -and $_.Splatted }) { return }
            $bound = [Management.Automation.Language.StaticParameterBinder]::BindCommand($Call, $true).BoundParameters.Keys
            $free = $Command.Parameters.Values | Where-Object Name -NotIn $bound | Where-Object {
                $_.ParameterSets.Values.Where{ $_.ValueFromPipeline -or $_.ValueFromPipelineByPropertyName }
            }
            if (-not $free) { "$($Command.Name) cannot take what is piped: $($Call.Extent.Text)" }
        }

        function Get-Code([string] $Path) {
            [regex]::Matches((Get-Content $Path -Raw), '(?ms)^```powershell\n(.*?)^```').ForEach{ $_.Groups[1].Value }
        }
    }

    It 'finds what does not exist' {
        Get-Problem 'New-Solution films -DatasetGroup a -Colour red | Frobnicate-Solution' | Should -Be 'New-Solution has no parameter Colour.', 'There is no command Frobnicate-Solution.'
    }

    It 'finds an argument in the place of what is piped' {
        Get-Problem 'Get-BatchJob x | ConvertTo-RecommendationTable films.parquet' | Should -BeLike 'ConvertTo-RecommendationTable cannot take*'
        Get-Problem 'Get-BatchJob x | ConvertTo-RecommendationTable -Path films.parquet' | Should -BeNullOrEmpty
    }

    It 'shows only commands and parameters that exist, with room for what is piped: <_.Name>' -ForEach $examples {
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
