# The notifications of buckets, against moto: merging, overlaps, permissions, removal.
BeforeDiscovery {
    $script:hasMoto = if (Get-Command python3 -ErrorAction Ignore) { python3 -c 'import moto.server, boto3' 2>$null; $LASTEXITCODE -eq 0 }
    $script:hasPython = [bool](Get-Command python3 -ErrorAction Ignore)
}

Describe 'Notifications' -Skip:(-not $hasMoto) {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Moto.ps1')
        $moto = Start-Moto
        Connect-Moto $moto
        $stack = New-PersonalizeStack films -TemplatePath (Join-Path $PSScriptRoot 'templates/notified.yaml') -Parameter @{ Bucket = 'films-data' } -Wait
        $function = $stack.Outputs.TriggerFunctionArn

        # What nobody of ours made: boto3 writes it and reads what became of it.
        function Invoke-Boto([string] $Code) {
            $script = "import boto3, json`nkeys = dict(endpoint_url='$($moto.Endpoint)', region_name='us-east-1', aws_access_key_id='AKIAMOTO', aws_secret_access_key='x')`n" +
                "s3 = boto3.client('s3', **keys); functions = boto3.client('lambda', **keys)`n$Code"
            $answer = python3 -c $script
            if ($LASTEXITCODE -ne 0) { throw "boto3 failed: $answer" }
            $answer | ConvertFrom-Json
        }

        function Get-Raw { Invoke-Boto "c = s3.get_bucket_notification_configuration(Bucket='films-data'); c.pop('ResponseMetadata'); print(json.dumps(c))" }

        function Get-Permission { (Invoke-Boto "print(functions.get_policy(FunctionName='$function')['Policy'])").Statement }

        function Get-Rules { Get-PersonalizeNotification films-data -All | Out-String }

        Invoke-Boto ("s3.put_bucket_notification_configuration(Bucket='films-data', NotificationConfiguration={'QueueConfigurations': [{" +
            "'Id': 'others', 'QueueArn': 'arn:aws:sqs:us-east-1:123456789012:q', 'Events': ['s3:ObjectTagging:*']}]})")
    }

    AfterAll {
        Disconnect-Personalize
        Stop-Moto $moto
    }

    BeforeEach { Remove-PersonalizeNotification films-data -Confirm:$false }

    It 'says with -WhatIf what would be different, and changes nothing' {
        $text = Invoke-FreshShell @"
            Import-Module '$manifest'
            . '$PSScriptRoot/Moto.ps1'
            Connect-Moto @{ Endpoint = '$($moto.Endpoint)' }
            Set-PersonalizeNotification Train -Stack films -WhatIf
"@
        $text | Should -BeLike '*  others: s3:ObjectTagging:*'
        $text | Should -BeLike '*+ PersonalizeOps-Train-films: s3:ObjectCreated:`* of films/input/`*.csv to *'
        $text | Should -BeLike '*Let S3 call it for bucket films-data*'
        Get-PersonalizeNotification films-data | Should -BeNullOrEmpty
    }

    It 'adds a rule and the permission, and leaves what others set' {
        $rule = Get-PersonalizeStack films | Set-PersonalizeNotification Train -PassThru
        $rule.Id | Should -Be 'PersonalizeOps-Train-films'
        $raw = Get-Raw
        $raw.QueueConfigurations.Id | Should -Be 'others'
        $ours = $raw.LambdaFunctionConfigurations
        $ours.LambdaFunctionArn | Should -Be $function
        $ours.Events | Should -Be 's3:ObjectCreated:*'
        ($ours.Filter.Key.FilterRules | ForEach-Object { "$($_.Name.ToLower())=$($_.Value)" }) | Should -Be 'prefix=films/input/', 'suffix=.csv'
        $permission = @(Get-Permission)
        $permission.Count | Should -Be 1
        $permission.Principal.Service | Should -Be 's3.amazonaws.com'
        $permission.Condition | ConvertTo-Json | Should -BeLike '*arn:aws:s3:::films-data*'
        $permission.Condition | ConvertTo-Json | Should -BeLike '*123456789012*'
    }

    It 'can be repeated, and replaces its own rule only' {
        Set-PersonalizeNotification Train -Stack films
        Set-PersonalizeNotification Train -Stack films
        Set-PersonalizeNotification Train -Stack films -Prefix 'other/' -Suffix '' -Event s3:ObjectCreated:Put, s3:ObjectCreated:Copy
        $rule = Get-PersonalizeNotification films-data
        $rule.Prefix | Should -Be 'other/'
        $rule.Suffix | Should -BeNullOrEmpty
        $rule.Event | Should -Be 's3:ObjectCreated:Put', 's3:ObjectCreated:Copy'
        @(Get-Permission).Count | Should -Be 1
        @(Get-PersonalizeNotification films-data -All).Id | Sort-Object | Should -Be 'others', 'PersonalizeOps-Train-films'
    }

    It 'has rules of both workflows side by side' {
        Set-PersonalizeNotification Train -Stack films
        Set-PersonalizeNotification Predict -Stack films
        $rules = Get-PersonalizeNotification -Stack films
        $rules.Workflow | Sort-Object | Should -Be 'Predict', 'Train'
        ($rules | Where-Object Workflow -EQ Predict).Suffix | Should -Be '.json'
    }

    It 'refuses a rule that overlaps: prefix <Prefix>, suffix <Suffix>, event <Event>' -ForEach @(
        @{ Prefix = 'films/input/'; Suffix = '.csv'; Event = 's3:ObjectCreated:*' }
        @{ Prefix = 'films/'; Suffix = 'ratings.csv'; Event = 's3:ObjectCreated:Put' }
        @{ Prefix = 'films/input/2026/'; Suffix = 'v'; Event = 's3:ObjectCreated:*' }
        @{ Prefix = ''; Suffix = ''; Event = 's3:ObjectCreated:Copy' }
    ) {
        Set-PersonalizeNotification Train -Stack films
        $before = Get-Rules
        $more = @{ FunctionArn = 'arn:aws:lambda:us-east-1:123456789012:function:other'; Bucket = 'films-data' }
        $record = @(Invoke-Catching { Set-PersonalizeNotification Train @more -Prefix $Prefix -Suffix $Suffix -Event $Event })[0]
        $record.FullyQualifiedErrorId | Should -BeLike 'NotificationOverlap,*'
        $record.Exception.Message | Should -BeLike '*PersonalizeOps-Train-films*'
        Get-Rules | Should -Be $before
    }

    It 'takes a rule that does not overlap: prefix <Prefix>, suffix <Suffix>, event <Event>' -ForEach @(
        @{ Prefix = 'films/input2/'; Suffix = '.csv'; Event = 's3:ObjectCreated:*' }
        @{ Prefix = 'films/input/'; Suffix = '.json'; Event = 's3:ObjectCreated:*' }
        @{ Prefix = 'films/input/'; Suffix = '.csv'; Event = 's3:ObjectRemoved:Delete' }
    ) {
        Set-PersonalizeNotification Train -Stack films
        $topic = 'arn:aws:sns:us-east-1:123456789012:results'
        Set-PersonalizeNotification Train -TopicArn $topic -Bucket films-data -Prefix $Prefix -Suffix $Suffix -Event $Event
        (Get-PersonalizeNotification films-data | Where-Object TargetType -EQ Topic).TargetArn | Should -Be $topic
    }

    It 'refuses a FIFO topic' {
        $record = @(Invoke-Catching { Set-PersonalizeNotification Predict -TopicArn 'arn:aws:sns:us-east-1:123456789012:results.fifo' -Bucket films-data })[0]
        $record.FullyQualifiedErrorId | Should -BeLike 'FifoTopic,*'
    }

    It 'refuses what would start itself' {
        $record = @(Invoke-Catching { Set-PersonalizeNotification Predict -Stack films -Prefix 'films/batch/' -Suffix '.parquet' })[0]
        $record.FullyQualifiedErrorId | Should -BeLike 'NotificationLoop,*'
    }

    It 'says that a bucket, a function or a stack is missing' {
        $record = @(Invoke-Catching { Set-PersonalizeNotification Train -FunctionArn $function -Bucket no-such-bucket })[0]
        $record.FullyQualifiedErrorId | Should -BeLike 'GetBucketNotification.NoSuchBucket,*'
        $record.CategoryInfo.Category | Should -Be ObjectNotFound
        $record = @(Invoke-Catching { Set-PersonalizeNotification Train -FunctionArn "$function-no" -Bucket films-data })[0]
        $record.FullyQualifiedErrorId | Should -BeLike 'AddPermission.ResourceNotFoundException,*'
        $record = @(Invoke-Catching { Set-PersonalizeNotification Train -Stack no-such-stack })[0]
        $record.FullyQualifiedErrorId | Should -BeLike 'StackNotFound,*'
        Get-PersonalizeNotification films-data | Should -BeNullOrEmpty
    }

    It 'removes its own rules and the permission it gave, and no other' {
        Set-PersonalizeNotification Train -Stack films
        Set-PersonalizeNotification Predict -Stack films
        Remove-PersonalizeNotification films-data -Workflow Train -Confirm:$false
        (Get-PersonalizeNotification films-data).Workflow | Should -Be Predict
        @(Get-Permission).Count | Should -Be 1 # the rule of the other workflow needs it
        Remove-PersonalizeNotification films-data -WhatIf
        @(Get-PersonalizeNotification films-data).Count | Should -Be 1
        Get-PersonalizeNotification films-data | Remove-PersonalizeNotification -Confirm:$false
        Get-PersonalizeNotification films-data | Should -BeNullOrEmpty
        (Get-Raw).QueueConfigurations.Id | Should -Be 'others'
        (Invoke-Boto "try: functions.get_policy(FunctionName='$function'); print('true')`nexcept functions.exceptions.ResourceNotFoundException: print('false')") | Should -BeFalse
        Remove-PersonalizeNotification films-data -Confirm:$false -ErrorAction Stop # nothing is left, and that is no error
    }

    It 'completes buckets and stacks' {
        $line = 'Get-PersonalizeNotification film'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain 'films-data'
        $line = 'Set-PersonalizeNotification Train -Stack f'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'films'
    }

    It 'does not remove a rule of others' {
        $record = @(Invoke-Catching { Remove-PersonalizeNotification films-data -Id others -Confirm:$false })[0]
        $record.FullyQualifiedErrorId | Should -BeLike 'ForeignNotification,*'
        Get-Rules | Should -BeLike '*others*'
    }
}

