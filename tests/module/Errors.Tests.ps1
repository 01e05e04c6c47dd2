# Bad input through the cmdlets: the error's id, category and target; one bad input in a pipeline never ends the others.
Describe 'Errors' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Common.ps1')
        $folder = New-TestFolder errors
        $state = Join-Path $folder 'state'
    }

    AfterAll {
        Stop-PersonalizeLocal -StatePath $state
        Disconnect-Personalize
        Remove-Item $folder -Recurse -Force
    }

    It 'says how to connect when there is no connection' {
        Disconnect-Personalize
        $record = @(Invoke-Catching { Get-Solution })[0]
        $record.FullyQualifiedErrorId | Should -BeLike 'NotConnected,*'
        $record.CategoryInfo.Category | Should -Be 'ConnectionError'
        $record.Exception.Message | Should -BeLike '*Connect-Personalize -Local*'
    }

    Context 'of AWS' {
        BeforeAll {
            . (Join-Path $PSScriptRoot 'StandIn.ps1')
            # Refuses every call of Personalize with the code that a test sets.
            $refused = @{ Code = ''; Status = 400; Calls = [Collections.Concurrent.ConcurrentQueue[string]]::new() }
            $standIn = Start-StandIn -State $refused -Answer {
                param($path, $target, $context, $state)
                $state.Calls.Enqueue($target)
                if ($target) { $state.Status; "{`"__type`":`"$($state.Code)`",`"message`":`"The service says $($state.Code).`"}" }
            }
        }

        AfterAll { Stop-StandIn $standIn }

        It 'makes <Code> the category <Category>, with what can be done' -ForEach @(
            @{ Code = 'ResourceNotFoundException'; Category = 'ObjectNotFound'; Action = '*lists what exists*' }
            @{ Code = 'ResourceAlreadyExistsException'; Category = 'ResourceExists'; Action = '*another name*' }
            @{ Code = 'ResourceInUseException'; Category = 'ResourceBusy'; Action = '*ACTIVE*' }
            @{ Code = 'LimitExceededException'; Category = 'QuotaExceeded'; Action = '*quota*' }
            @{ Code = 'InvalidInputException'; Category = 'InvalidArgument' }
            @{ Code = 'InvalidNextTokenException'; Category = 'InvalidArgument' }
            @{ Code = 'TooManyTagKeysException'; Category = 'LimitsExceeded'; Action = '*50 tags*' }
            @{ Code = 'InternalServerException'; Status = 500; Category = 'ResourceUnavailable'; Action = '*try again*' }
            @{ Code = 'TooManyTagsException'; Category = 'LimitsExceeded'; Action = '*50 tags*' }
            @{ Code = 'AccessDeniedException'; Category = 'PermissionDenied'; Action = '*permission*' }
            @{ Code = 'ExpiredTokenException'; Category = 'AuthenticationError'; Action = '*Connect-Personalize*' }
            @{ Code = 'UnrecognizedClientException'; Category = 'AuthenticationError'; Action = '*Connect-Personalize*' }
            @{ Code = 'NewKindOfException'; Category = 'NotSpecified' }
        ) {
            $refused.Code = $Code
            $refused.Status = $Status ?? 400
            $record = @(Invoke-Catching { Get-Solution Films -Connection StandIn })[0]
            $record.FullyQualifiedErrorId | Should -BeLike "DescribeSolution.$Code,*"
            $record.CategoryInfo.Category | Should -Be $Category
            $record.TargetObject | Should -Be 'Films'
            $record.Exception.Message | Should -Be "The service says $Code."
            if ($Action) { $record.ErrorDetails.RecommendedAction | Should -BeLike $Action }
        }

        It 'asks once what is refused for a quota, which asking again does not raise' {
            $refused.Code, $refused.Status = 'LimitExceededException', 400
            $refused.Calls.Clear()
            $record = @(Invoke-Catching { New-Solution Films -DatasetGroup Films -Recipe aws-sims -Connection StandIn })[0]
            $record.FullyQualifiedErrorId | Should -BeLike 'CreateSolution.LimitExceededException,*'
            $record.CategoryInfo.Category | Should -Be 'QuotaExceeded'
            $record.ErrorDetails.RecommendedAction | Should -BeLike '*quota*'
            @($refused.Calls -like '*.CreateSolution').Count | Should -Be 1
        }

        It 'asks again when it asked too often' {
            $refused.Code, $refused.Status = 'ThrottlingException', 400
            $refused.Calls.Clear()
            $record = @(Invoke-Catching { Get-Solution Films -Connection StandIn })[0]
            $record.FullyQualifiedErrorId | Should -BeLike 'DescribeSolution.ThrottlingException,*'
            $record.CategoryInfo.Category | Should -Be 'ResourceUnavailable'
            @($refused.Calls -like '*.DescribeSolution').Count | Should -BeGreaterThan 1
        }

        It 'says so when nobody answers' {
            $gone = Start-StandIn { if ($args[1]) { 200, '{}' } }
            $gone.Listener.Stop()
            $record = @(Invoke-Catching { Get-Solution Films -Connection $gone.Connection })[0]
            Stop-StandIn $gone
            $record.FullyQualifiedErrorId | Should -BeLike 'DescribeSolution.ConnectionFailed,*'
            $record.CategoryInfo.Category | Should -Be 'ConnectionError'
            $record.TargetObject | Should -Be 'Films'
            $record.ErrorDetails.RecommendedAction | Should -BeLike '*Get-PersonalizeConnection*'
        }
    }

    Context 'with a connection' {
        BeforeAll { $null = Connect-Personalize -Local -StatePath $state }

        It 'names the cmdlet that lists what could be meant: <Command>' -ForEach @(
            @{ Command = 'Get-Campaign Unknown'; Lists = 'Get-Campaign' }
            @{ Command = 'New-Campaign Any Unknown'; Lists = 'Get-Solution' }
            @{ Command = 'New-Solution Any -DatasetGroup Unknown -Recipe aws-sims'; Lists = 'Get-PersonalizeDatasetGroup' }
            @{ Command = 'Get-PersonalizeRecipe user-personalization'; Lists = 'Get-PersonalizeRecipe' }
            @{ Command = 'Get-SolutionVersion Unknown/0a1b2c3d'; Lists = 'Get-SolutionVersion' }
        ) {
            $record = @(Invoke-Catching { Invoke-Expression $Command })[0]
            $record.CategoryInfo.Category | Should -Be 'ObjectNotFound'
            $record.ErrorDetails.RecommendedAction | Should -BeLike "*; $Lists lists what exists."
        }

        It 'reports an unknown name and goes on' {
            $null = New-TinyMovieLens (Join-Path $folder 'movies')
            $null = ConvertTo-PersonalizeDataset (Join-Path $folder 'movies') -OutputPath (Join-Path $folder 'out') | New-PersonalizeImport -DatasetGroup Known -Wait
            $null = New-Solution -Name Known -DatasetGroup Known -Recipe aws-popularity-count
            $solutions = @('Unknown', 'Known' | Get-Solution -ErrorAction SilentlyContinue -ErrorVariable problems)
            $solutions.Name | Should -Be 'Known'
            $problems.Count | Should -Be 1
            $problems[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
            $problems[0].TargetObject | Should -Be 'Unknown'
        }

        It 'reports an ARN of another kind' {
            $record = @(Invoke-Catching { Get-Campaign -Name 'arn:aws:personalize:us-east-1:000000000000:solution/Known' })[0]
            $record.CategoryInfo.Category | Should -Be 'InvalidArgument'
        }

        It 'reports a name that exists' {
            $record = @(Invoke-Catching { New-Solution -Name Known -DatasetGroup Known -Recipe aws-popularity-count })[0]
            $record.FullyQualifiedErrorId | Should -BeLike 'CreateSolution.ResourceAlreadyExistsException,*'
            $record.CategoryInfo.Category | Should -Be 'ResourceExists'
        }

        It 'reports a failed import with file, row, column and reason, and keeps the earlier data' {
            $bad = Join-Path $folder 'bad.csv'
            $lines = Get-Content (Join-Path $folder 'out/interactions.csv')
            $lines[10] = $lines[10] -replace '\d{10}', 'yesterday'
            Set-Content $bad $lines
            Copy-Item (Join-Path $folder 'out/interactions.schema.json') (Join-Path $folder 'bad.schema.json')
            $record = @(Invoke-Catching { New-PersonalizeImport -Path $bad -DatasetGroup Known -DatasetType Interactions -Wait })[0]
            $record.CategoryInfo.Category | Should -Be 'InvalidResult'
            $record.Exception.Message | Should -BeLike '*bad.csv*11*TIMESTAMP*'
            $record.ErrorDetails.RecommendedAction | Should -BeLike '*Test-PersonalizeDataset*'
        }

        It 'reports a missing file' {
            $record = @(Invoke-Catching { New-PersonalizeImport -Path (Join-Path $folder 'none.csv') -DatasetGroup Known -DatasetType Interactions })[0]
            $record.CategoryInfo.Category | Should -Be 'ObjectNotFound'
        }

        It 'says that a folder is no file to import, and what takes folders' {
            $record = @(Invoke-Catching { New-PersonalizeImport -Path (Join-Path $folder 'out') -DatasetGroup Known -DatasetType Items })[0]
            $record.FullyQualifiedErrorId | Should -BeLike 'PathIsFolder,*'
            $record.ErrorDetails.RecommendedAction | Should -BeLike '*Publish-PersonalizeDataset*'
        }

        It 'says of a file in place of a folder what to do: <Name>' -ForEach @(
            @{ Name = 'New-SampleDataset'; Script = { New-SampleDataset $file } }
            @{ Name = 'New-SampleDataset below it'; Script = { New-SampleDataset (Join-Path $file 'below') } }
            @{ Name = 'ConvertTo-PersonalizeDataset'; Script = { ConvertTo-PersonalizeDataset (New-TinyMovieLens (Join-Path $folder 'movies')) -OutputPath $file } }
            @{ Name = 'ConvertTo-PersonalizeDataset -WhatIf'; Script = { ConvertTo-PersonalizeDataset (New-TinyMovieLens (Join-Path $folder 'movies')) -OutputPath $file -WhatIf } }
            @{ Name = 'Receive-BatchResult'; Script = { Receive-BatchResult Any -OutputPath $file } }
            @{ Name = 'Connect-Personalize'; Script = { Connect-Personalize -Local -StatePath $file } }
            @{ Name = 'Start-PersonalizeLocal'; Script = { Start-PersonalizeLocal -StatePath $file } }
        ) {
            $file = Join-Path $folder 'file'
            Set-Content $file 'content'
            $said = @(Invoke-Catching $Script)
            $said.Count | Should -Be 1
            $said[0].FullyQualifiedErrorId | Should -BeLike 'PathIsFile,*'
            $said[0].CategoryInfo.Category | Should -Be 'InvalidArgument'
            $said[0].Exception.Message | Should -Be "$file is a file, where a folder is wanted."
            $said[0].ErrorDetails.RecommendedAction | Should -BeLike '*folder*'
            Get-Content $file | Should -Be 'content'
        }

        It 'leaves nothing of a conversion for which the disk has no room' -Skip:$IsWindows {
            $out = Join-Path $folder 'no-room'
            $movies = New-TinyMovieLens (Join-Path $folder 'movies')
            $shell = (Get-Shell) -join "' '"
            $script = "Import-Module '$manifest'; try { ConvertTo-PersonalizeDataset '$movies' -OutputPath '$out' } catch { 'refused' }"
            $encoded = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes("`$ErrorActionPreference = 'Stop'; $script"))
            # No file may grow beyond 8 KiB, as on a disk that is nearly full; the runtime maps its code from a larger one otherwise.
            $text = bash -c "trap '' XFSZ; ulimit -f 8; DOTNET_EnableWriteXorExecute=0 '$shell' -NoProfile -NonInteractive -EncodedCommand $encoded" 2>&1 | Out-String
            $text | Should -Match 'refused'
            Get-ChildItem $out -Force | Should -BeNullOrEmpty
        }

        It 'refuses a name with a line end as it does any other that is none' {
            foreach ($mistake in { Get-Campaign "Known`n" }, { Get-SolutionVersion "Known/1a`n" }, { Get-Solution "arn:aws:personalize:us-east-1:000000000000:solution/Known`n" }) {
                $record = @(Invoke-Catching $mistake)[0]
                $record.FullyQualifiedErrorId | Should -Match '^(InvalidName|WrongKind),' -Because "$mistake"
            }
        }

        It 'reports a missing and an empty MovieLens folder' {
            @(Invoke-Catching { ConvertTo-PersonalizeDataset (Join-Path $folder 'nowhere') -OutputPath $folder })[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
            $empty = (New-Item (Join-Path $folder 'empty') -ItemType Directory).FullName
            $record = @(Invoke-Catching { ConvertTo-PersonalizeDataset $empty -OutputPath $folder })[0]
            $record.Exception.Message | Should -BeLike '*ratings*'
        }

        It 'refuses numResults outside 1..500 for a campaign' {
            $null = Get-Solution Known | New-SolutionVersion -Wait
            $null = New-Campaign -Name Known -Solution Known -Wait
            $record = @(Invoke-Catching { '1' | Get-MovieRecommendation -Campaign Known -NumResults 501 })[0]
            $record.CategoryInfo.Category | Should -BeIn 'InvalidArgument', 'InvalidData'
        }

        It 'says of what is in use what to do: remove what depends on it, not wait' {
            foreach ($remove in { Remove-Solution Known -Confirm:$false }, { Remove-PersonalizeSchema Known-items -Confirm:$false }) {
                $record = @(Invoke-Catching $remove)[0]
                $record.FullyQualifiedErrorId | Should -BeLike 'Delete*.ResourceInUseException,*'
                $record.CategoryInfo.Category | Should -Be 'ResourceBusy'
                $record.ErrorDetails.RecommendedAction | Should -BeLike 'Remove what depends on it first*'
            }
            $record = @(Invoke-Catching { Get-SolutionVersion Known | Stop-SolutionVersion -Confirm:$false })[0]
            $record.ErrorDetails.RecommendedAction | Should -BeLike '*only what is not finished*'
        }

        It 'says how wildcards reach a cmdlet that takes one resource' {
            $record = @(Invoke-Catching { Remove-Campaign 'Kno*' -Confirm:$false })[0]
            $record.FullyQualifiedErrorId | Should -BeLike 'InvalidName,*'
            $record.ErrorDetails.RecommendedAction | Should -BeLike '*Get-Campaign Kno`* | *'
            (Get-Campaign Known).Name | Should -Be 'Known'
        }

        It 'changes nothing under -WhatIf' {
            New-Solution -Name Ghost -DatasetGroup Known -Recipe aws-popularity-count -WhatIf
            @(Get-Solution).Name | Should -Not -Contain 'Ghost'
        }
    }
}
