using System.Text;
using Amazon.CloudFormation;
using Amazon.CloudFormation.Model;
using Amazon.IdentityManagement;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using PersonalizeOps.Aws.Tests.Support;

namespace PersonalizeOps.Aws.Tests.Clients;

/// <summary>AWS Query: forms out, XML in.</summary>
public class QueryTests
{
    public static TheoryData<string, string> Operations()
    {
        var data = new TheoryData<string, string>();
        foreach (var service in Services.Query)
        {
            foreach (var operation in service.Operations.Keys)
            {
                data.Add(service.Service, operation);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task What_one_side_writes_the_other_reads(string serviceName, string operationName)
    {
        var service = Services.Query.Single(candidate => candidate.Service == serviceName);
        var operation = service.Operations[operationName];
        var random = new RandomObjects(operationName.Sum(letter => letter));
        var request = random.Fill(operation.Input);
        var response = operation.Output is { } output ? random.Fill(output) : null;
        await using var server = new WireServer(_ => Xml(QueryWire.Answer(service, operation, response)));
        using var client = Services.Client(serviceName, server.Url);

        var got = await RoundTripTests.CallAsync(client, operationName, request);

        var sent = Assert.Single(server.Requests);
        var form = QueryWire.ParseForm(sent.Text);
        Assert.Equal(("POST", "/", service.ContentType), (sent.Method, sent.Target, sent.Headers["Content-Type"]));
        Assert.Equal((operationName, service.ApiVersion), (form["Action"], form["Version"]));
        SameObject.Assert(operation.Input, request, QueryWire.ReadStructure(form, string.Empty, operation.Input));
        if (response is not null)
        {
            SameObject.Assert(operation.Output!, response, got);
        }

        Assert.Equal(WireResponse.RequestId, got.ResponseMetadata.RequestId);
    }

    [Fact]
    public async Task Lists_and_maps_are_numbered_from_one_under_their_own_names()
    {
        await using var server = new WireServer(_ => Xml("<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>"));
        using var client = (AmazonSimpleNotificationServiceClient)Services.Client("sns", server.Url);

        var response = await client.PublishAsync(
            new PublishRequest
            {
                Message = "a b&c",
                MessageAttributes = new() { ["k"] = new MessageAttributeValue { DataType = "String", StringValue = "v" } },
            },
            TestContext.Current.CancellationToken);

        Assert.Equal("m", response.MessageId);
        Assert.Equal(
            "Action=Publish&Version=2010-03-31&Message=a%20b%26c&MessageAttributes.entry.1.Name=k"
            + "&MessageAttributes.entry.1.Value.DataType=String&MessageAttributes.entry.1.Value.StringValue=v",
            Assert.Single(server.Requests).Text);
    }

    [Fact]
    public async Task An_error_is_typed_by_its_code()
    {
        await using var server = new WireServer(_ => Xml(
            "<ErrorResponse><Error><Type>Sender</Type><Code>ChangeSetNotFound</Code><Message>No change set c.</Message></Error><RequestId>r-1</RequestId></ErrorResponse>",
            404));
        using var client = (AmazonCloudFormationClient)Services.Client("cloudformation", server.Url);

        var error = await Assert.ThrowsAsync<ChangeSetNotFoundException>(() => client.DescribeChangeSetAsync(
            new DescribeChangeSetRequest { ChangeSetName = "c" }, TestContext.Current.CancellationToken));

        Assert.Equal(("No change set c.", "ChangeSetNotFound", "r-1", 404), (error.Message, error.ErrorCode, error.RequestId, (int)error.StatusCode));
    }

    [Fact]
    public async Task An_error_that_the_model_does_not_list_is_the_services_base_exception()
    {
        await using var server = new WireServer(_ => Xml(
            "<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id x does not exist</Message></Error></ErrorResponse>",
            400));
        using var client = (AmazonCloudFormationClient)Services.Client("cloudformation", server.Url);

        var error = await Assert.ThrowsAsync<AmazonCloudFormationException>(() => client.DescribeStacksAsync(
            new DescribeStacksRequest { StackName = "x" }, TestContext.Current.CancellationToken));

        Assert.Equal(("ValidationError", "Stack with id x does not exist"), (error.ErrorCode, error.Message));
    }

    [Theory]
    [InlineData("<html><body>Proxy</body></html>")]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><DescribeStacksResponse>&e;</DescribeStacksResponse>")]
    [InlineData("no xml at all")]
    [InlineData("<DescribeStacksResponse><DescribeStacksResult><Stacks><member><CreationTime>noon</CreationTime></member></Stacks></DescribeStacksResult></DescribeStacksResponse>")]
    [InlineData("")]
    public async Task A_foreign_answer_says_what_came_back(string body)
    {
        await using var server = new WireServer(_ => Xml(body));
        using var client = (AmazonCloudFormationClient)Services.Client("cloudformation", server.Url);

        var error = await Assert.ThrowsAsync<AmazonCloudFormationException>(() => client.DescribeStacksAsync(
            new DescribeStacksRequest(), TestContext.Current.CancellationToken));

        Assert.StartsWith("The endpoint answered HTTP 200", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("eu-west-1", "https://iam.amazonaws.com/")]
    [InlineData("cn-north-1", "https://iam.cn-north-1.amazonaws.com.cn/")]
    public void Iam_has_one_endpoint_for_the_regions_of_a_partition(string region, string endpoint)
    {
        using var client = new AmazonIdentityManagementServiceClient("AK", "SK", Amazon.RegionEndpoint.GetBySystemName(region));

        var resolved = client.DetermineServiceOperationEndpoint(new Amazon.IdentityManagement.Model.GetRoleRequest());

        Assert.Equal(endpoint, new Uri(resolved.URL).ToString());
    }

    private static WireResponse Xml(string body, int status = 200) => new(status, Encoding.UTF8.GetBytes(body), ("Content-Type", "text/xml"));
}
