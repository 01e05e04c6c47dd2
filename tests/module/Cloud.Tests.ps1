# What needs the services around Personalize says so when the connection leads to the local server.
Describe 'Cloud cmdlets on the local server' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Common.ps1')
        $folder = New-TestFolder cloud
        $null = Connect-Personalize -Local -StatePath (Join-Path $folder 'state')
    }

    AfterAll {
        Stop-PersonalizeLocal -StatePath (Join-Path $folder 'state')
        Disconnect-Personalize
        Remove-Item $folder -Recurse -Force
    }

    It 'ends at the beginning: <_>' -ForEach @(
        'Get-PersonalizeStack'
        'New-PersonalizeStack films -Workflow Train'
        'Update-PersonalizeStack films'
        'Remove-PersonalizeStack films -Confirm:$false'
        'Get-PersonalizeNotification films-data'
        'Set-PersonalizeNotification Train -Stack films'
        'Remove-PersonalizeNotification films-data -Confirm:$false'
    ) {
        $record = @(Invoke-Catching ([scriptblock]::Create($_)))[0]
        $record.FullyQualifiedErrorId | Should -BeLike 'CloudUnavailable,*'
        $record.ErrorDetails.RecommendedAction | Should -BeLike '*Connect-Personalize*'
    }
}

Describe 'The bundle in the module' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Common.ps1')
        $cloud = Join-Path $root 'bin/cloud'
    }

    It 'has the functions in one zip, the same bytes for the same functions' {
        $zip = [IO.Compression.ZipFile]::OpenRead((Join-Path $cloud 'PersonalizeOps.Lambda.zip'))
        try {
            $zip.Entries.FullName | Should -Contain 'PersonalizeOps.Lambda.dll'
            $zip.Entries.FullName | Should -Contain 'PersonalizeOps.Lambda.runtimeconfig.json'
            $zip.Entries.FullName -like '*.pdb' | Should -BeNullOrEmpty
            $zip.Entries.LastWriteTime.DateTime | Select-Object -Unique | Should -Be ([datetime]'1980-01-01')
            $library = Join-Path $TestDrive 'functions.dll'
            [IO.Compression.ZipFileExtensions]::ExtractToFile($zip.GetEntry('PersonalizeOps.Lambda.dll'), $library)
            [Diagnostics.FileVersionInfo]::GetVersionInfo($library).ProductVersion | Should -Not -Match '\+' # no commit in it
        }
        finally { $zip.Dispose() }
    }

    It 'has every file as the repository has it: <_>' -ForEach 'cloudformation', 'glue' {
        $source = Join-Path $root $_
        foreach ($file in Get-ChildItem $source -Recurse -File) {
            $copy = Join-Path $cloud ($_ -eq 'glue' ? 'glue' : '') ([IO.Path]::GetRelativePath($source, $file.FullName))
            (Get-FileHash $copy).Hash | Should -Be (Get-FileHash $file).Hash -Because $copy
        }
    }

    It 'is found where the module is installed' {
        $installed = New-TestFolder installed
        try {
            Copy-Item $manifest $installed
            $null = New-Item (Join-Path $installed 'bin') -ItemType Directory
            Get-ChildItem (Join-Path $root 'bin') | Where-Object Name -NE 'server' | Copy-Item -Destination (Join-Path $installed 'bin') -Recurse
            $text = Invoke-FreshShell @"
                Import-Module '$installed/PersonalizeOps.psd1'
                `$line = 'New-PersonalizeStack films -Workflow Train -Parameter '
                (TabExpansion2 `$line `$line.Length).CompletionMatches.ListItemText
"@
            $text | Should -BeLike '*GlueNumberOfWorkers*'
        }
        finally { Remove-Item $installed -Recurse -Force }
    }
}

Describe 'What Remove-Tutorial.ps1 removes in Personalize' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Common.ps1')
        $folder = New-TestFolder tutorial
        $null = Connect-Personalize -Local -StatePath (Join-Path $folder 'state')
        $data = ConvertTo-PersonalizeDataset (New-TinyMovieLens (Join-Path $folder 'data')) -OutputPath (Join-Path $folder 'out')
        foreach ($name in 'films', 'other') {
            $null = $data | New-PersonalizeImport -DatasetGroup $name -Wait
            $null = New-Solution $name -DatasetGroup $name -Recipe aws-popularity-count -Wait
            $null = New-SolutionVersion $name -Wait
            $null = New-Campaign $name -Solution $name -Wait
            $null = New-PersonalizeFilter "$name-filter" -DatasetGroup $name -Expression 'EXCLUDE ItemID WHERE Items.YEAR < 1990'
            $null = New-EventTracker "$name-tracker" -DatasetGroup $name
        }
        # No server here has both stacks and Personalize: the runbook's own function is taken out of it.
        $tokens = $errors = $null
        $tree = [Management.Automation.Language.Parser]::ParseFile((Join-Path $root 'scripts/Remove-Tutorial.ps1'), [ref]$tokens, [ref]$errors)
        $isIt = { $args[0] -is [Management.Automation.Language.FunctionDefinitionAst] -and $args[0].Name -eq 'Remove-Trained' }
        . ([scriptblock]::Create($tree.Find($isIt, $true).Extent.Text))
        . (Join-Path $root 'scripts/Runbook.ps1')
    }

    AfterAll {
        Stop-PersonalizeLocal -StatePath (Join-Path $folder 'state')
        Disconnect-Personalize
        Remove-Item $folder -Recurse -Force
    }

    It 'is what was made in the dataset group, and nothing of another; it can be repeated' {
        foreach ($run in 1, 2) { Remove-Trained films }
        (Get-Campaign).Name | Should -Be other
        (Get-Solution).Name | Should -Be other
        (Get-PersonalizeFilter).Name | Should -Be other-filter
        (Get-EventTracker).Name | Should -Be other-tracker
        @(Get-PersonalizeDatasetGroup).Count | Should -Be 2 # the group itself is the stack's
        Remove-Trained absent
        (Get-Campaign).Name | Should -Be other
    }
}
