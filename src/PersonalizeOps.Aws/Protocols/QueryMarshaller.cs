using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace PersonalizeOps.Aws.Protocols;

/// <summary>Writes requests of AWS Query.</summary>
/// <param name="service">The service.</param>
/// <param name="operation">The operation.</param>
internal sealed class QueryMarshaller(ServiceDescriptor service, OperationDescriptor operation) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    /// <summary>Writes a request.</summary>
    /// <param name="input">The request of the SDK's surface.</param>
    /// <returns>The HTTP request.</returns>
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, service.ServiceId) { HttpMethod = "POST", ResourcePath = "/" };
        request.Headers["Content-Type"] = service.ContentType;
        IEnumerable<KeyValuePair<string, string>> fields =
            [new("Action", operation.Name), new("Version", service.ApiVersion), .. QueryForm.Write(operation.Input, input)];
        request.Content = Encoding.UTF8.GetBytes(string.Join('&', fields.Select(field => $"{Escape(field.Key)}={Escape(field.Value)}")));
        return request;
    }

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
