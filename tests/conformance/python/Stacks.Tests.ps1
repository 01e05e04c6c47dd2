# Stacks against moto, which really makes the resources; failures and change sets, which moto lacks, against a stand-in with the service's answers.
BeforeDiscovery {
    $script:hasMoto = if (Get-Command python3 -ErrorAction Ignore) { python3 -c 'import moto.server' 2>$null; $LASTEXITCODE -eq 0 }
    $script:hasPython = [bool](Get-Command python3 -ErrorAction Ignore)
}

Describe 'Stacks' -Skip:(-not $hasMoto) {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Moto.ps1')
        $moto = Start-Moto
        Connect-Moto $moto
        $topic = Join-Path $PSScriptRoot 'templates/topic.yaml'
    }

    AfterAll {
        Disconnect-Personalize
        Stop-Moto $moto
    }

    It 'refuses parameters against the template, before any call: <Id>' -ForEach @(
        @{ Id = 'UnknownParameter'; Given = @{ Name = 'films'; Nam = 1 }; Says = '*no parameter Nam.*Name, Count, Mode*' }
        @{ Id = 'MissingParameter'; Given = @{ Count = 2 }; Says = '*Name (The name of the topic)*' }
        @{ Id = 'InvalidParameter'; Given = @{ Name = 'UPPER' }; Says = "*'UPPER'*must match*" }
        @{ Id = 'InvalidParameter'; Given = @{ Name = "films`n" }; Says = '*must match*' }
        @{ Id = 'InvalidParameter'; Given = @{ Name = 'films'; Mode = 'c' }; Says = '*may be a, b*' }
        @{ Id = 'InvalidParameter'; Given = @{ Name = 'films'; Count = 6 }; Says = '*Count is 6, but may be 1 to 5*' }
        @{ Id = 'InvalidParameter'; Given = @{ Name = 'films'; Count = 'many' }; Says = '*must be a number*' }
    ) {
        $record, $text = Invoke-Catching { New-PersonalizeStack one -TemplatePath $topic -Parameter $Given -Verbose 4>&1 | Tee-Object -Variable verbose }
        $record.FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $record.Exception.Message | Should -BeLike $Says
        $text | Should -BeNullOrEmpty
        Get-PersonalizeStack -All | Should -BeNullOrEmpty
    }

    It 'reads a template that is none with its place: <Name>' -ForEach @(
        @{ Name = 'broken'; Text = "Resources:`n  A: {Type: AWS::SNS::Topic`n"; Id = 'InvalidTemplate' }
        @{ Name = 'other'; Text = 'a: 1'; Id = 'InvalidTemplate' }
        @{ Name = 'absent'; Text = $null; Id = 'FileNotFound' }
    ) {
        $path = Join-Path $TestDrive "$Name.yaml"
        if ($Text) { Set-Content $path $Text }
        $record = @(Invoke-Catching { New-PersonalizeStack one -TemplatePath $path })[0]
        $record.FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $record.Exception.Message | Should -BeLike "*$Name.yaml*"
    }

    It 'shows with -WhatIf what a new stack would make, and leaves no stack' {
        $changes = New-PersonalizeStack one -TemplatePath $topic -Parameter @{ Name = 'films' } -WhatIf 6>$null
        $changes.Action | Select-Object -Unique | Should -Be Add
        $changes.LogicalId | Sort-Object | Should -Be 'Bucket', 'Topic'
        Get-PersonalizeStack -All | Should -BeNullOrEmpty
    }

    It 'makes a stack, with outputs, tags and parameters' {
        # moto keeps previous values only of parameters that were given.
        $stack = New-PersonalizeStack one -TemplatePath $topic -Parameter @{ name = 'films'; Words = 'x', 'y'; Count = 2; Mode = 'a' } -Tag @{ team = 'films' } -Wait
        $stack.Status | Should -Be CREATE_COMPLETE
        $stack.Outputs['TopicArn'] | Should -BeLike 'arn:aws:sns:*:films'
        $stack.Outputs.TopicArn | Should -BeLike 'arn:aws:sns:*:films'
        $stack.Parameters.Words | Should -Be 'x,y'
        $stack.Tags.team | Should -Be films
        $stack.Workflow | Should -BeNullOrEmpty
        (Get-PersonalizeStack o*).Arn | Should -Be $stack.Arn
    }

    It 'says that the name is taken' {
        $record = @(Invoke-Catching { New-PersonalizeStack one -TemplatePath $topic -Parameter @{ Name = 'films' } })[0]
        $record.FullyQualifiedErrorId | Should -BeLike 'CreateStack.AlreadyExistsException,*'
        $record.CategoryInfo.Category | Should -Be ResourceExists
        $record.TargetObject | Should -Be one
    }

    It 'takes an update without a change for none' {
        $stack = Update-PersonalizeStack one -PassThru -Wait -ErrorAction Stop
        $stack.Status | Should -Be CREATE_COMPLETE
    }

    It 'keeps the parameters that are not given when it updates' {
        $stack = Get-PersonalizeStack one | Update-PersonalizeStack -Parameter @{ Mode = 'b' } -TemplatePath $topic -PassThru -Wait
        $stack.Status | Should -Be UPDATE_COMPLETE
        $stack.Parameters.Name | Should -Be films
        $stack.Parameters.Mode | Should -Be b
        $stack.Parameters.Words | Should -Be 'x,y'
        $stack.Tags.team | Should -Be films
        $record = @(Invoke-Catching { Update-PersonalizeStack one -Parameter @{ Mode = 'z' } })[0]
        $record.FullyQualifiedErrorId | Should -BeLike 'InvalidParameter,*'
    }

    It 'says that there is no such stack: <_>' -ForEach 'Get', 'Update', 'Remove' {
        $arguments = $_ -eq 'Remove' ? @{ Confirm = $false } : @{}
        $records = @(Invoke-Catching { 'ghost', 'ghost2' | & "$_-PersonalizeStack" @arguments })
        $records.Count | Should -Be 2
        $records[0].FullyQualifiedErrorId | Should -BeLike 'StackNotFound,*'
        $records[0].CategoryInfo.Category | Should -Be ObjectNotFound
        $records[1].TargetObject | Should -Be ghost2
    }

    It 'does not begin to remove a stack with a bucket that is not empty, and empties it when asked' {
        $bucket = (Get-PersonalizeStack one).Outputs.BucketName
        $keys = "endpoint_url='$($moto.Endpoint)', region_name='us-east-1', aws_access_key_id='AKIAMOTO', aws_secret_access_key='x'"
        python3 -c "import boto3`ns3 = boto3.client('s3', $keys)`ns3.put_bucket_versioning(Bucket='$bucket', VersioningConfiguration={'Status': 'Enabled'})`n[s3.put_object(Bucket='$bucket', Key='a', Body=b'x') for _ in range(3)]`ns3.delete_object(Bucket='$bucket', Key='a')"
        $record = @(Invoke-Catching { Remove-PersonalizeStack one -Wait -Confirm:$false })[0]
        $record.FullyQualifiedErrorId | Should -BeLike 'BucketNotEmpty,*'
        (Get-PersonalizeStack one).Status | Should -Be UPDATE_COMPLETE
        Remove-PersonalizeStack one -EmptyBucket -WhatIf
        (Get-PersonalizeStack one).Status | Should -Be UPDATE_COMPLETE
        Remove-PersonalizeStack one -EmptyBucket -Wait -Confirm:$false -ErrorAction Stop
        Get-PersonalizeStack | Should -BeNullOrEmpty
        python3 -c "import boto3; print(boto3.client('s3', $keys).list_buckets()['Buckets'])" | Should -Be '[]'
    }

    Context 'Bundled templates' {
        It 'shows what a training stack would make' {
            $changes = New-PersonalizeStack films -Workflow Train -WhatIf 6>$null
            $changes.Type | Should -Contain 'AWS::StepFunctions::StateMachine'
            $changes.Type | Should -Contain 'AWS::Personalize::DatasetGroup'
        }

        It 'makes the stacks of both workflows, and updates them' {
            $train = New-PersonalizeStack films -Workflow Train -Parameter @{ GlueNumberOfWorkers = 5 } -Wait
            $train.Workflow | Should -Be Train
            $train.Parameters.CodeBucketName | Should -Be 'personalizeops-artifacts-123456789012-us-east-1'
            $train.Status | Should -Be CREATE_COMPLETE
            $train.Outputs.TriggerFunctionArn | Should -BeLike 'arn:aws:lambda:*'
            $train.Outputs.StateMachineArn | Should -BeLike 'arn:aws:states:*'
            $predict = New-PersonalizeStack films-predict -Workflow Predict -Wait -Parameter @{
                DataBucketName = $train.Outputs.DataBucket; MoviesKey = 'movies.csv'; CampaignName = $train.Outputs.CampaignName
            }
            $predict.Outputs.ApiUrl | Should -BeLike 'https://*'
            $predict.Parameters.ApiLogRole | Should -Not -Be ACCOUNT # which has none
            (Get-PersonalizeStack -Workflow Predict).Name | Should -Be films-predict
            Update-PersonalizeStack films -Wait -ErrorAction Stop
            (Get-PersonalizeStack films).Status | Should -Be CREATE_COMPLETE # nothing was different
        }

        It 'keeps the role for logs that API Gateway has in the account, unless told otherwise' {
            $keys = "endpoint_url='$($moto.Endpoint)', region_name='us-east-1', aws_access_key_id='AKIAMOTO', aws_secret_access_key='x'"
            python3 -c "import boto3; boto3.client('apigateway', $keys).update_account(patchOperations=[{'op': 'replace', 'path': '/cloudwatchRoleArn', 'value': 'arn:aws:iam::123456789012:role/logs'}])"
            $given = @{ DataBucketName = 'films-data'; MoviesKey = 'movies.csv' }
            $stack = New-PersonalizeStack kept -Workflow Predict -Wait -Parameter $given -WarningVariable warnings -WarningAction SilentlyContinue
            $stack.Parameters.ApiLogRole | Should -Be ACCOUNT
            $warnings | Should -BeNullOrEmpty
            (New-PersonalizeStack told -Workflow Predict -Wait -Parameter ($given + @{ ApiLogRole = 'STACK' })).Parameters.ApiLogRole | Should -Be STACK
        }

        It 'makes the notebook stack' {
            $stack = New-PersonalizeStack notebook -Workflow Notebook -Parameter @{ DataBucketName = 'films-data' } -Wait
            $stack.Workflow | Should -Be Notebook
            $stack.Outputs.SessionRoleArn | Should -BeLike 'arn:aws:iam::*'
            (Get-PersonalizeStack -Workflow Notebook).Name | Should -Be notebook
        }

        It 'uploads what the resources are made of once, under keys of its content' {
            # moto has no datasets of Personalize: the bundled template's own parameters stand over a small resource.
            $path = Join-Path $TestDrive 'code.yaml'
            Set-Content $path @'
Parameters:
  CodeBucketName: {Type: String}
  FunctionsKey: {Type: String}
  ItemsSqlKey: {Type: String}
Resources:
  Topic: {Type: AWS::SNS::Topic, Properties: {DisplayName: !Ref ItemsSqlKey}}
Outputs:
  Functions: {Value: !Sub 's3://${CodeBucketName}/${FunctionsKey}'}
  Sql: {Value: !Sub 's3://${CodeBucketName}/${ItemsSqlKey}'}
'@
            $verbose = New-PersonalizeStack code -TemplatePath $path -ArtifactBucket code-once -Wait -Verbose 4>&1
            $stack = $verbose | Where-Object { $_ -is [PersonalizeOps.Records.PersonalizeStack] }
            $stack.Outputs.Functions | Should -Match '^s3://code-once/personalizeops/[0-9a-f]{32}/PersonalizeOps.Lambda.zip$'
            $stack.Outputs.Sql | Should -Match '/items.sql$'
            @($verbose -match 'PutObject: 200').Count | Should -Be 2
            $again = New-PersonalizeStack code2 -TemplatePath $path -ArtifactBucket code-once -Wait -Verbose 4>&1
            @($again -match 'PutObject').Count | Should -Be 0
            @($again -match 'PutBucket').Count | Should -Be 0
        }

        It 'sends a large template by way of the bucket' {
            $path = Join-Path $TestDrive 'large.yaml'
            Set-Content $path ("Description: $('x' * 900)`nResources:`n" + (1..60 | ForEach-Object { "  # $('y' * 900)`n  T$($_): {Type: AWS::SNS::Topic}`n" } | Join-String))
            (Get-Item $path).Length | Should -BeGreaterThan 51200
            # moto takes the first part of a dotted host for the bucket.
            Connect-Moto @{ Endpoint = $moto.Endpoint -replace '127.0.0.1', 'localhost' } -Name Localhost
            try { (New-PersonalizeStack large -TemplatePath $path -ArtifactBucket large-code -Wait).Status | Should -Be CREATE_COMPLETE }
            finally { Disconnect-Personalize Localhost }
        }

        It 'refuses a name whose resources would have too long ones' {
            $record = @(Invoke-Catching { New-PersonalizeStack ('a' * 51) -Workflow Train })[0]
            $record.FullyQualifiedErrorId | Should -BeLike 'NameTooLong,*'
        }

        It 'offers the template''s parameters, the files'' keys not among them' {
            $line = 'New-PersonalizeStack films -Workflow Train -Parameter '
            $matches = (TabExpansion2 $line $line.Length).CompletionMatches
            $matches.ListItemText | Should -Contain 'NotificationEmail'
            $matches.ListItemText | Should -Not -Contain 'FunctionsKey'
            $matches.CompletionText | Should -Contain "@{ GlueNumberOfWorkers = '4' }"
            Push-Location $PSScriptRoot
            try {
                $line = 'New-PersonalizeStack films -TemplatePath templates/topic.yaml -Parameter '
                (TabExpansion2 $line $line.Length).CompletionMatches.ListItemText | Should -Be 'Name', 'Count', 'Mode', 'Words'
            }
            finally { Pop-Location }
            $line = 'Remove-PersonalizeStack note'
            (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be notebook
        }
    }
}

