using YamlDotNet.RepresentationModel;

namespace PersonalizeOps.Cloud.Tests.Templates;

/// <summary>What no template of ours may do, whatever its parameters.</summary>
public class TemplatePolicyTests
{
    public static TheoryData<string> Names() => [.. Template.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_has_full_access_and_no_service_is_open_as_a_whole(string name)
    {
        var template = Template.Read(name);

        Assert.DoesNotContain(template.All, node => Template.Text(node)?.Contains("FullAccess", StringComparison.Ordinal) == true);
        Assert.All(
            template.Statements().Where(entry => Template.Text(Template.Find(entry.Statement, "Effect")) == "Allow"),
            entry => Assert.DoesNotContain(Texts(Template.Find(entry.Statement, "Action")), action => action is "*" || (action.EndsWith(":*", StringComparison.Ordinal) && !IsKeyOwner(entry.Statement))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_service_that_is_trusted_acts_for_this_account_alone(string name)
    {
        var statements = Template.Read(name).Statements()
            .Where(entry => Template.Find(entry.Statement, "Principal", "Service") is not null)
            .ToList();

        Assert.NotEmpty(statements);
        Assert.All(statements, entry =>
        {
            if (IsArguedTrust(entry.Statement))
                return;
            var conditions = Template.Find(entry.Statement, "Condition") ?? new YamlMappingNode();
            var keys = Template.Entries(conditions).SelectMany(operation => Template.Entries(operation.Value)).ToDictionary(key => key.Key, key => Template.Text(key.Value));
            // CloudWatch Logs names the log group, and with it the account, in the context of the encryption and nowhere else.
            var isLogs = keys.TryGetValue("kms:EncryptionContext:aws:logs:arn", out var group) && group!.Contains(":${AWS::AccountId}:", StringComparison.Ordinal);
            Assert.True(isLogs || keys.ContainsKey("aws:SourceAccount"), $"{entry.Resource} trusts a service without aws:SourceAccount");
            Assert.True(isLogs || keys.ContainsKey("aws:SourceArn"), $"{entry.Resource} trusts a service without aws:SourceArn");
        });
    }

    [Fact]
    public void One_trust_without_a_condition_is_argued()
    {
        var (resource, statement) = Assert.Single(Template.Names.SelectMany(name => Template.Read(name).Statements()), entry => IsArguedTrust(entry.Statement));

        Assert.Equal("ApiLoggingRole", resource);
        Assert.Equal("apigateway.amazonaws.com", Template.Text(Template.Find(statement, "Principal", "Service")));
        Assert.Contains("`ApiLogs`", Repository.Text("docs", "security.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_whole_account_logs_with_stays_when_the_stack_goes()
    {
        var template = Template.Read("personalize-predict.yaml");

        Assert.All([template.Resources["ApiLoggingRole"], template.Resources["ApiAccount"]], resource =>
        {
            Assert.Equal("MakesLogRole", Template.Text(Template.Find(resource, "Condition")));
            Assert.Equal("Retain", Template.Text(Template.Find(resource, "DeletionPolicy")));
            Assert.Equal("Retain", Template.Text(Template.Find(resource, "UpdateReplacePolicy")));
        });
        Assert.Contains(Template.Walk(template.Resources["ApiStage"]), node => Template.Text(node)?.Contains("${ApiAccount}", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void Each_shape_of_the_api_has_a_deployment_of_its_own_since_an_update_changes_none()
    {
        var template = Template.Read("personalize-predict.yaml");
        var deployments = template.OfType("AWS::ApiGateway::Deployment").ToList();
        var staged = Template.Walk(Template.Find(template.Resources["ApiStage"], "Properties", "DeploymentId")!).Select(Template.Text).ToList();

        Assert.Equal(4, deployments.Select(deployment => Template.Text(Template.Find(deployment.Resource, "Condition"))).Distinct().Count());
        Assert.All(deployments, deployment => Assert.Contains(deployment.Name, staged));
        Assert.Contains("IsProxy", staged);
        Assert.Equal(2, staged.Count(text => text == "UsesKey"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_wildcard_resource_is_argued(string name)
    {
        var argued = Repository.Text("docs", "security.md");

        Assert.All(
            Template.Read(name).Statements().Where(entry => Texts(Template.Find(entry.Statement, "Resource")).Contains("*")),
            entry =>
            {
                var sid = Template.Text(Template.Find(entry.Statement, "Sid"));
                Assert.True(sid is not null && argued.Contains($"`{sid}`", StringComparison.Ordinal), $"{name}, {entry.Resource}: docs/security.md says nothing of {sid}");
            });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Logs_are_encrypted_and_end(string name) => Assert.All(Template.Read(name).OfType("AWS::Logs::LogGroup"), group =>
    {
        Assert.NotNull(Template.Find(group.Resource, "Properties", "RetentionInDays"));
        Assert.NotNull(Template.Find(group.Resource, "Properties", "KmsKeyId"));
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_function_is_traced_logs_to_its_group_and_tells_of_its_failures(string name)
    {
        var template = Template.Read(name);
        var told = template.OfType("AWS::Lambda::EventInvokeConfig")
            .Where(config => Template.Find(config.Resource, "Properties", "DestinationConfig", "OnFailure", "Destination") is not null)
            .Select(config => Template.Text(Template.Find(config.Resource, "Properties", "FunctionName")))
            .ToHashSet();

        Assert.All(template.OfType("AWS::Lambda::Function"), function =>
        {
            Assert.Equal("Active", Template.Text(Template.Find(function.Resource, "Properties", "TracingConfig", "Mode")));
            Assert.NotNull(Template.Find(function.Resource, "Properties", "LoggingConfig", "LogGroup"));
            Assert.Equal("dotnet10", Template.Text(Template.Find(function.Resource, "Properties", "Runtime")));
            Assert.Contains(function.Name, told);
            Assert.Null(Template.Find(function.Resource, "Properties", "ReservedConcurrentExecutions"));
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_method_of_an_api_is_authorised(string name)
    {
        var template = Template.Read(name);

        Assert.All(template.OfType("AWS::ApiGateway::Method"), method =>
        {
            Assert.Equal(["UsesKey", "NONE", "AWS_IAM"], Texts(Template.Find(method.Resource, "Properties", "AuthorizationType")));
            Assert.Equal(["UsesKey", "true", "false"], Texts(Template.Find(method.Resource, "Properties", "ApiKeyRequired")));
            Assert.NotNull(Template.Find(method.Resource, "Properties", "RequestValidatorId"));
        });
        Assert.All(template.OfType("AWS::ApiGateway::Stage"), stage =>
        {
            Assert.Equal("true", Template.Text(Template.Find(stage.Resource, "Properties", "TracingEnabled")));
            Assert.NotNull(Template.Find(stage.Resource, "Properties", "AccessLogSetting", "DestinationArn"));
            var settings = Assert.IsType<YamlSequenceNode>(Template.Find(stage.Resource, "Properties", "MethodSettings"));
            Assert.All(settings, setting =>
            {
                Assert.NotNull(Template.Find(setting, "ThrottlingRateLimit"));
                Assert.Equal("false", Template.Text(Template.Find(setting, "DataTraceEnabled")));
            });
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Two_stacks_can_stand_beside_each_other(string name)
    {
        string[] fixedNames = ["RoleName", "FunctionName", "StateMachineName", "TopicName", "BucketName", "AlarmName", "LogGroupName", "Name"];
        string[] types = ["AWS::IAM::Role", "AWS::Lambda::Function", "AWS::StepFunctions::StateMachine", "AWS::SNS::Topic", "AWS::S3::Bucket", "AWS::CloudWatch::Alarm", "AWS::Logs::LogGroup", "AWS::Glue::Job"];

        foreach (var (logical, resource) in Template.Read(name).Resources.Where(entry => types.Contains(Template.Text(Template.Find(entry.Value, "Type")))))
        {
            Assert.All(fixedNames.Select(property => Template.Find(resource, "Properties", property)).OfType<YamlNode>(), value =>
                Assert.True(Template.Text(value)?.Contains("${AWS::StackName}", StringComparison.Ordinal), $"{logical} has a fixed name"));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Buckets_are_private_encrypted_and_tls_only(string name)
    {
        var template = Template.Read(name);

        Assert.All(template.OfType("AWS::S3::Bucket"), bucket =>
        {
            Assert.NotNull(Template.Find(bucket.Resource, "Properties", "BucketEncryption"));
            Assert.All(
                Template.Entries(Template.Find(bucket.Resource, "Properties", "PublicAccessBlockConfiguration")!),
                flag => Assert.Equal("true", Template.Text(flag.Value)));
            var policy = Assert.Single(template.OfType("AWS::S3::BucketPolicy"), policy => Template.Text(Template.Find(policy.Resource, "Properties", "Bucket")) == bucket.Name);
            Assert.Contains(Template.Walk(policy.Resource), node => Template.Text(Template.Find(node, "Bool", "aws:SecureTransport")) == "false");
        });
        Assert.All(template.OfType("AWS::SNS::Topic"), topic => Assert.NotNull(Template.Find(topic.Resource, "Properties", "KmsMasterKeyId")));
    }

    [Fact]
    public void The_bucket_that_training_makes_lets_batch_jobs_of_the_prediction_stack_read_and_write()
    {
        var (training, prediction) = (Template.Read("personalize-train.yaml"), Template.Read("personalize-predict.yaml"));
        var prefix = training.Default("BatchPrefix")!;

        Assert.StartsWith(prefix, prediction.Default("BatchInputPrefix"), StringComparison.Ordinal);
        Assert.StartsWith(prefix, prediction.Default("BatchOutputPrefix"), StringComparison.Ordinal);
        var (_, statement) = Assert.Single(training.Statements(), entry => Template.Text(Template.Find(entry.Statement, "Sid")) == "PersonalizeBatch");
        Assert.Equal(["s3:GetObject", "s3:PutObject"], Texts(Template.Find(statement, "Action")));
        Assert.Equal(["${DataBucket.Arn}/${BatchPrefix}*"], Texts(Template.Find(statement, "Resource")));
    }

    [Theory]
    [InlineData("personalize-train.yaml", "StateMachine", "training.asl.json")]
    [InlineData("personalize-predict.yaml", "BatchStateMachine", "batch.asl.json")]
    public void A_definition_gets_each_substitution_and_no_other(string name, string machine, string definition)
    {
        var given = Template.Entries(Template.Find(Template.Read(name).Resources[machine], "Properties", "DefinitionSubstitutions")!).Select(entry => entry.Key);
        var wanted = System.Text.RegularExpressions.Regex.Matches(Repository.Text("cloudformation", "statemachines", definition), @"\$\{(\w+)\}")
            .Select(match => match.Groups[1].Value)
            .Distinct();

        Assert.Equal(wanted.Order(StringComparer.Ordinal), given.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("personalize-train.yaml", "StateMachine")]
    [InlineData("personalize-predict.yaml", "BatchStateMachine")]
    public void State_machines_log_without_data_and_are_traced(string name, string machine)
    {
        var properties = Template.Find(Template.Read(name).Resources[machine], "Properties");

        Assert.Equal("false", Template.Text(Template.Find(properties, "LoggingConfiguration", "IncludeExecutionData")));
        Assert.Equal("true", Template.Text(Template.Find(properties, "TracingConfiguration", "Enabled")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_written_twice_by_an_alias_which_the_service_refuses(string name) =>
        Assert.DoesNotMatch(@"(?m):\s+[&*][A-Za-z]", Repository.Text("cloudformation", name));

    private static bool IsArguedTrust(YamlMappingNode statement) =>
        Template.Text(Template.Find(statement, "Sid")) == "ApiLogs" && Template.Find(statement, "Condition") is null;

    // The account that owns a key has to keep the right to it, or the key could not even be deleted.
    private static bool IsKeyOwner(YamlMappingNode statement) =>
        Template.Text(Template.Find(statement, "Principal", "AWS"))?.EndsWith(":root", StringComparison.Ordinal) == true
        && Texts(Template.Find(statement, "Action")) is ["kms:*"];

    private static List<string> Texts(YamlNode? node) => node switch
    {
        null => [],
        YamlSequenceNode sequence => [.. sequence.Select(Template.Text).OfType<string>()],
        _ => [.. new[] { Template.Text(node) }.OfType<string>()],
    };
}
