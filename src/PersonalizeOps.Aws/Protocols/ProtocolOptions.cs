using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace PersonalizeOps.Aws.Protocols;

/// <summary>Gives the SDK's pipeline the marshaller and unmarshaller of an operation.</summary>
public static class ProtocolOptions
{
    /// <summary>Makes the options of one call.</summary>
    /// <typeparam name="TResponse">The response's class.</typeparam>
    /// <param name="service">The service.</param>
    /// <param name="operation">The operation's name.</param>
    /// <param name="createError">Makes the service's base exception, for errors that the model does not list.</param>
    /// <returns>The options.</returns>
    public static InvokeOptionsBase For<TResponse>(ServiceDescriptor service, string operation, ErrorFactory createError)
        where TResponse : AmazonWebServiceResponse, new()
    {
        ArgumentNullException.ThrowIfNull(service);
        var descriptor = service.Operations[operation];
        return service.Protocol switch
        {
            WireProtocol.Json => new InvokeOptions
            {
                RequestMarshaller = new JsonMarshaller(service, descriptor),
                ResponseUnmarshaller = new JsonUnmarshaller(service, descriptor, static () => new TResponse(), createError),
            },
            WireProtocol.Query => new InvokeOptions
            {
                RequestMarshaller = new QueryMarshaller(service, descriptor),
                ResponseUnmarshaller = new QueryUnmarshaller(service, descriptor, static () => new TResponse(), createError),
            },
            _ => new InvokeOptions
            {
                RequestMarshaller = new RestJsonMarshaller(service, descriptor),
                ResponseUnmarshaller = new RestJsonUnmarshaller(service, descriptor, static () => new TResponse(), createError),
            },
        };
    }
}
