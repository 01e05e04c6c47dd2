# cfn-lint finds no fault in the templates, asl-validator none in the state machines with their substitutions made.
BeforeDiscovery {
    $root = Join-Path $PSScriptRoot '../../..'
    $script:templates = Get-ChildItem (Join-Path $root 'cloudformation') -Filter *.yaml
    $script:definitions = Get-ChildItem (Join-Path $root 'cloudformation/statemachines') -Filter *.asl.json
    $script:hasLint = [bool](Get-Command cfn-lint -ErrorAction Ignore)
    $script:validator = Join-Path $PSScriptRoot '../node/node_modules/.bin/asl-validator'
}

Describe 'Templates' {
    It 'passes cfn-lint: <_.Name>' -Skip:(-not $hasLint) -ForEach $templates {
        $output = cfn-lint -- $_.FullName 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 0 -Because $output
        $output.Trim() | Should -BeNullOrEmpty
    }
}

Describe 'State machine definitions' {
    It 'passes asl-validator: <_.Name>' -Skip:(-not (Test-Path $validator)) -ForEach $definitions {
        $text = [regex]::Replace((Get-Content $_ -Raw), '\$\{(\w+)\}', {
                switch -Regex ($args[0].Groups[1].Value) {
                    'Partition' { 'aws' }
                    'Results$|TPS$' { '5' }
                    '^Perform' { 'false' }
                    'Arn$' { "arn:aws:x:us-east-1:123456789012:$_" }
                    default { $_ }
                }
            })
        $file = Join-Path $TestDrive $_.Name
        Set-Content $file $text
        $output = & (Join-Path $PSScriptRoot '../node/node_modules/.bin/asl-validator') --json-path $file 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 0 -Because $output
    }
}
