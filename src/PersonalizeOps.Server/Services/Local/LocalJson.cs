using System.Text.Json;
using System.Text.Json.Serialization;

namespace PersonalizeOps.Server.Services.Local;

/// <summary>The JSON of what the local server tells beyond AWS.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ExplainRequest))]
[JsonSerializable(typeof(ExplainResponse))]
[JsonSerializable(typeof(TrialsRequest))]
[JsonSerializable(typeof(TrialsResponse))]
internal sealed partial class LocalJson : JsonSerializerContext;
