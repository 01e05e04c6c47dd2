using PersonalizeOps.Server.Protocol;

namespace PersonalizeOps.Server;

/// <summary>Every error a service answers, each made in one place with its code and status (here: common ones and Personalize's).</summary>
internal static partial class Errors
{
    /// <summary>A value is bad, or a rule of the service is broken.</summary>
    public static ServiceError InvalidInput(string message) => new("InvalidInputException", 400, message);

    /// <summary>Input breaks the model's constraints; AWS numbers and joins the findings.</summary>
    public static ServiceError Validation(IReadOnlyList<string> findings) =>
        InvalidInput($"{findings.Count} validation error{(findings.Count == 1 ? "" : "s")} detected: {string.Join("; ", findings)}");

    /// <summary>An ARN names nothing.</summary>
    public static ServiceError ResourceNotFound(string arn) => new("ResourceNotFoundException", 400, $"Resource Arn {arn} does not exist.");

    /// <summary>Something that is not told by its ARN is missing.</summary>
    public static ServiceError NotFound(string message) => new("ResourceNotFoundException", 400, message);

    /// <summary>Name or type is taken.</summary>
    public static ServiceError ResourceAlreadyExists(string message) => new("ResourceAlreadyExistsException", 400, message);

    /// <summary>The resource is changing state or still referenced.</summary>
    public static ServiceError ResourceInUse(string message) => new("ResourceInUseException", 400, message);

    /// <summary>A quota is hit.</summary>
    public static ServiceError LimitExceeded(string message) => new("LimitExceededException", 400, message);

    /// <summary>A page token is garbled or belongs to another call.</summary>
    public static ServiceError InvalidNextToken() => new("InvalidNextTokenException", 400, "The token is not valid.");

    /// <summary>More than 50 tags on one resource.</summary>
    public static ServiceError TooManyTags(string message) => new("TooManyTagsException", 400, message);

    /// <summary>More than 50 keys in one call that removes tags.</summary>
    public static ServiceError TooManyTagKeys(string message) => new("TooManyTagKeysException", 400, message);

    /// <summary>The operation exists at AWS and is not built here.</summary>
    public static ServiceError NotImplemented(string service, string operation) =>
        new("NotImplemented", 501, $"The operation {operation} of the service {service} is not implemented by this local server.");

    /// <summary>No operation of the service has that name.</summary>
    public static ServiceError UnknownOperation(string operation) =>
        new("UnknownOperationException", 400, $"The service has no operation {operation}.");

    /// <summary>The body does not follow the protocol.</summary>
    public static ServiceError Serialization(string message) => new("SerializationException", 400, message);

    /// <summary>Something unexpected happened; only the log says what.</summary>
    public static ServiceError InternalFailure(string requestId) =>
        new("InternalFailure", 500, $"The request failed because of an unexpected error; see request {requestId} in the server's log.");

    /// <summary>The Host header names another site (a page in a browser may have been led here).</summary>
    public static ServiceError ForeignHost(string host) =>
        new("AccessDenied", 403, $"The host '{host}' is none of this server's names.");

    /// <summary>The body of a JSON, Query or XML request is too long.</summary>
    public static ServiceError RequestTooLarge(long limit) =>
        new("RequestEntityTooLarge", 413, $"The request's body is longer than {limit} bytes.");

    /// <summary>The same error with the status that a service's model gives its code.</summary>
    public static ServiceError WithStatus(ServiceError error, int httpStatus) =>
        new(error.Code, httpStatus, error.Message) { Details = error.Details, Headers = error.Headers };

    /// <summary>A fault that was injected: one request too many.</summary>
    public static ServiceError Throttled(WireFormat format, string? reason) => format == WireFormat.RestXml
        ? new("SlowDown", 503, reason ?? "Please reduce your request rate.")
        : new("ThrottlingException", 400, reason ?? "Rate exceeded");

    /// <summary>A fault that was injected: the service fails.</summary>
    public static ServiceError InjectedFailure(WireFormat format, string? reason) =>
        new(format == WireFormat.RestXml ? "InternalError" : "InternalFailure", 500, reason ?? "We encountered an internal error. Please try again.");

    /// <summary>The admin endpoint is asked from elsewhere or without its token.</summary>
    public static ServiceError AdminRefused() =>
        new("AccessDeniedException", 403, "The admin endpoint answers this machine alone, and wants the token in the state folder's file admin-token as 'Authorization: Bearer TOKEN'.");

    /// <summary>The disk of the state folder is full. No status that clients try again at once.</summary>
    public static ServiceError StorageFull() => new("InsufficientStorage", 507, Storage.StorageFull.Message);

    /// <summary>The request is no well-formed HTTP.</summary>
    public static ServiceError MalformedRequest(int status, string message) => new("BadRequest", status, message);
}
