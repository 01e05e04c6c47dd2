# Where credentials and regions come from, against the local server, whose key pair stands for that of an account.
BeforeDiscovery {
    $script:hasMoto = if (Get-Command python3 -ErrorAction Ignore) { python3 -c 'import moto.server' 2>$null; $LASTEXITCODE -eq 0 }
}

Describe 'Credentials' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Common.ps1')
        . (Join-Path $PSScriptRoot 'StandIn.ps1')
        $folder = New-TestFolder credentials
        $state = Join-Path $folder 'state'
        $server = Start-PersonalizeLocal -StatePath $state
        $key = Get-Content $server.CredentialsPath -Raw | ConvertFrom-Json
        Set-Content (Join-Path $folder 'config') @"
[profile work]
region = eu-west-1
[profile wrong]
region = eu-west-1
[profile nowhere]
[profile assumed]
region = eu-west-1
role_arn = arn:aws:iam::123456789012:role/Operator
source_profile = work
role_session_name = tests
[profile portal]
region = eu-west-1
sso_session = nobody
sso_account_id = 123456789012
sso_role_name = Operator
[sso-session nobody]
sso_region = eu-west-1
sso_start_url = https://example.awsapps.com/start
sso_registration_scopes = sso:account:access
"@
        Set-Content (Join-Path $folder 'credentials') @"
