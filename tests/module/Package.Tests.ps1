# The archive as a user gets it: unpacked into a folder of modules, in a shell that knows nothing of this repository.
Describe 'Package' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Common.ps1')
        $folder = New-TestFolder package
        $packed = Join-Path $folder 'packed'
        $null = New-Item (Join-Path $packed 'PersonalizeOps') -ItemType Directory -Force
        Set-Content (Join-Path $packed 'PersonalizeOps/other.txt') 'of somebody else'
        & (Join-Path $root 'build.ps1') package -OutputPath $packed 6>$null
        $data = Import-PowerShellDataFile $manifest
        $archive = Join-Path $packed "PersonalizeOps.$($data.ModuleVersion).zip"
        $modules = Join-Path $folder 'modules'
        [IO.Compression.ZipFile]::ExtractToDirectory($archive, $modules)
        $module = Join-Path $modules "PersonalizeOps/$($data.ModuleVersion)"

        function Invoke-Stranger([string] $Script) {
            # No profile, a home of its own, and no other folder of modules than PowerShell's and this one.
            $path = (Get-Process -Id $PID).Path
            $words = (Split-Path $path -LeafBase) -eq 'dotnet' ? @((Join-Path $PSHOME 'pwsh.dll')) : @()
            $start = [Diagnostics.ProcessStartInfo]::new($path)
            $words + '-NoLogo', '-NoProfile', '-NonInteractive', '-OutputFormat', 'Text', '-Command', "`$ErrorActionPreference = 'Stop'`n$Script" | ForEach-Object { $start.ArgumentList.Add($_) }
            $start.RedirectStandardOutput = $start.RedirectStandardError = $true
            $start.WorkingDirectory = $folder
            $start.Environment['PSModulePath'] = $modules
            $start.Environment[$IsWindows ? 'USERPROFILE' : 'HOME'] = Join-Path $folder 'home'
            $process = [Diagnostics.Process]::Start($start)
            $complaints = $process.StandardError.ReadToEndAsync()
            $text = $process.StandardOutput.ReadToEnd()
            $process.WaitForExit()
            $text + $complaints.Result
        }
    }

    AfterAll { Remove-Item $folder -Recurse -Force }

    It 'holds what is needed at run time, and nothing of those who built it' {
        $files = Get-ChildItem $module -Recurse -File
        $files.Extension | Should -Not -Contain '.pdb'
        $files.Name | Should -Not -Contain 'PersonalizeOps.xml'
        foreach ($name in 'PersonalizeOps.psd1', 'LICENSE', 'PersonalizeOps.Lambda.zip', 'personalize-train.yaml', 'about_PersonalizeOps.help.txt') { $files.Name | Should -Contain $name }
        Test-Path (Join-Path $packed "PersonalizeOps.Lambda.$($data.ModuleVersion).zip") | Should -BeTrue
        $text = $files | Where-Object Extension -In '.ps1', '.psm1', '.psd1', '.ps1xml', '.json', '.yaml', '.txt', '.xml', '.py', '.sql' | Get-Content -Raw
        @($text | Where-Object { $_.Contains("$root", [StringComparison]::Ordinal) }).Count | Should -Be 0
    }

    It 'leaves alone what else is in the folder of the archives' {
        Join-Path $packed 'PersonalizeOps/other.txt' | Should -Exist
        (Get-ChildItem $packed).Name | Should -Be "PersonalizeOps", "PersonalizeOps.$($data.ModuleVersion).zip", "PersonalizeOps.Lambda.$($data.ModuleVersion).zip"
    }

    It 'does not run the code of another version that the session imported' {
        $newer = Join-Path $folder 'newer/PersonalizeOps'
        $null = New-Item (Split-Path $newer) -ItemType Directory
        Copy-Item $module $newer -Recurse
        $path = Join-Path $newer 'PersonalizeOps.psd1'
        (Get-Content $path -Raw).Replace("ModuleVersion = '$($data.ModuleVersion)'", "ModuleVersion = '99.0.0'") | Set-Content $path
        $output = Invoke-Stranger @"
            Import-Module PersonalizeOps
            Import-Module PersonalizeOps -Force
            "again=`$((Get-Module PersonalizeOps).Version)"
            Remove-Module PersonalizeOps
            try { Import-Module '$path' } catch { "refused=`$_" }
            "left=`$(@(Get-Module PersonalizeOps).Count)"
"@
        $output | Should -Match "again=$($data.ModuleVersion)"
        $output | Should -Match 'refused=Another version of PersonalizeOps was imported in this session, from .* new session for 99\.0\.0\.'
        $output | Should -Match 'left=0'
    }

    It 'imports by its name, with all commands, help and views' {
        $output = Invoke-Stranger @'
            Import-Module PersonalizeOps
            "from=$((Get-Module PersonalizeOps).ModuleBase)"
            "commands=$((Get-Command -Module PersonalizeOps).Count)"
            $help = Get-Help New-PersonalizeImport
            "synopsis=$($help.Synopsis.Length -gt 20) examples=$(@((Get-Help New-PersonalizeImport -Full).examples.example).Count)"
            "view=$((Get-FormatData PersonalizeOps.Records.Campaign).TypeNames)"
            "about=$(@(Get-Help about_PersonalizeOps_Local).Count)"
'@
        $output | Should -Match ([regex]::Escape("from=$module"))
        $output | Should -Match "commands=$($data.CmdletsToExport.Count)\b"
        $output | Should -Match 'synopsis=True examples=[2-9]'
        $output | Should -Match 'view=PersonalizeOps.Records.Campaign'
        $output | Should -Match 'about=1'
    }

    It 'loads itself when a command is called, and starts the local server' {
        $state = Join-Path $folder 'state'
        $output = Invoke-Stranger @"
            `$null = Connect-Personalize -Local -StatePath '$state'
            try {
                `$null = New-PersonalizeDatasetGroup Films -Wait
                "group=`$((Get-PersonalizeDatasetGroup).Status)"
            }
            finally { Stop-PersonalizeLocal -StatePath '$state' }
"@
        $output | Should -Match 'group=ACTIVE'
    }
}
