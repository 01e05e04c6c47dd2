using System.Text.Json;
using System.Xml.Linq;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Protocol.Steps;

/// <summary>Writes an error in the protocol of the service that was asked.</summary>
/// <param name="log">Where unexpected errors are written in full.</param>
internal sealed partial class RenderError(ILogger<RenderError> log)
{
    /// <summary>Answers a request that failed.</summary>
    public async Task RunAsync(Call call, Exception exception)
    {
        var error = Translate(call, exception);
        var response = call.Http.Response;
        if (response.HasStarted)
        {
            // The status is on the wire already; a broken connection is the only way left to say that the body is not whole.
            call.Http.Abort();
            return;
        }

        var requestId = response.Headers["x-amzn-RequestId"];
        var server = response.Headers.Server;
        response.Clear();
        (response.Headers.Server, response.Headers["x-amzn-RequestId"], response.Headers["x-amz-request-id"]) = (server, requestId, requestId);
        response.StatusCode = error.HttpStatus;
        foreach (var (name, value) in error.Headers)
        {
            response.Headers[name] = value;
        }

        await WriteAsync(call, error);
    }

    private static Task WriteAsync(Call call, ServiceError error)
    {
        switch (call.Target.Format)
        {
            case WireFormat.Json:
            case WireFormat.RestJson:
                return WriteJsonAsync(call, error);
            case WireFormat.Query:
                return XmlBody.WriteAsync(call.Http.Response, "text/xml", QueryError(call, error));
            default:
                return call.Http.Request.Method == "HEAD" || error.HttpStatus == 304
                    ? Task.CompletedTask
                    : XmlBody.WriteAsync(call.Http.Response, "application/xml", S3Error(call, error));
        }
    }

    private static async Task WriteJsonAsync(Call call, ServiceError error)
    {
        var response = call.Http.Response;
        response.ContentType = call.Target.Format == WireFormat.RestJson ? "application/json"
            : call.Header("Content-Type") == "application/x-amz-json-1.0" ? "application/x-amz-json-1.0"
            : "application/x-amz-json-1.1";
        response.Headers["x-amzn-ErrorType"] = error.Code;
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("__type", error.Code);
            writer.WriteString("message", error.Message);
            writer.WriteEndObject();
        }

        response.ContentLength = buffer.Length;
        await response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
    }

    private static XElement QueryError(Call call, ServiceError error)
    {
        XNamespace space = call.Target.Service == "sts" ? "https://sts.amazonaws.com/doc/2011-06-15/" : "";
        return new XElement(
            space + "ErrorResponse",
            new XElement(
                space + "Error",
                new XElement(space + "Type", error.HttpStatus < 500 ? "Sender" : "Receiver"),
                new XElement(space + "Code", error.Code),
                new XElement(space + "Message", XmlBody.Clean(error.Message))),
            new XElement(space + "RequestId", call.RequestId));
    }

    private static XElement S3Error(Call call, ServiceError error) => new(
        "Error",
        new XElement("Code", error.Code),
        new XElement("Message", XmlBody.Clean(error.Message)),
        error.Details.Select(detail => new XElement(detail.Key, XmlBody.Clean(detail.Value))),
        new XElement("Resource", XmlBody.Clean(call.Http.Request.Path.Value ?? "")),
        new XElement("RequestId", call.RequestId));

    private ServiceError Translate(Call call, Exception exception)
    {
        switch (exception)
        {
            case ServiceError error:
                return error;
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return Errors.MalformedRequest(413, "The request's body is too long.");
            case BadHttpRequestException bad:
                return Errors.MalformedRequest(bad.StatusCode, bad.Message);
            case var _ when StorageFull.Is(exception):
                LogStorageFull(call.RequestId);
                return Errors.StorageFull();
            default:
                LogUnexpected(call.RequestId, call.Target.Service, call.Target.Operation, exception);
                return Errors.InternalFailure(call.RequestId);
        }
    }

    [LoggerMessage(LogLevel.Error, "Request {RequestId} was refused: no space is left on the disk of the state folder.")]
    private partial void LogStorageFull(string requestId);

    [LoggerMessage(LogLevel.Error, "Request {RequestId} ({Service} {Operation}) failed unexpectedly.")]
    private partial void LogUnexpected(string requestId, string service, string operation, Exception exception);
}
