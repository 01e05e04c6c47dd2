namespace PersonalizeOps.Records;

/// <summary>A column of a schema.</summary>
public sealed record SchemaColumn
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its Avro types, such as string or long; a column that may be empty also has null.</summary>
    public required string Type { get; init; }

    /// <summary>Whether its values are categories: several in one value are separated by |.</summary>
    public bool Categorical { get; init; }

    /// <summary>Whether its values are text in natural language.</summary>
    public bool Textual { get; init; }

    /// <summary>Why it was given this type, or null when it was read from a schema.</summary>
    public string? Reason { get; init; }

    /// <summary>Shows name and type.</summary>
    /// <returns>For example <c>GENRES string|null, categorical</c>.</returns>
    public override string ToString() => $"{Name} {Type}{(Categorical ? ", categorical" : "")}{(Textual ? ", textual" : "")}";
}
