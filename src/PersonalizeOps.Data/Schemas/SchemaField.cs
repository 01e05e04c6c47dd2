namespace PersonalizeOps.Data;

/// <summary>A column of a dataset as its schema declares it.</summary>
/// <param name="Name">The name, which is also the header of the CSV column.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="Nullable">Whether an empty cell is allowed.</param>
/// <param name="Categorical">Whether the text is a list of categories joined by <c>|</c>.</param>
/// <param name="Textual">Whether the text is prose in a natural language.</param>
public sealed record SchemaField(string Name, FieldType Type, bool Nullable, bool Categorical, bool Textual);
