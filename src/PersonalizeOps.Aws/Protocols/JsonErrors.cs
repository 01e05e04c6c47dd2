using System.Net;
using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace PersonalizeOps.Aws.Protocols;

/// <summary>Turns error answers of the JSON protocols into exceptions.</summary>
internal static class JsonErrors
{
    private const int ExcerptLength = 200;

    /// <summary>Reads an error: typed when the model lists its code, else the service's base exception.</summary>
    public static AmazonServiceException Read(
        ServiceDescriptor service, ErrorFactory createError, IWebResponseData response, byte[] body, HttpStatusCode status, Exception? inner)
    {
        using var document = Parse(body);
        var json = document?.RootElement ?? default;
        var code = CodeOf(response.GetHeaderValue("x-amzn-ErrorType")) ?? CodeOf(Text(json, "__type")) ?? CodeOf(Text(json, "code"));
        if (code is null)
        {
            return Foreign(service, createError, response, body, status, inner);
        }

        var message = Text(json, "message") ?? Text(json, "Message") ?? $"{service.ServiceId} answered {code} without a message.";
        if (service.FindError(code) is not { } shape)
        {
            return createError(message, code, status, RequestId(response), inner);
        }

        var exception = shape.CreateException(message, code, status, RequestId(response), inner);
        SetMembers(shape, exception, json);
        return exception;
    }

    /// <summary>Makes the exception for an answer that does not come from the service, such as a proxy's page.</summary>
    public static AmazonServiceException Foreign(
        ServiceDescriptor service, ErrorFactory createError, IWebResponseData response, byte[] body, HttpStatusCode status, Exception? inner)
    {
        var kind = string.IsNullOrEmpty(response.ContentType) ? "no content type" : response.ContentType;
        var message = body.Length == 0
            ? $"The endpoint answered HTTP {(int)status} with an empty body instead of an answer of {service.ServiceId}."
            : $"The endpoint answered HTTP {(int)status} ({kind}) with a body that is no answer of {service.ServiceId}: {Excerpt(body)}";
        return createError(message, status.ToString(), status, RequestId(response), inner);
    }

    /// <summary>Reads the id under which the service logged the call, or null.</summary>
    public static string? RequestId(IWebResponseData response) =>
        response.GetHeaderValue("x-amzn-RequestId") is { Length: > 0 } id ? id : null;

    // Some services prefix the code with a namespace, some append a URL.
    private static string? CodeOf(string? type)
    {
        if (string.IsNullOrEmpty(type))
        {
            return null;
        }

        var code = type[(type.LastIndexOf('#') + 1)..];
        var end = code.IndexOf(':', StringComparison.Ordinal);
        code = (end < 0 ? code : code[..end]).Trim();
        return code.Length == 0 ? null : code;
    }

    private static void SetMembers(ErrorShape shape, AmazonServiceException exception, JsonElement json)
    {
        foreach (var member in shape.Members)
        {
            if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty(member.WireName, out var value)
                && value.ValueKind != JsonValueKind.Null)
            {
                SetMember(member, exception, value);
            }
        }
    }

    private static void SetMember(ShapeMember member, AmazonServiceException exception, JsonElement value)
    {
        try
        {
            member.Set(exception, AwsJsonReader.ReadValue(value, member.Shape, new JsonPath().Member(member.WireName)));
        }
        catch (AwsJsonException)
        {
            // The error itself matters more than a detail of it that cannot be read.
        }
    }

    private static JsonDocument? Parse(byte[] body)
    {
        try
        {
            return body.Length == 0 ? null : JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static string Excerpt(byte[] body)
    {
        var text = Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, 4 * ExcerptLength));
        var words = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return words.Length <= ExcerptLength ? words : string.Concat(words.AsSpan(0, ExcerptLength), "…");
    }
}
