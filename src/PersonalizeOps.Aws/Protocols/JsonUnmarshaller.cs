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
    // The base class would wrap a foreign answer's exception into one that does not say what came.
    /// <inheritdoc/>
    public override AmazonWebServiceResponse Unmarshall(UnmarshallerContext input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var response = Unmarshall((JsonUnmarshallerContext)input);
        response.ResponseMetadata = new ResponseMetadata { RequestId = ForeignAnswer.RequestId(input.ResponseData) };
        return response;
    }

    /// <inheritdoc/>
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (operation.Output is not { } output)
        {
            return createResponse();
        }

        var body = ReadAll(input.Stream);
        try
        {
            return ReadResponse(output, body, input.ResponseData);
        }
        catch (Exception exception) when (exception is JsonException or AwsJsonException or FormatException)
        {
            throw ForeignAnswer.Exception(service, createError, input.ResponseData, body, input.ResponseData.StatusCode, exception);
        }
    }

    /// <inheritdoc/>
    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        ArgumentNullException.ThrowIfNull(input);
        return JsonErrors.Read(service, createError, input.ResponseData, ReadAll(input.Stream), statusCode, innerException);
    }

    /// <summary>Reads a response; an empty body gives an empty one.</summary>
    /// <param name="output">The response's shape.</param>
    /// <param name="body">The body.</param>
    /// <param name="data">Status and headers.</param>
    /// <returns>The response.</returns>
    protected virtual AmazonWebServiceResponse ReadResponse(StructureShape output, byte[] body, IWebResponseData data) =>
        body.Length == 0 ? createResponse() : (AmazonWebServiceResponse)ReadJson(output, body);

    /// <summary>Reads a structure from a JSON body.</summary>
    /// <param name="shape">The structure's shape.</param>
    /// <param name="body">The body, not empty.</param>
    /// <returns>The object.</returns>
    protected static object ReadJson(StructureShape shape, byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        return AwsJson.Read(document.RootElement, shape);
    }

    private static byte[] ReadAll(Stream stream)
    {
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }
}
