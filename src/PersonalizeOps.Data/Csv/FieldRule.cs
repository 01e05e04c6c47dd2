namespace PersonalizeOps.Data;

/// <summary>What one field of a schema asks of the cells of its column.</summary>
/// <param name="Name">The name of the column.</param>
/// <param name="Column">The index of the column in the file; -1 when the file lacks it.</param>
/// <param name="Type">The type of the values.</param>
/// <param name="Nullable">Whether a cell may be empty.</param>
/// <param name="MaximumLength">The most characters that a text may have.</param>
/// <param name="IsTimestamp">Whether the number is a time in epoch seconds.</param>
/// <param name="IsActionEvent">Whether the text must be one of <see cref="ActionEventType"/>.</param>
/// <param name="Range">The least and the greatest whole number.</param>
internal readonly record struct FieldRule(
    string Name,
    int Column,
    FieldType Type,
    bool Nullable,
    int MaximumLength,
    bool IsTimestamp,
    bool IsActionEvent,
    (long Minimum, long Maximum) Range)
{
    private const int MaximumId = 256;
    private const int MaximumText = 1000;

    /// <summary>The rules of all fields of a schema, in its order.</summary>
    public static FieldRule[] For(DatasetSchema schema, DatasetType type, string[] columns) =>
        [.. schema.Fields.Select(f => new FieldRule(
            f.Name,
            Array.IndexOf(columns, f.Name),
            f.Type,
            f.Nullable,
            LongestText(f, type),
            IsTime(f.Name),
            type == DatasetType.ActionInteractions && f.Name == "EVENT_TYPE",
            ReservedRanges.Of(type, f.Name)))];

    private static int LongestText(SchemaField field, DatasetType type) => field switch
    {
        // Personalize cuts prose instead of refusing it.
        { Textual: true } => int.MaxValue,
        _ when field.Name.EndsWith("_ID", StringComparison.Ordinal) && SchemaRules.Of(type).Required.ContainsKey(field.Name) => MaximumId,
        _ => MaximumText,
    };

    private static bool IsTime(string name) => name == "TIMESTAMP" || name.EndsWith("_TIMESTAMP", StringComparison.Ordinal);
}
