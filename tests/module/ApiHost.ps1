<#
.SYNOPSIS
Serves the real-time function of the cloud bundle as API Gateway does: with IAM authorisation (signatures are verified here by the rules of AWS's documentation) or
an API key. Prints its address and serves until its input ends.
#>
param(
    [Parameter(Mandatory)] [string] $FunctionZip,
    [Parameter(Mandatory)] [string] $Folder,
    [Parameter(Mandatory)] [string] $Endpoint,
    [Parameter(Mandatory)] [string] $AccessKeyId,
    [Parameter(Mandatory)] [string] $Secret,
    [Parameter(Mandatory)] [string] $CampaignArn,
    [Parameter(Mandatory)] [string] $MoviesUri,
    # The secret that callers must have signed with.
    [string] $CallersSecret = $Secret,
    [string] $ApiKey
)
$ErrorActionPreference = 'Stop'
Expand-Archive $FunctionZip $Folder
foreach ($name in 'AWSSDK.Core', 'AWSSDK.S3', 'PersonalizeOps.Aws', 'PersonalizeOps.Lambda') { $null = [Reflection.Assembly]::LoadFrom((Join-Path $Folder "$name.dll")) }

$credentials = [Amazon.Runtime.BasicAWSCredentials]::new($AccessKeyId, $Secret)
$settings = @{ ServiceURL = $Endpoint; AuthenticationRegion = 'us-east-1' }
$runtime = [Amazon.PersonalizeRuntime.AmazonPersonalizeRuntimeClient]::new($credentials, [Amazon.PersonalizeRuntime.AmazonPersonalizeRuntimeConfig]$settings)
$s3 = [Amazon.S3.AmazonS3Client]::new($credentials, [Amazon.S3.AmazonS3Config]($settings + @{ ForcePathStyle = $true }))

# The constructor without arguments takes all of it from the environment of a function, but for the style of S3's addresses.
$arguments = [object[]]::new(5)
$arguments[0], $arguments[1], $arguments[2], $arguments[3] = $runtime, $s3, $CampaignArn, $MoviesUri
$function = [PersonalizeOps.Lambda.RealTime.Function].GetConstructors('Instance, NonPublic')[0].Invoke($arguments)

function Get-Hash([string] $Text) { [Convert]::ToHexStringLower([Security.Cryptography.SHA256]::HashData([Text.Encoding]::UTF8.GetBytes($Text))) }

function Get-Mac([byte[]] $Key, [string] $Text) { , [Security.Cryptography.HMACSHA256]::HashData($Key, [Text.Encoding]::UTF8.GetBytes($Text)) }

function Test-Signature($Request) {
    if ($Request.Headers['Authorization'] -notmatch '^AWS4-HMAC-SHA256 Credential=([^/]+)/((\d{8})/([^/]+)/execute-api/aws4_request), ?SignedHeaders=([^,]+), ?Signature=(\w+)$') { return $false }
    $id, $scope, $day, $region, $names, $signature = $Matches[1..6]
    $query = ($Request.Url.Query.TrimStart('?') -split '&' | Sort-Object) -join '&'
    $headers = -join ($names -split ';' | ForEach-Object { "${_}:$($Request.Headers[$_])`n" })
    $canonical = "GET`n$($Request.Url.AbsolutePath)`n$query`n$headers`n$names`n$(Get-Hash '')"
    $key = [Text.Encoding]::UTF8.GetBytes("AWS4$CallersSecret")
    foreach ($step in $day, $region, 'execute-api', 'aws4_request') { $key = Get-Mac $key $step }
    $toSign = "AWS4-HMAC-SHA256`n$($Request.Headers['X-Amz-Date'])`n$scope`n$(Get-Hash $canonical)"
    $id -ceq $AccessKeyId -and $signature -ceq [Convert]::ToHexStringLower((Get-Mac $key $toSign))
}

function Get-Answer($Request) {
    $allowed = $ApiKey ? $Request.Headers['x-api-key'] -ceq $ApiKey : (Test-Signature $Request)
    if (-not $allowed) { return 403, '{"message":"Forbidden"}' }
    $values = @{}
    foreach ($name in $Request.QueryString.AllKeys) { $values[$name] = $Request.QueryString[$name] }
    if ($values['user_id'] -eq 'busy' -and -not $script:wasBusy) {
        $script:wasBusy = $true
        return 429, '{"message":"Too Many Requests"}'
    }

    $proxy = @{ requestContext = @{ stage = 'v1' }; queryStringParameters = $values } | ConvertTo-Json -Depth 5
    $answer = [IO.StreamReader]::new($function.Handler([IO.MemoryStream]::new([Text.Encoding]::UTF8.GetBytes($proxy)))).ReadToEnd() | ConvertFrom-Json
    $answer.statusCode, $answer.body
}

$probe = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
$probe.Start()
$address = "http://127.0.0.1:$($probe.LocalEndpoint.Port)/v1/recommendations"
$probe.Stop()
$listener = [Net.HttpListener]::new()
$listener.Prefixes.Add("$address/")
$listener.Start()
[Console]::Out.WriteLine("Listening on $address")
$end = [Console]::OpenStandardInput().ReadAsync([byte[]]::new(1), 0, 1)
while (-not $end.IsCompleted) {
    $next = $listener.GetContextAsync()
    while (-not $next.Wait(50)) { if ($end.IsCompleted) { return } }
    $context = $next.Result
    $status, $body = Get-Answer $context.Request
    $bytes = [Text.Encoding]::UTF8.GetBytes($body)
    $context.Response.StatusCode = $status
    $context.Response.OutputStream.Write($bytes, 0, $bytes.Length)
    $context.Response.Close()
}
