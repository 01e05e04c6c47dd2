namespace PersonalizeOps.Aws.Protocols;

/// <summary>A place in a JSON document, kept as a chain so that reading pays for the text only when it fails.</summary>
/// <param name="Parent">The place above; null for the document.</param>
/// <param name="Name">The member's name, or null for an element of an array.</param>
/// <param name="Index">The index in the array.</param>
internal sealed record JsonPath(JsonPath? Parent = null, string? Name = null, int Index = 0)
{
    /// <summary>The place of a member of this object.</summary>
    /// <param name="name">The member's name.</param>
    /// <returns>The place.</returns>
    public JsonPath Member(string name) => new(this, name);

    /// <summary>The place of an element of this array.</summary>
    /// <param name="index">The element's index.</param>
    /// <returns>The place.</returns>
    public JsonPath Element(int index) => new(this, null, index);

    /// <inheritdoc/>
    public override string ToString() => (Parent, Name) switch
    {
        (null, _) => "$",
        (_, null) => $"{Parent}[{Index}]",
        _ => $"{Parent}.{Name}",
    };
}
