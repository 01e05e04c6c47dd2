namespace PersonalizeOps.Data;

/// <summary>A column of a file with the type that suits its values.</summary>
/// <param name="Field">The field of the schema.</param>
/// <param name="Reason">Why it was chosen, in words.</param>
public sealed record InferredField(SchemaField Field, string Reason);
