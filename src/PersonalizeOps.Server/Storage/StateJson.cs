using System.Text.Json;
using System.Text.Json.Serialization;

namespace PersonalizeOps.Server.Storage;

/// <summary>The JSON of the small files in the state folder.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(ServerFile))]
[JsonSerializable(typeof(AccessKey))]
[JsonSerializable(typeof(ArchiveManifest))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class StateJson : JsonSerializerContext;
