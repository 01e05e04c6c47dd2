using PersonalizeOps.Data;

namespace PersonalizeOps.Server.Services.PersonalizeEvents;

/// <summary>The dataset that rows are streamed into.</summary>
/// <param name="DatasetArn">The dataset.</param>
/// <param name="Schema">Its schema.</param>
/// <param name="Type">Its type.</param>
internal sealed record StreamTarget(string DatasetArn, DatasetSchema Schema, DatasetType Type);
