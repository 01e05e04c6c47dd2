using System.Net;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace PersonalizeOps.Aws.Protocols;

/// <summary>Reads answers and errors of AWS Query.</summary>
/// <param name="service">The service.</param>
/// <param name="operation">The operation.</param>
/// <param name="createResponse">Makes the empty response.</param>
/// <param name="createError">Makes the service's base exception.</param>
internal sealed class QueryUnmarshaller(
    ServiceDescriptor service, OperationDescriptor operation, Func<AmazonWebServiceResponse> createResponse, ErrorFactory createError)
    : XmlResponseUnmarshaller
{
    // The base class would wrap a foreign answer's exception into one that does not say what came.
    /// <inheritdoc/>
    public override AmazonWebServiceResponse Unmarshall(UnmarshallerContext input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Unmarshall((XmlUnmarshallerContext)input);
    }

    /// <inheritdoc/>
    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var body = ReadAll(input.Stream);
        try
        {
            return Read(AwsXml.Parse(body), input.ResponseData);
        }
        catch (Exception exception) when (exception is XmlException or FormatException)
        {
            throw ForeignAnswer.Exception(service, createError, input.ResponseData, body, input.ResponseData.StatusCode, exception);
        }
    }

    /// <inheritdoc/>
    public override AmazonServiceException UnmarshallException(
        XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        ArgumentNullException.ThrowIfNull(input);
        var body = ReadAll(input.Stream);
        return ReadError(body) is { } error && error.Child("Code")?.Value is { Length: > 0 } code
            ? CreateException(error, code.Trim(), statusCode, input.ResponseData, innerException)
            : ForeignAnswer.Exception(service, createError, input.ResponseData, body, statusCode, innerException);
    }

    private AmazonWebServiceResponse Read(XElement root, IWebResponseData data)
    {
        if (root.Name.LocalName != $"{operation.Name}Response")
        {
            throw new FormatException($"The answer is a {root.Name.LocalName}, not a {operation.Name}Response.");
        }

        var result = operation.ResultWrapper is { } wrapper ? root.Child(wrapper) : root;
        var response = operation.Output is { } output && result is not null
            ? (AmazonWebServiceResponse)AwsXml.Read(result, output)
            : createResponse();
        response.ResponseMetadata = new ResponseMetadata { RequestId = root.Child("ResponseMetadata")?.Child("RequestId")?.Value ?? ForeignAnswer.RequestId(data) };
        return response;
    }

    private AmazonServiceException CreateException(XElement error, string code, HttpStatusCode status, IWebResponseData data, Exception? inner)
    {
        var message = error.Child("Message")?.Value ?? error.Child("message")?.Value ?? $"{service.ServiceId} answered {code} without a message.";
        var requestId = error.Parent?.Child("RequestId")?.Value ?? ForeignAnswer.RequestId(data);
        if (service.FindError(code) is not { } shape)
        {
            return createError(message, code, status, requestId, inner);
        }

        var exception = shape.CreateException(message, code, status, requestId, inner);
        foreach (var member in shape.Members)
        {
            if (error.Child(member.WireName) is { } child && member.Shape.Kind == ShapeKind.String)
            {
                member.Set(exception, child.Value);
            }
        }

        return exception;
    }

    // Some services wrap the error into Errors, as EC2 does.
    private static XElement? ReadError(byte[] body)
    {
        try
        {
            return body.Length == 0 ? null : AwsXml.Parse(body).DescendantsAndSelf().FirstOrDefault(element => element.Name.LocalName == "Error");
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static byte[] ReadAll(Stream stream)
    {
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }
}
