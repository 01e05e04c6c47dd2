using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace PersonalizeOps.Aws.Protocols;

/// <summary>Turns error answers of the JSON protocols into exceptions.</summary>
internal static class JsonErrors
{
    /// <summary>Reads an error: typed when the model lists its code, else the service's base exception.</summary>
    public static AmazonServiceException Read(
        ServiceDescriptor service, ErrorFactory createError, IWebResponseData response, byte[] body, HttpStatusCode status, Exception? inner)
    {
        using var document = Parse(body);
        var json = document?.RootElement ?? default;
        var code = CodeOf(response.GetHeaderValue("x-amzn-ErrorType")) ?? CodeOf(Text(json, "__type")) ?? CodeOf(Text(json, "code"));
        if (code is null)
        {
            return ForeignAnswer.Exception(service, createError, response, body, status, inner);
        }

        var message = Text(json, "message") ?? Text(json, "Message") ?? $"{service.ServiceId} answered {code} without a message.";
        if (service.FindError(code) is not { } shape)
        {
            return createError(message, code, status, ForeignAnswer.RequestId(response), inner);
        }

        var exception = shape.CreateException(message, code, status, ForeignAnswer.RequestId(response), inner);
        SetMembers(shape, exception, json);
        return exception;
    }

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
}
