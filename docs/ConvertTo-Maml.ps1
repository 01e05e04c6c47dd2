<#
.SYNOPSIS
Builds the module's MAML help file and its about_ topics from the markdown pages in docs/en-US.
.DESCRIPTION
The pages keep platyPS's schema 2.0.0: SYNOPSIS, SYNTAX, DESCRIPTION, EXAMPLES, PARAMETERS (text and a yaml block each), INPUTS,
OUTPUTS, NOTES, RELATED LINKS. A page that lacks a part that Get-Help shows is an error that names the page and the part.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $OutputPath
)
$ErrorActionPreference = 'Stop'

function Split-Section([string[]] $Lines, [string] $Mark) {
    $sections = [ordered]@{}
    $name = $null
    $fenced = $false
    foreach ($line in $Lines) {
        if ($line -match '^```') { $fenced = -not $fenced }
        if (-not $fenced -and $line -match "^$Mark (.+)$") {
            $name = $Matches[1].Trim()
            $sections[$name] = [Collections.Generic.List[string]]::new()
        }
        elseif ($name) { $sections[$name].Add($line) }
    }
    $sections
}

function ConvertTo-Text([string[]] $Lines) {
    # One paragraph per blank-line block; links keep their text, emphasis and code marks go.
    ($Lines -join "`n").Trim() -split '\n\s*\n' | ForEach-Object {
        ($_ -replace '\[([^\]]+)\]\([^)]*\)', '$1' -replace '`([^`]+)`|\*\*([^*]+)\*\*', '$1$2' -replace '\s*\n(?!\s*- )', ' ').Trim()
    } | Where-Object { $_ }
}

function Get-Yaml([string[]] $Lines) {
    $values = @{}
    foreach ($line in $Lines) { if ($line -match '^([A-Za-z ?]+):\s*(.*)$') { $values[$Matches[1]] = $Matches[2].Trim() } }
    $values
}

function Add-Element($Parent, [string] $Name, [string] $Text) {
    $prefix, $local = $Name -split ':'
    $element = $Parent.OwnerDocument.CreateElement($prefix, $local, $namespaces[$prefix])
    if ($PSBoundParameters.ContainsKey('Text')) { $element.InnerText = $Text }
    $Parent.AppendChild($element)
}

function Add-Paragraph($Parent, [string] $Name, [string[]] $Paragraphs) {
    $element = Add-Element $Parent $Name
    foreach ($paragraph in $Paragraphs) { $null = Add-Element $element 'maml:para' $paragraph }
}

function Add-Parameter($Parent, [hashtable] $Parameter, [bool] $Required, [string] $Position, [switch] $InSyntax) {
    $element = Add-Element $Parent 'command:parameter'
    $element.SetAttribute('required', $Required.ToString().ToLowerInvariant())
    $element.SetAttribute('variableLength', 'false')
    $element.SetAttribute('globbing', $Parameter.Yaml['Accept wildcard characters'].ToLowerInvariant())
    $element.SetAttribute('pipelineInput', $Parameter.Yaml['Accept pipeline input'])
    $element.SetAttribute('position', $Position.ToLowerInvariant())
    $element.SetAttribute('aliases', $Parameter.Yaml['Aliases'])
    $null = Add-Element $element 'maml:name' $Parameter.Name
    Add-Paragraph $element 'maml:description' $Parameter.Text
    $isSwitch = $Parameter.Yaml['Type'] -eq 'SwitchParameter'
    if ($InSyntax -and $Parameter.Yaml['Accepted values']) {
        $group = Add-Element $element 'command:parameterValueGroup'
        foreach ($accepted in $Parameter.Yaml['Accepted values'] -split ', ') {
            $value = Add-Element $group 'command:parameterValue' $accepted
            $value.SetAttribute('required', 'false')
            $value.SetAttribute('variableLength', 'false')
        }
    }
    elseif (-not $isSwitch) {
        $value = Add-Element $element 'command:parameterValue' $Parameter.Yaml['Type']
        $value.SetAttribute('required', 'true')
        $value.SetAttribute('variableLength', 'false')
    }
    $type = Add-Element $element 'dev:type'
    $null = Add-Element $type 'maml:name' $Parameter.Yaml['Type']
    $null = Add-Element $element 'dev:defaultValue' $Parameter.Yaml['Default value']
}

function Add-Syntax($Parent, [string] $Command, [string] $Line, [Collections.IDictionary] $Parameters) {
    $item = Add-Element $Parent 'command:syntaxItem'
    $null = Add-Element $item 'maml:name' $Command
    $position = 0
    foreach ($token in [regex]::Matches($Line, '(?<open>\[)?(?<positional>\[)?-(?<name>\w+)\]?(?: <(?<type>[^>]+)>)?\]?')) {
        $name = $token.Groups['name'].Value
        if (-not $Parameters.Contains($name)) { continue }
        # `[[-Name] <T>]` is optional and positional, `[-Name] <T>` required and positional, `[-Name <T>]` optional and named.
        $positional = $token.Value -match '^\[{1,2}-\w+\] '
        $optional = $positional ? $token.Value.StartsWith('[[') : $token.Value.StartsWith('[')
        Add-Parameter $item $Parameters[$name] (-not $optional) ($positional ? "$(($position++))" : 'named') -InSyntax
    }
}

