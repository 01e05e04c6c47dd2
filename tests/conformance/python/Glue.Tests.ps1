# The Glue job's driver and notebook, with a stand-in for Spark; the checks are in test_glue_driver.py and test_glue_notebook.py.
BeforeDiscovery { $script:hasPython = [bool](Get-Command python3 -ErrorAction Ignore) }

Describe 'Glue job' {
    It 'compiles' -Skip:(-not $hasPython) {
        $script = Join-Path $PSScriptRoot '../../../glue/personalize_etl.py'
        $output = python3 -c 'import ast, sys; ast.parse(open(sys.argv[1], encoding="utf-8").read(), sys.argv[1])' $script 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 0 -Because $output
    }

    It 'runs <File>' -Skip:(-not $hasPython) -ForEach @{ File = 'test_glue_driver.py'; Count = 7 }, @{ File = 'test_glue_notebook.py'; Count = 5 } {
        $output = python3 -B (Join-Path $PSScriptRoot $File) 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 0 -Because $output
        $output | Should -Match "Ran $Count tests"
    }
}
