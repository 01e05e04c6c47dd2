using System.Text.Encodings.Web;
using System.Text.Json;

namespace PersonalizeOps.Data;

/// <summary>What the readers and writers of batch lines share.</summary>
internal static class BatchJson
{
    /// <summary>No blanks, and text in other scripts as it is: the files are UTF-8 and no HTML.</summary>
    public static JsonWriterOptions Compact { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of an id, which is a number in some old files; null where there is none.</summary>
    /// <exception cref="JsonException">The value is neither text nor number.</exception>
    public static string? FindId(JsonElement owner, string property) =>
        owner.TryGetProperty(property, out var value) && value.ValueKind != JsonValueKind.Null ? Id(value, property) : null;

    /// <summary>The text of an id that must be there.</summary>
    /// <exception cref="JsonException">The value is neither text nor number.</exception>
    public static string Id(JsonElement value, string property) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        var kind => throw new JsonException($"{property} must be a text, not {kind}"),
    };
}
