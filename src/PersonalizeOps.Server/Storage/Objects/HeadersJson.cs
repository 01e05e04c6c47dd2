using System.Text.Json;
using System.Text.Json.Serialization;

namespace PersonalizeOps.Server.Storage.Objects;

/// <summary>The form in which the index keeps an object's headers.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ObjectHeaders))]
internal sealed partial class HeadersJson : JsonSerializerContext
{
    /// <summary>Writes headers.</summary>
    public static string Write(ObjectHeaders headers) => JsonSerializer.Serialize(headers, Default.ObjectHeaders);

    /// <summary>Reads headers.</summary>
    public static ObjectHeaders Read(string json) => JsonSerializer.Deserialize(json, Default.ObjectHeaders)!;
}
