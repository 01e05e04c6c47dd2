namespace PersonalizeOps.Data;

/// <summary>A line of the input of a batch inference or batch segment job.</summary>
/// <param name="UserId">The user to recommend for, if the line names one.</param>
/// <param name="ItemId">The item to find related items or users for, if the line names one.</param>
/// <param name="FilterValues">The values of the filter's placeholders by name, as written; null if there are none.</param>
/// <param name="Error">Why the line can't be used, in the words of the output's <c>error</c>; null if it can.</param>
/// <param name="RawInputJson">The line as JSON, to be echoed as the output's <c>input</c>; a line that is no JSON becomes a JSON text.</param>
public sealed record BatchInputLine(
    string? UserId, string? ItemId, IReadOnlyDictionary<string, string>? FilterValues, string? Error, string RawInputJson)
{
    /// <summary>The items to rank for the user (<c>itemList</c>); null if the line has none.</summary>
    public IReadOnlyList<string>? ItemList { get; init; }

    /// <summary>The context of the request by field name; null if the line has none.</summary>
    public IReadOnlyDictionary<string, string>? Context { get; init; }

    /// <summary>The attributes to find users for, such as <c>ITEMS.GENRES = "Comedy"</c>; null if the line has none.</summary>
    public string? ItemAttributes { get; init; }
}
