namespace PersonalizeOps.Server;

/// <summary>An error of an AWS service, which the protocol layer writes in the protocol of the service. Made by <see cref="Errors"/> only.</summary>
/// <param name="code">The code, such as <c>ResourceNotFoundException</c>.</param>
/// <param name="httpStatus">The HTTP status, unless the service's model gives the code another one.</param>
/// <param name="message">The text for the caller.</param>
internal sealed class ServiceError(string code, int httpStatus, string message) : Exception(message)
{
    /// <summary>Gets the code.</summary>
    public string Code { get; } = code;

    /// <summary>Gets the HTTP status.</summary>
    public int HttpStatus { get; } = httpStatus;

    /// <summary>Gets further elements of an XML error, such as the bucket's name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Details { get; init; } = [];

    /// <summary>Gets headers that go with the answer, such as <c>Content-Range</c> of an unsatisfiable range.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
}
