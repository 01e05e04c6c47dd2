using System.Text.Json;
using System.Text.Json.Serialization;

namespace PersonalizeOps.Server.Jobs.Training;

/// <summary>The JSON of the file of trials.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(List<SearchTrial>))]
internal sealed partial class TrialsJson : JsonSerializerContext;
