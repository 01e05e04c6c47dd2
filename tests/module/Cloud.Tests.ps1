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
