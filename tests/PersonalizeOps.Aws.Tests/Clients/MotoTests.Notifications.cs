using System.Text.Json;
using Amazon.CloudFormation;
using Amazon.CloudFormation.Model;
using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

namespace PersonalizeOps.Aws.Tests.Clients;

/// <content>Topics, roles and logs.</content>
public sealed partial class MotoTests
{
    private static readonly object TrustPolicy = new
    {
        Version = "2012-10-17",
        Statement = new[] { new { Effect = "Allow", Principal = new { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" } },
    };

    private static void AddNotifications()
    {
        Add("ListTopics", async (client, topic) => Assert.Contains(
            (await client.ListTopicsAsync(new ListTopicsRequest(), Cancel)).Topics, found => found.TopicArn == topic));
        Add("GetTopicAttributes", async (client, topic) => Assert.Equal("a & b", await AttributeAsync(client, topic)));
        Add("SetTopicAttributes", async (client, topic) =>
        {
            await client.SetTopicAttributesAsync(
                new SetTopicAttributesRequest { TopicArn = topic, AttributeName = "DisplayName", AttributeValue = "<new>" }, Cancel);
            Assert.Equal("<new>", await AttributeAsync(client, topic));
        });
        Add("Publish", async (client, topic) => Assert.NotEmpty(
            (await client.PublishAsync(new PublishRequest { TopicArn = topic, Subject = "s", Message = "m" }, Cancel)).MessageId));
        Add("Subscribe", async (client, topic) => Assert.StartsWith(topic, await SubscribeAsync(client, topic), StringComparison.Ordinal));
        Add("ListSubscriptionsByTopic", async (client, topic) =>
        {
            var arn = await SubscribeAsync(client, topic);
            var found = Assert.Single((await client.ListSubscriptionsByTopicAsync(new ListSubscriptionsByTopicRequest { TopicArn = topic }, Cancel)).Subscriptions);
            Assert.Equal((arn, "email", "ops@example.com"), (found.SubscriptionArn, found.Protocol, found.Endpoint));
        });
        Add("Unsubscribe", async (client, topic) =>
        {
            await client.UnsubscribeAsync(new UnsubscribeRequest { SubscriptionArn = await SubscribeAsync(client, topic) }, Cancel);
            Assert.Empty((await client.ListSubscriptionsByTopicAsync(new ListSubscriptionsByTopicRequest { TopicArn = topic }, Cancel)).Subscriptions ?? []);
        });
        Calls.Add("iam.GetRole", async test =>
        {
            var name = Name("role");
            await test.CreateRoleAsync(name);
            using var client = test.Client<AmazonIdentityManagementServiceClient>("iam");
            var role = (await client.GetRoleAsync(new GetRoleRequest { RoleName = name }, Cancel)).Role;
            Assert.Equal((name, $"arn:aws:iam::123456789012:role/{name}"), (role.RoleName, role.Arn));
            Assert.Contains("lambda.amazonaws.com", Uri.UnescapeDataString(role.AssumeRolePolicyDocument), StringComparison.Ordinal);
        });
        Calls.Add("logs.FilterLogEvents", async test =>
        {
            var group = $"/aws/lambda/{Name("log")}";
            await test._moto.CallAsync("logs", "Logs_20140328.CreateLogGroup", $$"""{"logGroupName":"{{group}}"}""");
            await test._moto.CallAsync("logs", "Logs_20140328.CreateLogStream", $$"""{"logGroupName":"{{group}}","logStreamName":"s"}""");
            var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            await test._moto.CallAsync(
                "logs",
                "Logs_20140328.PutLogEvents",
                $$"""{"logGroupName":"{{group}}","logStreamName":"s","logEvents":[{"timestamp":{{now}},"message":"hello"}]}""");
            using var client = test.Client<AmazonCloudWatchLogsClient>("logs");
            var found = Assert.Single((await client.FilterLogEventsAsync(new FilterLogEventsRequest { LogGroupName = group }, Cancel)).Events);
            Assert.Equal(("hello", "s", now), (found.Message, found.LogStreamName, found.Timestamp));
        });

        static void Add(string operation, Func<AmazonSimpleNotificationServiceClient, string, Task> call) => Calls.Add($"sns.{operation}", async test =>
        {
            using var client = test.Client<AmazonSimpleNotificationServiceClient>("sns");
            await call(client, await test.CreateTopicAsync());
        });
    }

    private static async Task<string> SubscribeAsync(AmazonSimpleNotificationServiceClient client, string topic) => (await client.SubscribeAsync(
        new SubscribeRequest { TopicArn = topic, Protocol = "email", Endpoint = "ops@example.com", ReturnSubscriptionArn = true }, Cancel)).SubscriptionArn;

    private static async Task<string> AttributeAsync(AmazonSimpleNotificationServiceClient client, string topic) =>
        (await client.GetTopicAttributesAsync(new GetTopicAttributesRequest { TopicArn = topic }, Cancel)).Attributes["DisplayName"];

    private async Task<string> CreateTopicAsync()
    {
        using var client = Client<AmazonCloudFormationClient>("cloudformation");
        var stack = Name("topic");
        await CreateAsync(client, stack);
        return (await DescribeAsync(client, stack)).Outputs[0].OutputValue;
    }

    /// <summary>Makes a role by a stack, since the client can only read roles.</summary>
    private async Task<string> CreateRoleAsync(string name)
    {
        using var client = Client<AmazonCloudFormationClient>("cloudformation");
        await client.CreateStackAsync(
            new CreateStackRequest
            {
                StackName = name,
                TemplateBody = JsonSerializer.Serialize(new
                {
                    Resources = new { Role = new { Type = "AWS::IAM::Role", Properties = new { RoleName = name, AssumeRolePolicyDocument = TrustPolicy } } },
                }),
                Capabilities = ["CAPABILITY_NAMED_IAM"],
            },
            Cancel);
        return $"arn:aws:iam::123456789012:role/{name}";
    }
}
