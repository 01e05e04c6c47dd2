namespace PersonalizeOps.Aws.Protocols;

/// <summary>A service: how it is called and what it offers.</summary>
public sealed class ServiceDescriptor
{
    private readonly Dictionary<string, ErrorShape> _errors = new(StringComparer.Ordinal);

    /// <summary>Gets the service's name in the model, such as <c>personalize-runtime</c>.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the service id, such as <c>Personalize Runtime</c>.</summary>
    public required string ServiceId { get; init; }

    /// <summary>Gets the version of the API, a date.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>Gets the wire protocol.</summary>
    public required WireProtocol Protocol { get; init; }

    /// <summary>Gets the version of AWS JSON, <c>1.0</c> or <c>1.1</c>.</summary>
    public string JsonVersion { get; init; } = "1.1";

    /// <summary>Gets the part of <c>X-Amz-Target</c> before the dot; null but for AWS JSON.</summary>
    public string? TargetPrefix { get; init; }

    /// <summary>Gets the service's name in the credential scope of a signature.</summary>
    public required string SigningName { get; init; }

    /// <summary>Gets the first label of the host name.</summary>
    public required string EndpointPrefix { get; init; }

    /// <summary>Gets the operations by name.</summary>
    public required IReadOnlyDictionary<string, OperationDescriptor> Operations
    {
        get;
        init
        {
            field = value;
            foreach (var error in value.Values.SelectMany(operation => operation.Errors))
            {
                _errors[error.Code] = error;
            }
        }
    }

    /// <summary>Gets the content type of requests and answers.</summary>
    public string ContentType => Protocol switch
    {
        WireProtocol.Json => $"application/x-amz-json-{JsonVersion}",
        WireProtocol.Query => "application/x-www-form-urlencoded; charset=utf-8",
        _ => "application/json",
    };

    /// <summary>Gives the HTTP status with which the service answers an error.</summary>
    /// <param name="errorCode">The error's code.</param>
    /// <returns>The model's status; 400 for a code that the model does not know.</returns>
    public int HttpStatusOf(string errorCode) => FindError(errorCode)?.HttpStatus ?? 400;

    /// <summary>Finds an error of the service by its code.</summary>
    /// <param name="errorCode">The code.</param>
    /// <returns>The error, or null when the model lists none of that code.</returns>
    public ErrorShape? FindError(string errorCode) => _errors.GetValueOrDefault(errorCode);
}
