using System.Text;
using Amazon.Lambda;
using Amazon.Lambda.Model;
using PersonalizeOps.Aws.Tests.Support;

namespace PersonalizeOps.Aws.Tests.Clients;

/// <summary>Lambda's calls: payloads are whole bodies, names are parts of paths.</summary>
public class LambdaTests
{
    [Fact]
    public async Task Invoke_sends_and_receives_raw_payloads()
    {
        await using var server = new WireServer(_ => new WireResponse(
            200, "{\"errorMessage\":\"bad\"}"u8.ToArray(), ("Content-Type", "application/json"), ("X-Amz-Function-Error", "Unhandled")));
        using var client = (AmazonLambdaClient)Services.Client("lambda", server.Url);

        var response = await client.InvokeAsync(
            new InvokeRequest
            {
                FunctionName = "arn:aws:lambda:eu-west-1:123456789012:function:f",
                InvocationType = InvocationType.RequestResponse,
                Payload = new MemoryStream(Encoding.UTF8.GetBytes("{\"a\":1}")),
            },
            TestContext.Current.CancellationToken);

        var sent = Assert.Single(server.Requests);
        Assert.Equal("/2015-03-31/functions/arn%3Aaws%3Alambda%3Aeu-west-1%3A123456789012%3Afunction%3Af/invocations", sent.Target);
        Assert.Equal(("RequestResponse", "{\"a\":1}"), (sent.Headers["X-Amz-Invocation-Type"], sent.Text));
        Assert.Equal((200, "Unhandled", "{\"errorMessage\":\"bad\"}"), (response.StatusCode, response.FunctionError, Encoding.UTF8.GetString(response.Payload.ToArray())));
    }

    [Fact]
    public async Task A_missing_policy_is_a_typed_error()
    {
        await using var server = new WireServer(_ => WireResponse.Json(
            "{\"Message\":\"The resource you requested does not exist.\"}", 404, ("x-amzn-ErrorType", "ResourceNotFoundException")));
        using var client = (AmazonLambdaClient)Services.Client("lambda", server.Url);

        await Assert.ThrowsAsync<ResourceNotFoundException>(() => client.GetPolicyAsync(
            new GetPolicyRequest { FunctionName = "f" }, TestContext.Current.CancellationToken));

        Assert.Equal(("GET", "/2015-03-31/functions/f/policy"), (server.Requests[0].Method, server.Requests[0].Target));
    }
}
