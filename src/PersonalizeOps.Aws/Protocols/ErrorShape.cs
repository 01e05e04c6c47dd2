using System.Net;
using Amazon.Runtime;

namespace PersonalizeOps.Aws.Protocols;

/// <summary>An error of an API model and the exception that stands for it.</summary>
/// <param name="name">The shape's name in the model.</param>
/// <param name="create">Makes the exception from message, code, request id and HTTP status.</param>
/// <param name="members">Gives the members beside the message.</param>
public sealed class ErrorShape(string name, ErrorFactory create, Func<IReadOnlyList<ShapeMember>> members)
    : StructureShape(name, () => create(null, null, HttpStatusCode.BadRequest, null, null), members)
{
    /// <summary>Gets the code on the wire.</summary>
    public string Code { get; init; } = name;

    /// <summary>Gets the HTTP status the service answers with; 400 where the model names none.</summary>
    public int HttpStatus { get; init; } = 400;

    /// <summary>Makes the typed exception.</summary>
    /// <param name="message">The service's message.</param>
    /// <param name="code">The error code.</param>
    /// <param name="status">The HTTP status that came.</param>
    /// <param name="requestId">The request id, or null.</param>
    /// <param name="inner">The cause, or null.</param>
    /// <returns>The exception.</returns>
    public AmazonServiceException CreateException(
        string? message, string? code, HttpStatusCode status, string? requestId, Exception? inner) =>
        create(message, code, status, requestId, inner);
}
