using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace PersonalizeOps.Aws.Protocols;

/// <summary>Writes requests of AWS JSON 1.0 and 1.1.</summary>
/// <param name="service">The service.</param>
/// <param name="operation">The operation.</param>
internal sealed class JsonMarshaller(ServiceDescriptor service, OperationDescriptor operation) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    /// <summary>Writes a request.</summary>
    /// <param name="input">The request of the SDK's surface.</param>
    /// <returns>The HTTP request.</returns>
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, service.ServiceId) { HttpMethod = "POST", ResourcePath = "/" };
        request.Headers["Content-Type"] = service.ContentType;
        request.Headers["X-Amz-Target"] = $"{service.TargetPrefix}.{operation.Name}";
        request.Headers["X-Amz-Api-Version"] = service.ApiVersion;
        request.Content = Body(operation.Input, input);
        return request;
    }

    /// <summary>Writes an object's body.</summary>
    /// <param name="shape">The object's shape.</param>
    /// <param name="input">The object.</param>
    /// <returns>The JSON in UTF-8.</returns>
    internal static byte[] Body(StructureShape shape, object input)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            AwsJson.Write(writer, shape, input);
        }

        return buffer.ToArray();
    }
}
