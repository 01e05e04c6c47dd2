using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace PersonalizeOps.Aws.Protocols;

/// <summary>Reads answers of AWS JSON 1.0 and 1.1, and errors of all JSON protocols.</summary>
/// <param name="service">The service.</param>
/// <param name="operation">The operation.</param>
/// <param name="createResponse">Makes the empty response.</param>
/// <param name="createError">Makes the service's base exception.</param>
internal class JsonUnmarshaller(
    ServiceDescriptor service, OperationDescriptor operation, Func<AmazonWebServiceResponse> createResponse, ErrorFactory createError)
    : JsonResponseUnmarshaller
{
    /// <summary>Gets the operation.</summary>
    protected OperationDescriptor Operation => operation;

    // The base class would wrap a foreign answer's exception into one that does not say what came.
    /// <inheritdoc/>
    public override AmazonWebServiceResponse Unmarshall(UnmarshallerContext input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var response = Unmarshall((JsonUnmarshallerContext)input);
        response.ResponseMetadata = new ResponseMetadata { RequestId = JsonErrors.RequestId(input.ResponseData) };
        return response;
    }

    /// <inheritdoc/>
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return operation.Output is { } output ? ReadResponse(output, input) : createResponse();
    }

    /// <inheritdoc/>
    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        ArgumentNullException.ThrowIfNull(input);
        return JsonErrors.Read(service, createError, input.ResponseData, ReadAll(input.Stream), statusCode, innerException);
    }

    /// <summary>Reads a response.</summary>
    /// <param name="output">The response's shape.</param>
    /// <param name="input">The answer.</param>
    /// <returns>The response.</returns>
    protected virtual AmazonWebServiceResponse ReadResponse(StructureShape output, JsonUnmarshallerContext input) =>
        ReadBody(output, ReadAll(input.Stream), input);

    /// <summary>Reads a response from a JSON body; an empty body gives an empty response.</summary>
    /// <param name="output">The response's shape.</param>
    /// <param name="body">The body.</param>
    /// <param name="input">The answer.</param>
    /// <returns>The response.</returns>
    protected AmazonWebServiceResponse ReadBody(StructureShape output, byte[] body, JsonUnmarshallerContext input)
    {
        if (body.Length == 0)
        {
            return createResponse();
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            return (AmazonWebServiceResponse)AwsJson.Read(document.RootElement, output);
        }
        catch (Exception exception) when (exception is JsonException or AwsJsonException)
        {
            throw JsonErrors.Foreign(service, createError, input.ResponseData, body, input.ResponseData.StatusCode, exception);
        }
    }

    /// <summary>Reads a body to its end.</summary>
    /// <param name="stream">The body.</param>
    /// <returns>The bytes.</returns>
    protected static byte[] ReadAll(Stream stream)
    {
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }
}
