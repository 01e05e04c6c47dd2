<#
.SYNOPSIS
Brings the generated parts of the help pages in docs/en-US (SYNTAX, the yaml blocks, the list of parameters) in step with the built module.
.DESCRIPTION
Text written by hand stays; that of a parameter which is gone is reported and dropped. Where there is none yet, the synopsis and the text of a
parameter come from the documentation comments in the code. Emits the names of pages that were out of step, and of pages whose cmdlet is
gone, which it leaves to you. Description and examples of a new cmdlet are for you to write: the help tests fail until they are there.
Import the module first, or pass -ModulePath.
#>
[CmdletBinding()]
param(
    [string] $ModulePath = (Join-Path $PSScriptRoot '../PersonalizeOps.psd1'),
    [string] $Path = (Join-Path $PSScriptRoot 'en-US'),
    # Report pages that are out of step instead of writing them.
    [switch] $Check
)
$ErrorActionPreference = 'Stop'
$common = [Management.Automation.PSCmdlet]::CommonParameters + 'ProgressAction'
$last = 'Confirm', 'WhatIf'

$standard = @{ Confirm = 'Asks before each change.'; WhatIf = 'Shows what would happen and changes nothing.' }
$comments = @{}
foreach ($member in ([xml](Get-Content (Join-Path (Split-Path $ModulePath) 'bin/net10.0/PersonalizeOps.xml') -Raw)).doc.members.member) {
    $comments[$member.name] = ($member.summary -is [string] ? $member.summary : $member.summary.InnerText) -replace '\s+', ' ' -replace '^ | $'
}

function Get-Comment($Command, [string] $Parameter) {
    if ($standard.ContainsKey($Parameter)) { return $standard[$Parameter] }
    $type = $Command.ImplementingType
    if (-not $Parameter) { return $comments["T:$($type.FullName)"] }
    $comments["P:$($type.GetProperty($Parameter).DeclaringType.FullName).$Parameter"]
}

function Get-TypeName([type] $Type) {
    $Type = [Nullable]::GetUnderlyingType($Type) ?? $Type
    $Type.Name -replace '`1$', ''
}

function Get-Syntax($Command) {
    foreach ($set in $Command.ParameterSets | Sort-Object { -not $_.IsDefault }, Name) {
        $name = $set.Name -eq '__AllParameterSets' ? '(All)' : $set.Name
        $heading = "### $name$($set.IsDefault -and $Command.ParameterSets.Count -gt 1 ? ' (Default)' : '')"
        $parts = $set.Parameters | Where-Object Name -NotIn $common |
            Sort-Object { $_.Position -lt 0 ? [int]::MaxValue : $_.Position }, { -not $_.IsMandatory }, { $_.Name -in $last }, Name |
            ForEach-Object {
                $dash = $_.Position -ge 0 ? "[-$($_.Name)]" : "-$($_.Name)"
                $text = $_.ParameterType -eq [switch] ? $dash : "$dash <$(Get-TypeName $_.ParameterType)>"
                $_.IsMandatory ? $text : "[$text]"
            }
        "$heading`n`n``````text`n$((@($Command.Name) + $parts + '[<CommonParameters>]') -join ' ')`n```````n"
    }
}

function Get-YamlBlock($Command, $Parameter, [string] $Default) {
    $sets = $Parameter.ParameterSets
    $first = $sets.Values | Select-Object -First 1
    $pipeline = @(
        if ($sets.Values.ValueFromPipeline -contains $true) { 'ByValue' }
        if ($sets.Values.ValueFromPipelineByPropertyName -contains $true) { 'ByPropertyName' }
    )
    $values = $Parameter.Attributes.Where({ $_ -is [ValidateSet] }).ValidValues
    $wildcards = $Parameter.Attributes.Where({ $_ -is [SupportsWildcards] }).Count -gt 0
    @(
        '```yaml'
        "Type: $(Get-TypeName $Parameter.ParameterType)"
        "Parameter Sets: $($sets.Keys -contains '__AllParameterSets' ? '(All)' : ($sets.Keys -join ', '))"
        "Aliases: $($Parameter.Aliases -join ', ')"
        if ($values) { "Accepted values: $($values -join ', ')" }
        ''
        "Required: $($sets.Values.IsMandatory -notcontains $false)"
        "Position: $($first.Position -lt 0 ? 'Named' : $first.Position)"
        "Default value: $($Default ? $Default : 'None')"
        "Accept pipeline input: $($pipeline ? "True ($($pipeline -join ', '))" : 'False')"
        "Accept wildcard characters: $wildcards"
        '```'
    ) -join "`n" -replace '(?m) +$', ''
}

