using System.Text;

namespace PersonalizeOps.Server.Tests.Protocol;

public sealed class JsonProtocolTests
{
    [Theory]
    [InlineData("{", "SerializationException")]
    [InlineData("[]", "SerializationException")]
    [InlineData("{\"maxResults\":\"ten\"}", "SerializationException")]
    [InlineData("{\"maxResults\":0}", "InvalidInputException")]
    [InlineData("{\"maxResults\":101}", "InvalidInputException")]
    public async Task A_bad_body_is_refused(string body, string code)
    {
        await using var server = await LocalServer.StartAsync();
        var answer = await Json(server, "AmazonPersonalize.ListSchemas", body).SendAsync();
        Assert.Equal((code, 400), (answer.Code, answer.Status));
        Assert.Contains("application/x-amz-json-1.1", answer.Head, StringComparison.Ordinal);
        Assert.Contains("x-amzn-RequestId", answer.Head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Findings_are_counted_and_joined()
    {
        await using var server = await LocalServer.StartAsync();
        var answer = await Json(server, "AmazonPersonalize.CreateSchema", "{\"name\":\"a b\"}").SendAsync();
        Assert.Equal("InvalidInputException", answer.Code);
        Assert.Contains("2 validation errors detected: ", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CreateDatasetGroup", "{\"name\":\"shop\",\"domain\":\"ecommerce\"}")]
    [InlineData("ListRecipes", "{\"recipeProvider\":\"Service\"}")]
    public async Task Values_of_enumerations_are_told_by_case(string operation, string body)
    {
        await using var server = await LocalServer.StartAsync();
        var answer = await Json(server, $"AmazonPersonalize.{operation}", body).SendAsync();
        Assert.Equal(("InvalidInputException", 400), (answer.Code, answer.Status));
        Assert.Contains("Member must satisfy enum value set", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AmazonPersonalize.MakeCoffee", "UnknownOperationException", 400)]
    [InlineData("Elsewhere.MakeCoffee", "UnknownOperationException", 400)]
    public async Task An_operation_that_does_not_exist_is_refused(string target, string code, int status)
    {
        await using var server = await LocalServer.StartAsync();
        var answer = await Json(server, target, "{}").SendAsync();
        Assert.Equal((code, status), (answer.Code, answer.Status));
    }

    [Theory]
    [InlineData("glue", "AWSGlue.GetJobs", "GetJobs")]
    [InlineData("states", "AWSStepFunctions.ListStateMachines", "ListStateMachines")]
    public async Task A_service_that_is_not_here_is_named_with_its_operation(string service, string target, string operation)
    {
        await using var server = await LocalServer.StartAsync();
        var answer = await Json(server, target, "{}", service).SendAsync();
        Assert.Equal(("NotImplemented", 501), (answer.Code, answer.Status));
        Assert.Contains(operation, answer.Body, StringComparison.Ordinal);
        Assert.Contains(service, answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("iam", "Action=ListUsers&Version=2010-05-08", "ListUsers")]
    [InlineData("sns", "Action=ListTopics&Version=2010-03-31", "ListTopics")]
    public async Task The_same_holds_for_query_services(string service, string form, string operation)
    {
        await using var server = await LocalServer.StartAsync();
        var request = new SignedRequest(server)
        {
            Method = "POST",
            Service = service,
            Body = Encoding.UTF8.GetBytes(form),
            Headers = new() { ["content-type"] = "application/x-www-form-urlencoded; charset=utf-8" },
        };
        var answer = await request.SendAsync();
        Assert.Equal(("NotImplemented", 501), (answer.Code, answer.Status));
        Assert.Contains(operation, answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_for_an_unknown_tracker_is_invalid_input()
    {
        await using var server = await LocalServer.StartAsync();
        var request = new SignedRequest(server)
        {
            Method = "POST",
            Path = "/events",
            Service = "personalize",
            Body = "{\"trackingId\":\"t\",\"sessionId\":\"s\",\"eventList\":[{\"eventType\":\"watch\",\"sentAt\":1}]}"u8.ToArray(),
            Headers = new() { ["content-type"] = "application/json" },
        };
        var answer = await request.SendAsync();
        Assert.Equal(("InvalidInputException", 400), (answer.Code, answer.Status));
    }

    [Theory]
    [InlineData("{\"nextToken\":\"\\ud800\"}")]
    [InlineData("{\"next\u00ffToken\":\"x\"}")]
    [InlineData("{\"nextToken\":\"\u00ff\"}")]
    public async Task A_text_that_is_none_is_refused(string body)
    {
        await using var server = await LocalServer.StartAsync();
        var bytes = System.Text.Encoding.Latin1.GetBytes(body);
        var request = new SignedRequest(server)
        {
            Method = "POST",
            Service = "personalize",
            Body = bytes,
            Headers = new() { ["x-amz-target"] = "AmazonPersonalize.ListSchemas", ["content-type"] = "application/x-amz-json-1.1" },
        };
        Assert.Equal("SerializationException", (await request.SendAsync()).Code);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused_unread()
    {
        await using var server = await LocalServer.StartAsync(configure: options => options with { MaxDocumentBytes = 1000 });
        var answer = await Json(server, "AmazonPersonalize.ListSchemas", new string(' ', 1001)).SendAsync();
        Assert.Equal(413, answer.Status);
    }

    private static SignedRequest Json(LocalServer server, string target, string body, string service = "personalize") => new(server)
    {
        Method = "POST",
        Service = service,
        Body = Encoding.UTF8.GetBytes(body),
        Headers = new() { ["content-type"] = "application/x-amz-json-1.1", ["x-amz-target"] = target },
    };
}
