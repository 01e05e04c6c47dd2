using System.Buffers;
using System.Text.Json;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Aws.Protocols;
using ServiceDescriptor = PersonalizeOps.Aws.Protocols.ServiceDescriptor;

namespace PersonalizeOps.Server.Protocol;

/// <summary>A service with a generated contract, in AWS JSON or REST-JSON: parse, validate, dispatch, write.</summary>
internal sealed class JsonFront : IServiceFront
{
    private readonly ServiceDescriptor _descriptor;
    private readonly Func<string, object, CallContext, CancellationToken, Task<object?>> _dispatch;
    private readonly ServerOptions _options;
    private readonly Dictionary<(string Method, string Path), string> _routes;

    /// <summary>Initializes a new instance of the <see cref="JsonFront"/> class.</summary>
    /// <param name="descriptor">The service; of REST-JSON only operations without labels, query or headers are read.</param>
    /// <param name="dispatch">The contract's dispatch.</param>
    /// <param name="options">The options.</param>
    public JsonFront(ServiceDescriptor descriptor, Func<string, object, CallContext, CancellationToken, Task<object?>> dispatch, ServerOptions options)
    {
        (_descriptor, _dispatch, _options) = (descriptor, dispatch, options);
        _routes = IsRest
            ? descriptor.Operations.Values.ToDictionary(operation => (operation.HttpMethod, operation.Path), operation => operation.Name)
            : [];
    }

    private bool IsRest => _descriptor.Protocol == WireProtocol.RestJson;

    /// <inheritdoc/>
    public ServiceTarget? Recognise(Call call, string? scope)
    {
        if (scope is not null && scope != _descriptor.SigningName)
        {
            return null;
        }

        return IsRest ? RecognisePath(call) : RecogniseTarget(call, scope);
    }

    /// <inheritdoc/>
    public bool Serves(ServiceTarget target) => target.Service == _descriptor.Service;

    /// <inheritdoc/>
    public async Task AnswerAsync(Call call, CancellationToken cancellationToken)
    {
        var operation = _descriptor.Operations.GetValueOrDefault(call.Target.Operation) ?? throw Errors.UnknownOperation(call.Target.Operation);
        var context = new CallContext(call.Region, _options.AccountId, call.RequestId);
        try
        {
            var input = await ReadAsync(call, operation, cancellationToken);
            await WriteAsync(call, operation, await _dispatch(operation.Name, input, context, cancellationToken), cancellationToken);
        }
        catch (OperationNotImplementedException missing)
        {
            throw Errors.NotImplemented(_descriptor.Service, missing.Operation);
        }
        catch (ServiceError error) when (_descriptor.FindError(error.Code) is { } known && known.HttpStatus != error.HttpStatus)
        {
            throw Errors.WithStatus(error, known.HttpStatus);
        }
    }

    private static async Task<object> ReadAsync(Call call, OperationDescriptor operation, CancellationToken cancellationToken)
    {
        object input;
        try
        {
            // SigV4 has read the body already; it is short and in memory.
            using var document = call.BodyLength == 0 ? JsonDocument.Parse("{}") : await JsonDocument.ParseAsync(call.Body, default, cancellationToken);
            input = AwsJson.Read(document.RootElement, operation.Input);
        }
        catch (JsonException exception)
        {
            throw Errors.Serialization($"The body is not JSON: {exception.Message}");
        }
        catch (InvalidOperationException exception)
        {
            // What the reader says of texts that are no UTF-8, or half a surrogate pair, when they are taken out.
            throw Errors.Serialization($"The body has a text that is none: {exception.Message}");
        }
        catch (AwsJsonException exception)
        {
            throw Errors.Serialization(exception.Message);
        }

        var findings = InputValidation.Check(operation.Input, input);
        return findings.Count == 0 ? input : throw Errors.Validation(findings);
    }

    private async Task WriteAsync(Call call, OperationDescriptor operation, object? output, CancellationToken cancellationToken)
    {
        var response = call.Http.Response;
        response.StatusCode = operation.SuccessStatus;
        if (IsRest && operation.Output is not { Members.Count: > 0 })
        {
            response.ContentLength = 0;
            return;
        }

        var body = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(body))
        {
            if (output is not null && operation.Output is not null)
            {
                AwsJson.Write(writer, operation.Output, output);
            }
            else
            {
                writer.WriteStartObject();
                writer.WriteEndObject();
            }
        }

        response.ContentType = _descriptor.ContentType;
        response.ContentLength = body.WrittenCount;
        await response.Body.WriteAsync(body.WrittenMemory, cancellationToken);
    }

    private ServiceTarget? RecogniseTarget(Call call, string? scope)
    {
        var target = call.Header("X-Amz-Target");
        if (target?.StartsWith(_descriptor.TargetPrefix + ".", StringComparison.Ordinal) == true)
        {
            return new ServiceTarget(_descriptor.Service, WireFormat.Json, target[(_descriptor.TargetPrefix!.Length + 1)..]);
        }

        // Signed for this service, yet neither its target nor a path of its REST services: an operation nobody knows.
        return target is not null && scope is not null ? new ServiceTarget(_descriptor.Service, WireFormat.Json, target) : null;
    }

    // Without a signature a path is no more than a guess, which would take paths from S3.
    private ServiceTarget? RecognisePath(Call call)
    {
        var isJson = call.Claim is not null || call.Http.Request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true;
        return isJson && _routes.TryGetValue((call.Http.Request.Method, call.Line.RawPath), out var operation)
            ? new ServiceTarget(_descriptor.Service, WireFormat.RestJson, operation)
            : null;
    }
}