function Get-Part([string] $Text, [string] $Heading) {
    # Headings count outside code fences only: a comment in an example looks like one.
    $level = ($Heading -split ' ')[0].Length
    $fenced = $inside = $false
    $lines = foreach ($line in $Text -split '\n') {
        if ($line -match '^```') { $fenced = -not $fenced }
        if (-not $fenced -and $line -match '^(#+) ') {
            if ($inside -and $Matches[1].Length -le $level) { break }
            if ($line.TrimEnd() -eq $Heading) { $inside = $true; continue }
        }
        if ($inside) { $line }
    }
    ($lines -join "`n").Trim()
}

function Get-Page($Command, [string] $Old) {
    $out = [Collections.Generic.List[string]]::new()
    $out.Add("---`nexternal help file: PersonalizeOps.dll-Help.xml`nModule Name: PersonalizeOps`nonline version:`nschema: 2.0.0`n---`n")
    $out.Add("# $($Command.Name)`n")
    $synopsis = Get-Part $Old '## SYNOPSIS'
    $out.Add("## SYNOPSIS`n`n$($synopsis ? $synopsis : (Get-Comment $Command))`n")
    $out.Add("## SYNTAX`n`n$((Get-Syntax $Command) -join "`n")")
    foreach ($section in 'DESCRIPTION', 'EXAMPLES') { $out.Add("## $section`n`n$(Get-Part $Old "## $section")`n") }
    $out.Add("## PARAMETERS`n")
    foreach ($parameter in $Command.Parameters.Values | Where-Object Name -NotIn $common | Sort-Object { $_.Name -in $last }, Name) {
        $body = Get-Part $Old "### -$($parameter.Name)"
        $text = ($body -replace '(?s)```yaml.*?```', '').Trim()
        if (-not $text) { $text = Get-Comment $Command $parameter.Name }
        $default = [regex]::Match($body, '(?m)^Default value: (.+)$').Groups[1].Value
        $out.Add("### -$($parameter.Name)`n`n$text`n`n$(Get-YamlBlock $Command $parameter $default)`n")
    }
    $out.Add("### CommonParameters`n`nThis cmdlet supports the common parameters; see about_CommonParameters.`n")
    foreach ($section in 'INPUTS', 'OUTPUTS', 'NOTES', 'RELATED LINKS') {
        $body = Get-Part $Old "## $section"
        if ($body -or $section -in 'INPUTS', 'OUTPUTS') { $out.Add("## $section`n`n$body`n") }
    }
    (($out -join "`n") -replace '\n{3,}', "`n`n").TrimEnd() + "`n"
}

Import-Module $ModulePath
$stale = foreach ($command in Get-Command -Module PersonalizeOps -CommandType Cmdlet) {
    $file = Join-Path $Path "$($command.Name).md"
    $old = (Test-Path $file) ? (Get-Content $file -Raw) -replace "`r", '' : ''
    $new = Get-Page $command $old
    if ($new -ceq $old) { continue }
    if (-not $Check) {
        $parameters = [regex]::Matches($old, '(?m)^### -(\w+)').ForEach({ $_.Groups[1].Value })
        $parameters | Where-Object { -not $command.Parameters.ContainsKey($_) } |
            ForEach-Object { Write-Warning "$($command.Name) has no parameter $_ any more: its text went." }
        Set-Content $file $new -NoNewline
    }
    $command.Name
}
$stale
$names = (Get-Command -Module PersonalizeOps -CommandType Cmdlet).Name
(Get-ChildItem $Path -Filter '*-*.md').BaseName | Where-Object { $_ -notin $names } | ForEach-Object {
    Write-Warning "There is no cmdlet ${_}: remove its page."
    $_
}