function Add-Command([string] $File) {
    $lines = Get-Content -LiteralPath $File
    $name = ($lines | Where-Object { $_ -match '^# ' } | Select-Object -First 1) -replace '^# '
    $sections = Split-Section $lines '##'
    foreach ($part in 'SYNOPSIS', 'SYNTAX', 'DESCRIPTION', 'EXAMPLES', 'PARAMETERS', 'INPUTS', 'OUTPUTS') {
        if (-not $sections.Contains($part)) { throw "${File}: section '## $part' is missing." }
    }
    $parameters = [ordered]@{}
    foreach ($entry in (Split-Section $sections['PARAMETERS'] '###').GetEnumerator()) {
        if ($entry.Key -notmatch '^-(\w+)$') { continue }
        $body = @($entry.Value)
        $fence = [array]::FindIndex([string[]]$body, [Predicate[string]] { $args[0].StartsWith('```yaml') })
        if ($fence -lt 0) { throw "${File}: parameter $($entry.Key) has no yaml block." }
        $text = $fence -gt 0 ? $body[0..($fence - 1)] : @()
        $parameters[$Matches[1]] = @{ Name = $Matches[1]; Text = @(ConvertTo-Text $text); Yaml = Get-Yaml $body[$fence..($body.Count - 1)] }
    }

    $command = Add-Element $helpItems 'command:command'
    $details = Add-Element $command 'command:details'
    $null = Add-Element $details 'command:name' $name
    $verb, $noun = $name -split '-', 2
    $null = Add-Element $details 'command:verb' $verb
    $null = Add-Element $details 'command:noun' $noun
    Add-Paragraph $details 'maml:description' (ConvertTo-Text $sections['SYNOPSIS'])
    Add-Paragraph $command 'maml:description' (ConvertTo-Text $sections['DESCRIPTION'])

    $syntax = Add-Element $command 'command:syntax'
    foreach ($line in $sections['SYNTAX'] | Where-Object { $_ -like "$name*" }) { Add-Syntax $syntax $name $line $parameters }
    $all = Add-Element $command 'command:parameters'
    foreach ($parameter in $parameters.Values) {
        Add-Parameter $all $parameter ($parameter.Yaml['Required'] -eq 'True') $parameter.Yaml['Position']
    }
    foreach ($kind in @{ INPUTS = 'command:inputTypes', 'command:inputType' }, @{ OUTPUTS = 'command:returnValues', 'command:returnValue' }) {
        $section, $names = $kind.GetEnumerator().ForEach({ $_.Key, $_.Value })
        $list = Add-Element $command $names[0]
        foreach ($entry in (Split-Section $sections[$section] '###').GetEnumerator()) {
            $value = Add-Element $list $names[1]
            $null = Add-Element (Add-Element $value 'dev:type') 'maml:name' $entry.Key
            Add-Paragraph $value 'maml:description' (ConvertTo-Text $entry.Value)
        }
    }
    if ($sections.Contains('NOTES')) {
        $notes = Add-Element $command 'maml:alertSet'
        Add-Paragraph $notes 'maml:alert' (ConvertTo-Text $sections['NOTES'])
    }
    $examples = Add-Element $command 'command:examples'
    foreach ($entry in (Split-Section $sections['EXAMPLES'] '###').GetEnumerator()) {
        $body = $entry.Value -join "`n"
        # A second block is the output.
        $code = [regex]::Matches($body, '(?ms)^```\w*\n(.*?)^```').ForEach({ $_.Groups[1].Value.TrimEnd() }) -join "`n`n"
        $example = Add-Element $examples 'command:example'
        $null = Add-Element $example 'maml:title' "--- $($entry.Key) ---"
        $null = Add-Element $example 'dev:code' $code
        # Get-Help puts nothing between two examples: an empty paragraph does.
        Add-Paragraph $example 'dev:remarks' (@(ConvertTo-Text (($body -replace '(?ms)^```.*?^```', '') -split "`n")) + '')
    }
    $links = Add-Element $command 'command:relatedLinks'
    foreach ($link in [regex]::Matches(($sections['RELATED LINKS'] -join "`n"), '\[([^\]]+)\]\(([^)]*)\)')) {
        $navigation = Add-Element $links 'maml:navigationLink'
        $null = Add-Element $navigation 'maml:linkText' $link.Groups[1].Value
        $null = Add-Element $navigation 'maml:uri' ($link.Groups[2].Value -like 'http*' ? $link.Groups[2].Value : '')
    }
}

$namespaces = @{
    maml = 'http://schemas.microsoft.com/maml/2004/10'
    command = 'http://schemas.microsoft.com/maml/dev/command/2004/10'
    dev = 'http://schemas.microsoft.com/maml/dev/2004/10'
}
$document = [xml]::new()
$null = $document.AppendChild($document.CreateXmlDeclaration('1.0', 'utf-8', $null))
$helpItems = $document.CreateElement('helpItems', 'http://msh')
$null = $document.AppendChild($helpItems)
$helpItems.SetAttribute('schema', 'maml')
foreach ($page in Get-ChildItem -LiteralPath $Path -Filter '*-*.md' | Sort-Object Name) { Add-Command $page.FullName }

$null = New-Item $OutputPath -ItemType Directory -Force
$document.Save((Join-Path $OutputPath 'PersonalizeOps.dll-Help.xml'))
foreach ($topic in Get-ChildItem -LiteralPath $Path -Filter 'about_*.md') {
    $fenced = $false
    $text = foreach ($line in Get-Content -LiteralPath $topic.FullName) {
        if ($line -match '^```') { $fenced = -not $fenced }
        else { $fenced ? "    $line" : $line -replace '^#+ ' }
    }
    Set-Content -LiteralPath (Join-Path $OutputPath "$($topic.BaseName).help.txt") $text
}
