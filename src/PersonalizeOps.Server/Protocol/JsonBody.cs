using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PersonalizeOps.Server.Protocol;

/// <summary>Requests and answers in JSON that are no AWS service's.</summary>
internal static class JsonBody
{
    /// <summary>Reads a body.</summary>
    /// <exception cref="ServiceError">SerializationException: it is not what is expected.</exception>
    public static async Task<T> ReadAsync<T>(Stream body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(body, type, cancellationToken) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw Errors.Serialization($"The body is not what is expected: {exception.Message}");
        }
    }

    /// <summary>Writes an answer.</summary>
    public static async Task WriteAsync<T>(HttpResponse response, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(value, type);
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, cancellationToken);
    }
}
