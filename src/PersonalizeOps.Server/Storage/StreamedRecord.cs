namespace PersonalizeOps.Server.Storage;

/// <summary>An item, a user or an action, as a Put operation brought it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Properties">The values of the schema's fields: a JSON object from names to texts.</param>
internal sealed record StreamedRecord(string Id, string Properties);
