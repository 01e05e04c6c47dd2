using Amazon.CloudFormation;
using Amazon.CloudFormation.Model;

namespace PersonalizeOps.Aws.Tests.Clients;

/// <content>Stacks.</content>
public sealed partial class MotoTests
{
    private const string Template = """
        {"AWSTemplateFormatVersion":"2010-09-09","Description":"A topic",
         "Parameters":{"Display":{"Type":"String","Default":"a & b","Description":"What it is called"}},
         "Resources":{"Topic":{"Type":"AWS::SNS::Topic","Properties":{"DisplayName":{"Ref":"Display"}}}},
         "Outputs":{"TopicArn":{"Value":{"Ref":"Topic"},"Export":{"Name":{"Fn::Sub":"${AWS::StackName}-topic"}}}}}
        """;

    private static void AddCloudFormation()
    {
        Add("CreateStack", async (client, _) => Assert.StartsWith("arn:aws:cloudformation:eu-west-1:", await CreateAsync(client, Name("new")), StringComparison.Ordinal));
        Add("UpdateStack", async (client, stack) =>
        {
            var response = await client.UpdateStackAsync(
                new UpdateStackRequest
                {
                    StackName = stack,
                    TemplateBody = Template,
                    Parameters = [new Parameter { ParameterKey = "Display", ParameterValue = "changed" }],
                    Capabilities = ["CAPABILITY_IAM"],
                },
                Cancel);
            Assert.Contains(stack, response.StackId, StringComparison.Ordinal);
            Assert.Equal("changed", Assert.Single((await DescribeAsync(client, stack)).Parameters).ParameterValue);
        });
        Add("DescribeStacks", async (client, stack) =>
        {
            var described = await DescribeAsync(client, stack);
            Assert.Equal(("CREATE_COMPLETE", "A topic"), (described.StackStatus.Value, described.Description));
            Assert.NotNull(described.CreationTime);
            Assert.Equal("TopicArn", Assert.Single(described.Outputs).OutputKey);
        });
        Add("DescribeStackEvents", async (client, stack) =>
        {
            var events = (await client.DescribeStackEventsAsync(new DescribeStackEventsRequest { StackName = stack }, Cancel)).StackEvents;
            Assert.Contains(events, entry => entry.LogicalResourceId == stack && entry.ResourceStatus == ResourceStatus.CREATE_COMPLETE);
        });
        Add("DescribeStackResources", async (client, stack) => Assert.Equal(
            "AWS::SNS::Topic",
            Assert.Single((await client.DescribeStackResourcesAsync(new DescribeStackResourcesRequest { StackName = stack }, Cancel)).StackResources).ResourceType));
        Add("ListStackResources", async (client, stack) => Assert.Equal(
            "Topic",
            Assert.Single((await client.ListStackResourcesAsync(new ListStackResourcesRequest { StackName = stack }, Cancel)).StackResourceSummaries).LogicalResourceId));
        Add("ListExports", async (client, stack) => Assert.Contains(
            (await client.ListExportsAsync(new ListExportsRequest(), Cancel)).Exports, export => export.Name == $"{stack}-topic"));
        Add("GetTemplate", async (client, stack) => Assert.Contains(
            "a & b", (await client.GetTemplateAsync(new GetTemplateRequest { StackName = stack }, Cancel)).TemplateBody, StringComparison.Ordinal));
        Add("GetTemplateSummary", async (client, _) =>
        {
            var summary = await client.GetTemplateSummaryAsync(new GetTemplateSummaryRequest { TemplateBody = Template }, Cancel);
            Assert.Equal(["AWS::SNS::Topic"], summary.ResourceTypes);
            Assert.Equal(("Display", "a & b"), (Assert.Single(summary.Parameters).ParameterKey, summary.Parameters[0].DefaultValue));
        });
        Add("ValidateTemplate", async (client, _) => Assert.Equal(
            "A topic", (await client.ValidateTemplateAsync(new ValidateTemplateRequest { TemplateBody = Template }, Cancel)).Description));
        Add("DeleteStack", async (client, stack) =>
        {
            await client.DeleteStackAsync(new DeleteStackRequest { StackName = stack }, Cancel);
            var error = await Assert.ThrowsAnyAsync<AmazonCloudFormationException>(() => DescribeAsync(client, stack));
            Assert.Contains(stack, error.Message, StringComparison.Ordinal);
        });
        Add("CreateChangeSet", async (client, _) => Assert.Contains("changeSet/", (await ChangeAsync(client, Name("set"))).Id, StringComparison.Ordinal));
        Add("DescribeChangeSet", async (client, _) =>
        {
            var change = await ChangeAsync(client, Name("set"));
            var described = await client.DescribeChangeSetAsync(new DescribeChangeSetRequest { ChangeSetName = change.Id }, Cancel);
            Assert.Equal(("Add", "Topic"), (described.Changes[0].ResourceChange.Action.Value, described.Changes[0].ResourceChange.LogicalResourceId));
        });
        Add("ExecuteChangeSet", async (client, _) =>
        {
            var stack = Name("set");
            var change = await ChangeAsync(client, stack);
            await client.ExecuteChangeSetAsync(new ExecuteChangeSetRequest { ChangeSetName = change.Id }, Cancel);
            Assert.Equal("CREATE_COMPLETE", (await DescribeAsync(client, stack)).StackStatus.Value);
        });
        Add("DeleteChangeSet", async (client, _) =>
        {
            var change = await ChangeAsync(client, Name("set"));
            await client.DeleteChangeSetAsync(new DeleteChangeSetRequest { ChangeSetName = change.Id }, Cancel);
            await Assert.ThrowsAnyAsync<AmazonCloudFormationException>(
                () => client.DescribeChangeSetAsync(new DescribeChangeSetRequest { ChangeSetName = change.Id }, Cancel));
        });

        static void Add(string operation, Func<AmazonCloudFormationClient, string, Task> call) => Calls.Add($"cloudformation.{operation}", async test =>
        {
            using var client = test.Client<AmazonCloudFormationClient>("cloudformation");
            var stack = Name("stack");
            await CreateAsync(client, stack);
            await call(client, stack);
        });
    }

    private static async Task<string> CreateAsync(AmazonCloudFormationClient client, string stack) => (await client.CreateStackAsync(
        new CreateStackRequest { StackName = stack, TemplateBody = Template, Tags = [new Tag { Key = "k", Value = "v" }] }, Cancel)).StackId;

    private static Task<CreateChangeSetResponse> ChangeAsync(AmazonCloudFormationClient client, string stack) => client.CreateChangeSetAsync(
        new CreateChangeSetRequest { StackName = stack, ChangeSetName = "change", ChangeSetType = ChangeSetType.CREATE, TemplateBody = Template }, Cancel);

    private static async Task<Stack> DescribeAsync(AmazonCloudFormationClient client, string stack) =>
        Assert.Single((await client.DescribeStacksAsync(new DescribeStacksRequest { StackName = stack }, Cancel)).Stacks);
}
