using System.Text;
using System.Text.Json;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Aws.Protocols;
using PersonalizeOps.Server.Tests.Protocol;

namespace PersonalizeOps.Server.Tests.Operations;

/// <summary>Every operation of the three services, from the model alone: what the server answers is what the model allows.</summary>
public sealed class EveryOperationTests(EveryOperationTests.SharedServer shared) : IClassFixture<EveryOperationTests.SharedServer>
{
    // Errors that every service has and no operation lists.
    private static readonly string[] Common = ["NotImplemented", "ValidationException", "AccessDeniedException"];

    public static TheoryData<string, string, bool> Operations
    {
        get
        {
            var data = new TheoryData<string, string, bool>();
            foreach (var service in Services)
            {
                foreach (var operation in service.Operations.Keys)
                {
                    data.Add(service.Service, operation, false);
                    data.Add(service.Service, operation, true);
                }
            }

            return data;
        }
    }

    private static ServiceDescriptor[] Services => [PersonalizeContract.Descriptor, PersonalizeRuntimeContract.Descriptor, PersonalizeEventsContract.Descriptor];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_request_that_fits_the_model_is_answered_as_the_model_says(string serviceName, string operationName, bool full)
    {
        var service = Services.Single(each => each.Service == serviceName);
        var operation = service.Operations[operationName];
        var answer = await SendAsync(service, operation, SampleInput.Create(operation.Input, full).ToJsonString());
        if (answer.Status == operation.SuccessStatus)
        {
            if (operation.Output is not null)
            {
                _ = AwsJson.Read(JsonDocument.Parse(answer.Body).RootElement, operation.Output);
            }

            return;
        }

        Assert.NotEqual("SerializationException", answer.Code);
        Assert.DoesNotContain("failed to satisfy constraint", answer.Body, StringComparison.Ordinal);
        Assert.Contains(answer.Code, operation.Errors.Select(error => error.Code).Concat(Common));
        Assert.True(answer.Status < 500 || answer.Code == "NotImplemented", answer.Body);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_request_that_does_not_fit_the_model_is_refused(string serviceName, string operationName, bool full)
    {
        var service = Services.Single(each => each.Service == serviceName);
        var operation = service.Operations[operationName];
        var answer = await SendAsync(service, operation, full ? "[1,2]" : "{\"unfinished\":");
        Assert.Equal(("SerializationException", 400), (answer.Code, answer.Status));
    }

    private Task<RawResponse> SendAsync(ServiceDescriptor service, OperationDescriptor operation, string body)
    {
        var request = new SignedRequest(shared.Server)
        {
            Method = operation.HttpMethod,
            Path = operation.Path,
            Service = "personalize",
            Body = Encoding.UTF8.GetBytes(body),
            Headers = service.Protocol == WireProtocol.Json ? new() { ["x-amz-target"] = $"{service.TargetPrefix}.{operation.Name}" } : [],
            UnsignedHeaders = new() { ["Content-Type"] = service.ContentType },
        };
        return request.SendAsync();
    }

    /// <summary>One server for all of them: none depends on what another left.</summary>
    public sealed class SharedServer : IAsyncLifetime
    {
        public LocalServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Server = await LocalServer.StartAsync();

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
