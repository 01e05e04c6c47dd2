using System.Text.Json;
using Amazon.Runtime;
using PersonalizeOps.Aws.Protocols;
using PersonalizeOps.Aws.Tests.Support;

namespace PersonalizeOps.Aws.Tests.Clients;

/// <summary>For every operation: the client serialises, the server parses, the server answers, the client parses.</summary>
public class RoundTripTests
{
    public static TheoryData<string, string> Operations()
    {
        var data = new TheoryData<string, string>();
        foreach (var service in Services.Json)
        {
            foreach (var operation in service.Operations.Keys)
            {
                data.Add(service.Service, operation);
            }
        }

        return data;
    }

    [Fact]
    public void Personalize_has_79_operations() =>
        Assert.Equal([71, 3, 5], Services.Json.Take(3).Select(service => service.Operations.Count));

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task What_one_side_writes_the_other_reads(string serviceName, string operationName)
    {
        var service = Services.Json.Single(candidate => candidate.Service == serviceName);
        var operation = service.Operations[operationName];
        var random = new RandomObjects(operationName.Sum(letter => letter));
        var request = random.Fill(operation.Input);
        var response = operation.Output is { } output ? random.Fill(output) : null;
        await using var server = new WireServer(_ => WireResponse.Json(response is null ? string.Empty : Write(operation.Output!, response)));

        var got = await CallAsync(Services.Client(serviceName, server.Url), operationName, request);

        var sent = Assert.Single(server.Requests);
        AssertAddressed(service, operation, sent);
        SameObject.Assert(operation.Input, request, AwsJson.Read(sent.Json, operation.Input));
        if (response is not null)
        {
            SameObject.Assert(operation.Output!, response, got);
        }

        Assert.Equal(WireResponse.RequestId, got.ResponseMetadata.RequestId);
        Assert.Equal(System.Net.HttpStatusCode.OK, got.HttpStatusCode);
    }

    private static void AssertAddressed(ServiceDescriptor service, OperationDescriptor operation, WireRequest sent)
    {
        Assert.Equal((operation.HttpMethod, operation.Path), (sent.Method, sent.Target));
        Assert.Equal(service.ContentType, sent.Headers["Content-Type"]);
        Assert.Equal(
            service.Protocol == WireProtocol.Json ? $"{service.TargetPrefix}.{operation.Name}" : null,
            sent.Headers.GetValueOrDefault("X-Amz-Target"));
    }

    private static string Write(StructureShape shape, object value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            AwsJson.Write(writer, shape, value);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    internal static async Task<AmazonWebServiceResponse> CallAsync(AmazonServiceClient client, string operation, object request)
    {
        using (client)
        {
            var method = client.GetType().GetMethod(operation + "Async")!;
            var call = (Task)method.Invoke(client, [request, TestContext.Current.CancellationToken])!;
            await call;
            return (AmazonWebServiceResponse)call.GetType().GetProperty("Result")!.GetValue(call)!;
        }
    }
}
