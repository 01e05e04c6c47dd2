using System.Text.Json;
using System.Text.Json.Serialization;

namespace PersonalizeOps.Server.Admin;

/// <summary>The JSON of the admin endpoint.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ClockRequest))]
[JsonSerializable(typeof(ClockState))]
[JsonSerializable(typeof(FaultRequest))]
[JsonSerializable(typeof(FaultList))]
internal sealed partial class AdminJson : JsonSerializerContext;