# What S3 says and moto does not.
Describe 'Notifications that S3 refuses' -Skip:(-not $hasPython) {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Moto.ps1')
        $server = Start-Moto cloud_standin.py
        Connect-Moto $server
        $topic = 'arn:aws:sns:us-east-1:123456789012:results'
        $function = 'arn:aws:lambda:us-east-1:123456789012:function:trigger'
        function Get-Action { (Invoke-RestMethod "$($server.Endpoint)/actions") -split "`n" }
    }

    AfterAll {
        Disconnect-Personalize
        Stop-Moto $server
    }

    It 'says what to do: <Bucket>' -ForEach @(
        @{ Bucket = 'ambiguous'; Message = '*ambiguously defined*'; Action = '*five minutes*' }
        @{ Bucket = 'unreachable'; Message = '*Unable to validate*'; Action = '*sns:Publish*' }
    ) {
        $record = @(Invoke-Catching { Set-PersonalizeNotification Predict -TopicArn $topic -Bucket $Bucket })[0]
        $record.FullyQualifiedErrorId | Should -BeLike 'PutBucketNotification.InvalidArgument,*'
        $record.Exception.Message | Should -BeLike $Message
        $record.ErrorDetails.RecommendedAction | Should -BeLike $Action
        $record.TargetObject | Should -Be $Bucket
    }

    It 'tries again when the permission that it gave is not seen yet' {
        Set-PersonalizeNotification Train -FunctionArn $function -Bucket late -ErrorAction Stop
        @((Get-Action) -eq 'PutNotification late').Count | Should -Be 2
        @((Get-Action) -eq 'AddPermission function').Count | Should -Be 1
    }
}