Describe 'Stacks that fail' -Skip:(-not $hasPython) {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Moto.ps1')
        $server = Start-Moto cloud_standin.py
        Connect-Moto $server
        $topic = Join-Path $PSScriptRoot 'templates/topic.yaml'
        function Get-Action([string] $Stack) { (Invoke-RestMethod "$($server.Endpoint)/actions") -split "`n" | Where-Object { $_ -like "* $Stack" } | ForEach-Object { ($_ -split ' ')[0] } }
    }

    AfterAll {
        Disconnect-Personalize
        Stop-Moto $server
    }

    It 'names the resource that failed first, not those that were cancelled' {
        $record = @(Invoke-Catching { New-PersonalizeStack failing -TemplatePath $topic -Parameter @{ Name = 'films' } -Wait })[0]
        $record.FullyQualifiedErrorId | Should -BeLike 'CreateStack.Failed,*'
        $record.Exception.Message | Should -Be ('Stack failing is ROLLBACK_COMPLETE. The first failure: Job (AWS::Glue::Job): The role may not read ' +
            's3://code/personalize_etl.py')
        $record.TargetObject | Should -Be failing
        (Get-PersonalizeStack failing).FailureReason | Should -BeLike 'Job (AWS::Glue::Job): The role may not read*'
    }

    It 'shows each resource''s event as progress' {
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$manifest'; New-PersonalizeStack failing -TemplatePath '$topic' -Parameter @{ Name = 'films' } -Wait -Verbose -Connection `$args[0]")
        $null = $shell.AddArgument((Get-PersonalizeConnection)).Invoke()
        # The stream has one record many times, which the cmdlet changes.
        $shell.Streams.Progress.Count | Should -BeGreaterThan 2
        $shell.Streams.Progress[-1].CurrentOperation | Should -Be 'failing (AWS::CloudFormation::Stack) ROLLBACK_COMPLETE'
        $shell.Streams.Progress[-1].StatusDescription | Should -BeLike '2 of 2 resources*'
        $shell.Streams.Progress[-1].RecordType | Should -Be Completed
        # Every event once, in their order, though the service tells them newest first and page by page.
        $told = $shell.Streams.Verbose.Message -match '^\d\d:\d\d:\d\d ' -replace '^\S+ '
        $told.Count | Should -Be 9
        $told[3] | Should -BeLike 'Job (AWS::Glue::Job) CREATE_FAILED The role may not read*'
        $shell.Dispose()
    }

    It 'does not update what was rolled back' {
        $record = @(Invoke-Catching { Update-PersonalizeStack failing })[0]
        $record.FullyQualifiedErrorId | Should -BeLike 'StackNotUpdatable,*'
        $record.ErrorDetails.RecommendedAction | Should -BeLike 'Remove-PersonalizeStack failing*'
    }

    It 'says why a removal failed, and nothing of older failures' {
        $record = @(Invoke-Catching { Remove-PersonalizeStack stuck -Wait -Confirm:$false })[0]
        $record.FullyQualifiedErrorId | Should -BeLike 'DeleteStack.Failed,*'
        $record.Exception.Message | Should -BeLike '*DatasetGroup (AWS::Personalize::DatasetGroup): The dataset group still has solutions'
    }

    It 'does not take what the service told before for the end of a removal' {
        Remove-PersonalizeStack lagging -Wait -Confirm:$false -ErrorAction Stop
        $asked = Get-Action lagging
        @($asked[$asked.IndexOf('DeleteStack')..99] -eq 'DescribeStacks').Count | Should -Be 3
    }

    It 'does not remove a stack that is protected' {
        $record = @(Invoke-Catching { Remove-PersonalizeStack protected -Confirm:$false })[0]
        $record.FullyQualifiedErrorId | Should -BeLike 'TerminationProtected,*'
        Get-Action protected | Should -Not -Contain DeleteStack
    }

    It 'shows all pages of a change set, and deletes it and the stack that was made for it' {
        $changes = New-PersonalizeStack fresh -TemplatePath $topic -Parameter @{ Name = 'films' } -WhatIf 6>$null
        $changes.Action | Should -Be 'Modify', 'Remove'
        $changes[0].Replacement | Should -Be False
        $changes[0].Detail | Should -Be 'Properties.Timeout'
        Get-Action fresh | Select-Object -Last 3 | Should -Be 'DeleteChangeSet', 'DescribeStacks', 'DeleteStack'
        Get-Action fresh | Should -Not -Contain CreateStack
    }

    It 'deletes the change set of a stack that exists, and not the stack' {
        Update-PersonalizeStack present -TemplatePath $topic -Parameter @{ Name = 'films' } -WhatIf 6>$null | Should -Not -BeNullOrEmpty
        Get-Action present | Should -Contain DeleteChangeSet
        Get-Action present | Should -Not -Contain DeleteStack
    }

    It 'warns with -WhatIf that nothing would change' {
        $text = Update-PersonalizeStack same -TemplatePath $topic -Parameter @{ Name = 'films' } -WhatIf 3>&1 6>$null
        $text | Should -BeLike '*would not change*'
        Get-Action same | Should -Contain DeleteChangeSet
    }

    It 'gives the reason when CloudFormation cannot work out the changes' {
        $record = @(Invoke-Catching { Update-PersonalizeStack wrong -TemplatePath $topic -Parameter @{ Name = 'films' } -WhatIf })[0]
        $record.FullyQualifiedErrorId | Should -BeLike 'CreateChangeSet.Failed,*'
        $record.Exception.Message | Should -BeLike '*cannot be resolved*'
        Get-Action wrong | Should -Contain DeleteChangeSet
    }

    It 'updates a bundled stack with new files, and keeps what was not given' {
        Update-PersonalizeStack tagged -Parameter @{ MinimumRating = 3.5; ImportItems = $false } -Tag @{ owner = 'ops' }
        $form = (Invoke-WebRequest "$($server.Endpoint)/form").Content | ConvertFrom-Json -AsHashtable
        $sent = @{}
        foreach ($key in $form.Keys -match '^Parameters\.member\.\d+\.ParameterKey$') {
            $entry = $key -replace 'ParameterKey$'
            $sent[$form[$key]] = $form["${entry}UsePreviousValue"] ? 'previous' : $form["${entry}ParameterValue"]
        }
        $sent.MinimumRating | Should -Be '3.5'
        $sent.ImportItems | Should -Be 'false'
        $sent.GlueNumberOfWorkers | Should -Be 'previous'
        $sent.CodeBucketName | Should -Be 'old-code'
        $sent.FunctionsKey | Should -Match '^personalizeops/[0-9a-f]{32}/PersonalizeOps.Lambda.zip$'
        $sent.Keys | Should -Not -Contain 'Gone'
        $sent.Keys | Should -Not -Contain 'SampleSeed' # has a default and was never given
        $form.TemplateBody | Should -Be (Get-Content (Join-Path $root 'cloudformation/personalize-train.yaml') -Raw)
        $form.'Capabilities.member.1' | Should -Be CAPABILITY_IAM
        $tags = $form.Keys -match '^Tags\.member\.\d+\.Key$' | ForEach-Object { "$($form[$_])=$($form[($_ -replace 'Key$', 'Value')])" } | Sort-Object
        $tags | Should -Be 'owner=ops', 'PersonalizeOps=Train', 'team=films'
    }

    It 'warns when it cannot tell whether API Gateway has a role for logs, and asks only when it has to know' {
        $given = @{ DataBucketName = 'films-data'; MoviesKey = 'movies.csv' }
        $null = New-PersonalizeStack gateway -Workflow Predict -Parameter $given -WarningVariable warnings -WarningAction SilentlyContinue -ErrorAction Stop
        "$warnings" | Should -BeLike "*cannot be told*ApiLogRole = 'ACCOUNT'*"
        $null = New-PersonalizeStack gateway -Workflow Predict -Parameter ($given + @{ ApiLogRole = 'STACK' }) -WarningVariable warnings -WarningAction SilentlyContinue -ErrorAction Stop
        $warnings | Should -BeNullOrEmpty
    }

    It 'passes the capabilities that a template needs: <Needs>' -ForEach @(
        @{ Needs = 'none'; Text = 'Resources: {T: {Type: AWS::SNS::Topic}}'; Expected = $null }
        @{ Needs = 'IAM'; Text = 'Resources: {R: {Type: AWS::IAM::Role, Properties: {Path: /}}}'; Expected = 'CAPABILITY_IAM' }
        @{ Needs = 'named IAM'; Text = "{`n`t`"Resources`": {`"R`": {`"Type`": `"AWS::IAM::Role`",`n`t`t`"Properties`": {`"RoleName`": `"r`"}}}}"; Expected = 'CAPABILITY_NAMED_IAM' }
        @{ Needs = 'a macro'; Text = "Transform: AWS::Serverless-2016-10-31`nResources: {T: {Type: AWS::Serverless::Function}}"; Expected = 'CAPABILITY_AUTO_EXPAND' }
    ) {
        $path = Join-Path $TestDrive 'capable.template'
        Set-Content $path $Text -NoNewline
        $null = New-PersonalizeStack capable -TemplatePath $path -DisableRollback -EnableTerminationProtection -ErrorAction Stop
        $form = (Invoke-WebRequest "$($server.Endpoint)/form").Content | ConvertFrom-Json -AsHashtable
        $form.'Capabilities.member.1' | Should -Be $Expected
        $form.TemplateBody | Should -Be $Text
        $form.DisableRollback | Should -Be 'true'
        $form.EnableTerminationProtection | Should -Be 'true'
    }

    It 'does not upload to a bucket of another account' {
        $record = @(Invoke-Catching { New-PersonalizeStack films -Workflow Train -ArtifactBucket stolen-bucket })[0]
        $record.FullyQualifiedErrorId | Should -BeLike 'HeadBucket.AccessDenied,*'
        $record.Exception.Message | Should -BeLike '*belongs to another account*'
        Get-Action films | Should -Not -Contain CreateStack
    }

    It 'lets go of the change set also when the pipeline is stopped' {
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$manifest'; New-PersonalizeStack endless -TemplatePath '$topic' -Parameter @{ Name = 'films' } -WhatIf -Connection `$args[0]")
        $null = $shell.AddArgument((Get-PersonalizeConnection))
        $running = $shell.BeginInvoke()
        while ('DescribeChangeSet' -notin (Get-Action endless) -and -not $running.IsCompleted) { $null = $running.AsyncWaitHandle.WaitOne(20) }
        $running.IsCompleted | Should -BeFalse
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $shell.Stop()
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 10
        while ('DeleteStack' -notin (Get-Action endless) -and $watch.Elapsed.TotalSeconds -lt 20) { $null = $running.AsyncWaitHandle.WaitOne(20) }
        Get-Action endless | Should -Contain 'DeleteChangeSet'
        Get-Action endless | Should -Contain 'DeleteStack'
        $shell.Dispose()
    }

    It 'tells when the waiting is stopped, and stops within a second' {
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$manifest'; Get-PersonalizeStack slow -Wait -Connection `$args[0]").AddArgument((Get-PersonalizeConnection))
        $running = $shell.BeginInvoke()
        while ($shell.Streams.Progress.Count -eq 0 -and -not $running.IsCompleted) { $null = $running.AsyncWaitHandle.WaitOne(20) }
        $running.IsCompleted | Should -BeFalse
        $shell.Streams.Progress[0].Activity | Should -Be 'Stack slow: CREATE_IN_PROGRESS'
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $shell.Stop()
        # A second is promised; a busy machine may add to it, and waiting for the end would take for ever.
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 10
        $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        $shell.Dispose()
    }

    It 'ends the waiting when the time is up' {
        $record = @(Invoke-Catching { New-PersonalizeStack slow -TemplatePath $topic -Parameter @{ Name = 'films' } -Wait -Timeout 1 })[0]
        $record.FullyQualifiedErrorId | Should -BeLike 'WaitTimeout,*'
        $record.ErrorDetails.RecommendedAction | Should -BeLike '*Get-PersonalizeStack slow -Wait*'
    }
}
