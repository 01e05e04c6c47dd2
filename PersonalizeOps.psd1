@{
    RootModule = 'bin/PersonalizeOps.psm1'
    ModuleVersion = '0.1.0'
    GUID = '863e8096-7b6b-4204-87de-8826f659059f'
    Author = 'PersonalizeOps contributors'
    CompanyName = 'PersonalizeOps contributors'
    Copyright = 'Copyright (c) PersonalizeOps contributors. MIT licence.'
    Description = 'Amazon Personalize from PowerShell, on AWS or on a local server that really imports, trains, evaluates and recommends.'
    CompatiblePSEditions = @('Core')
    PowerShellVersion = '7.6'
    FormatsToProcess = @('bin/PersonalizeOps.Format.ps1xml')
    TypesToProcess = @('bin/PersonalizeOps.Types.ps1xml')
    FunctionsToExport = @()
    VariablesToExport = @()
    AliasesToExport = @()
    CmdletsToExport = @(
        'Connect-Personalize'
        'ConvertTo-PersonalizeDataset'
        'ConvertTo-RecommendationTable'
        'Disconnect-Personalize'
        'Get-BatchRecommendation'
        'Get-Campaign'
        'Get-MovieRecommendation'
        'Get-PersonalizeConnection'
        'Get-PersonalizeDatasetGroup'
        'Get-PersonalizeImport'
        'Get-PersonalizeLocal'
        'Get-Solution'
        'Get-SolutionMetrics'
        'Get-SolutionVersion'
        'New-Campaign'
        'New-PersonalizeImport'
        'New-SampleDataset'
        'New-Solution'
        'New-SolutionVersion'
        'Remove-PersonalizeDatasetGroup'
        'Start-BatchRecommendation'
        'Start-PersonalizeLocal'
        'Stop-PersonalizeLocal'
    )
    PrivateData = @{
        PSData = @{
            Tags = @('PSEdition_Core', 'Windows', 'Linux', 'MacOS', 'AWS', 'Personalize', 'Recommender', 'MachineLearning')
        }
    }
}
