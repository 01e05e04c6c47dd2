using System.Text.Json.Serialization;

namespace PersonalizeOps.Server.Storage;

/// <summary>JSON of values kept in database columns.</summary>
[JsonSerializable(typeof(IReadOnlyDictionary<string, double>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class StateJsonContext : JsonSerializerContext;