[work]
aws_access_key_id = $($key.accessKeyId)
aws_secret_access_key = $($key.secretAccessKey)
[wrong]
aws_access_key_id = $($key.accessKeyId)
aws_secret_access_key = something-else
[nowhere]
aws_access_key_id = $($key.accessKeyId)
aws_secret_access_key = $($key.secretAccessKey)
"@
        function Connect-Fresh([string] $Arguments, [hashtable] $Environment = @{}) {
            # In a shell whose files and variables hold nothing but what is given; the answer is a connection or an error record.
            $variables = @{
                AWS_CONFIG_FILE = Join-Path $folder 'config'; AWS_SHARED_CREDENTIALS_FILE = Join-Path $folder 'credentials'
                AWS_EC2_METADATA_DISABLED = 'true'; HOME = $folder; USERPROFILE = $folder
                AWS_ACCESS_KEY_ID = ''; AWS_SECRET_ACCESS_KEY = ''; AWS_SESSION_TOKEN = ''; AWS_PROFILE = ''; AWS_REGION = ''; AWS_DEFAULT_REGION = ''
            } + $Environment
            $lines = $variables.GetEnumerator() | ForEach-Object { "`$env:$($_.Key) = '$($_.Value)'" }
            $text = Invoke-FreshShell @"
                $($lines -join "`n")
                Import-Module '$manifest'
                try { `$c = Connect-Personalize $Arguments; `$null = Get-Solution; @{ Region = `$c.Region; Name = `$c.Name; Identity = `$c.IdentityArn } | ConvertTo-Json }
                catch { @{ Id = `$_.FullyQualifiedErrorId; Message = `$_.Exception.Message; Category = "`$(`$_.CategoryInfo.Category)"; Action = `$_.ErrorDetails.RecommendedAction } | ConvertTo-Json }
"@
            $text.Substring($text.IndexOf('{')) | ConvertFrom-Json
        }
    }

    AfterAll {
        Stop-PersonalizeLocal -StatePath $state
        Remove-Item $folder -Recurse -Force
    }

    It 'takes keys and region of a profile' {
        $connection = Connect-Fresh "-ProfileName work -EndpointUrl $($server.Endpoint)"
        $connection.Region | Should -Be 'eu-west-1'
        $connection.Name | Should -Be 'work'
        $connection.Identity | Should -BeLike 'arn:aws:*:000000000000:*'
    }

    It 'takes keys and region of the environment' {
        $text = Invoke-FreshShell @"
            `$env:AWS_CONFIG_FILE = '$(Join-Path $folder 'none')'; `$env:AWS_SHARED_CREDENTIALS_FILE = '$(Join-Path $folder 'none')'
            `$env:AWS_ACCESS_KEY_ID = '$($key.accessKeyId)'; `$env:AWS_SECRET_ACCESS_KEY = '$($key.secretAccessKey)'; `$env:AWS_REGION = 'ap-south-1'
            Import-Module '$manifest'
            "region=`$((Connect-Personalize -EndpointUrl $($server.Endpoint)).Region) solutions=`$(@(Get-Solution).Count)"
"@
        $text | Should -Match 'region=ap-south-1 solutions=0'
    }

    It 'takes the keys that a container or an instance role hands out' {
        $standIn = Start-StandIn -State $key {
            $path, $target, $context, $key = $args
            if ($path -eq '/role') {
                200, (ConvertTo-Json @{ AccessKeyId = $key.accessKeyId; SecretAccessKey = $key.secretAccessKey; Token = ''; Expiration = '2099-01-01T00:00:00Z' })
            }
        }
        try {
            $connection = Connect-Fresh "-EndpointUrl $($server.Endpoint) -Region us-west-2" @{ AWS_CONTAINER_CREDENTIALS_FULL_URI = "$($standIn.Endpoint)/role" }
            $connection.Message | Should -BeNullOrEmpty
            $connection.Region | Should -Be 'us-west-2'
        }
        finally { Stop-StandIn $standIn }
    }

    It 'assumes the role of a profile, with moto as STS' -Skip:(-not $hasMoto) {
        $port = (& { $probe = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0); $probe.Start(); $probe.LocalEndpoint.Port; $probe.Stop() })
        $moto = Start-Process python3 '-m', 'moto.server', '-p', $port -PassThru -RedirectStandardOutput (Join-Path $folder 'out') -RedirectStandardError (Join-Path $folder 'err')
        try {
            $watch = [Diagnostics.Stopwatch]::StartNew()
            while ($watch.Elapsed.TotalSeconds -lt 60) {
                try { $client = [Net.Sockets.TcpClient]::new('127.0.0.1', $port); $client.Dispose(); break } catch { $null = $moto.WaitForExit(100) }
            }
            $text = Invoke-FreshShell @"
                `$env:AWS_CONFIG_FILE = '$(Join-Path $folder 'config')'; `$env:AWS_SHARED_CREDENTIALS_FILE = '$(Join-Path $folder 'credentials')'
                `$env:AWS_ENDPOINT_URL_STS = 'http://127.0.0.1:$port'
                Import-Module '$manifest'
                "identity=`$((Connect-Personalize -ProfileName assumed -EndpointUrl http://127.0.0.1:$port).IdentityArn)"
"@
            $text | Should -Match 'identity=arn:aws:sts::\d{12}:assumed-role/Operator/tests'
        }
        finally { $moto.Kill($true) }
    }

    It 'says what is missing or wrong: <Id>' -ForEach @(
        @{ Id = 'ProfileNotFound'; Arguments = '-ProfileName absent'; Category = 'ObjectNotFound' }
        @{ Id = 'RegionRequired'; Arguments = '-ProfileName nowhere'; Category = 'InvalidArgument' }
        @{ Id = 'CredentialsNotFound'; Arguments = '-Region eu-west-1'; Category = 'AuthenticationError' }
        @{ Id = 'GetCallerIdentity.*'; Arguments = '-ProfileName wrong -EndpointUrl ENDPOINT'; Category = 'AuthenticationError' }
    ) {
        $record = Connect-Fresh ($Arguments -creplace 'ENDPOINT', $server.Endpoint)
        $record.Id | Should -BeLike "$Id,*"
        $record.Category | Should -Be $Category
        $record.Message | Should -Not -BeLike '*something-else*'
    }

    It 'tells how to log in when the session of a single sign-on is missing' {
        $record = Connect-Fresh "-ProfileName portal -EndpointUrl $($server.Endpoint)"
        $record.Id | Should -BeLike 'SsoLoginRequired,*'
        "$($record.Message) $($record.Action)" | Should -BeLike '*aws sso login --profile portal*'
    }

    It 'completes the names of profiles' {
        $text = Invoke-FreshShell @"
            `$env:AWS_CONFIG_FILE = '$(Join-Path $folder 'config')'; `$env:AWS_SHARED_CREDENTIALS_FILE = '$(Join-Path $folder 'credentials')'
            Import-Module '$manifest'
            `$line = 'Connect-Personalize -ProfileName w'
            "found=`$((TabExpansion2 `$line `$line.Length).CompletionMatches.CompletionText -join ',')"
"@
        $text | Should -Match 'found=work,wrong'
    }
}
