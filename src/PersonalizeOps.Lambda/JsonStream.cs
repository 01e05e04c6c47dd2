using System.Text.Json;

namespace PersonalizeOps.Lambda;

/// <summary>Reads and writes what Lambda passes: one JSON document each way.</summary>
internal static class JsonStream
{
    /// <summary>Reads an event.</summary>
    /// <exception cref="FunctionException">The event is no JSON.</exception>
    public static JsonElement Read(Stream stream)
    {
        try
        {
            using var document = JsonDocument.Parse(stream);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw new FunctionException($"The event is not JSON: {exception.Message}", exception);
        }
    }

    /// <summary>Writes an answer.</summary>
    public static Stream Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer);
        }

        buffer.Position = 0;
        return buffer;
    }

    /// <summary>Finds a member; null when the value is no object or has no such member, or the member is null.</summary>
    public static JsonElement? Member(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>Finds a member's text; null when there is none.</summary>
    public static string? Text(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}