# S3 of our own server keeps EventBridge, which moto drops.
Describe 'Notifications beside EventBridge' -Skip:(-not $hasMoto) {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Moto.ps1')
        . (Join-Path $PSScriptRoot '../Common.ps1')
        $folder = New-TestFolder notifications
        $server = Start-ConformanceServer (Join-Path $folder 'state')
        $key = [pscredential]::new('CONFORMANCEKEY00', (ConvertTo-SecureString 'conformance-secret' -AsPlainText -Force))
        $null = Connect-Personalize -EndpointUrl $server.Endpoint -Region us-east-1 -Credential $key -Name Own
        $python = "import boto3, json`ns3 = boto3.client('s3', endpoint_url='$($server.Endpoint)', region_name='us-east-1', aws_access_key_id='CONFORMANCEKEY00'," +
            " aws_secret_access_key='conformance-secret')`n"
    }

    AfterAll {
        Disconnect-Personalize
        Stop-ConformanceServer $server
        Remove-Item $folder -Recurse -Force
    }

    It 'does not turn EventBridge off' {
        python3 -c "${python}s3.create_bucket(Bucket='films-data')`ns3.put_bucket_notification_configuration(Bucket='films-data', NotificationConfiguration={'EventBridgeConfiguration': {}})"
        Set-PersonalizeNotification Predict -TopicArn arn:aws:sns:us-east-1:000000000000:results -Bucket films-data
        Remove-PersonalizeNotification films-data -Confirm:$false
        $rule = Set-PersonalizeNotification Predict -TopicArn arn:aws:sns:us-east-1:000000000000:results -Bucket films-data -PassThru
        $rule.Suffix | Should -Be '.parquet'
        $raw = python3 -c "${python}c = s3.get_bucket_notification_configuration(Bucket='films-data'); c.pop('ResponseMetadata'); print(json.dumps(c))" | ConvertFrom-Json
        $raw.PSObject.Properties.Name | Should -Contain 'EventBridgeConfiguration'
        $raw.TopicConfigurations.TopicArn | Should -BeLike '*:results'
    }
}
