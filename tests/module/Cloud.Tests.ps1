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
