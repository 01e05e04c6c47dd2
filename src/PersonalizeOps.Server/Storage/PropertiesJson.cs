using System.Text.Json;

namespace PersonalizeOps.Server.Storage;

/// <summary>The values of a streamed row by the schema's names, as they are stored.</summary>
internal static class PropertiesJson
{
    /// <summary>Writes values.</summary>
    /// <param name="values">Names and values.</param>
    /// <returns>A JSON object.</returns>
    public static string Write(Dictionary<string, string> values) =>
        JsonSerializer.Serialize(values, StateJsonContext.Default.DictionaryStringString);

    /// <summary>Reads values.</summary>
    /// <param name="json">What <see cref="Write"/> wrote; null for none.</param>
    /// <returns>Names and values.</returns>
    public static Dictionary<string, string> Read(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize(json, StateJsonContext.Default.DictionaryStringString)!;
}
