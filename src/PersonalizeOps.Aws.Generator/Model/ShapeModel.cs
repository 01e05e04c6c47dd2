namespace PersonalizeOps.Aws.Generator.Model;

/// <summary>A shape of a model.</summary>
internal sealed record ShapeModel(
    string Name,
    string Type,
    double? Min,
    double? Max,
    string? Pattern,
    bool Sensitive,
    EquatableArray<string> EnumValues,
    EquatableArray<MemberModel> Members,
    string? Element,
    string? Key,
    string? KeyName,
    string? ValueName,
    string? Payload,
    bool IsException,
    int HttpStatus,
    string? ErrorCode)
{
    /// <summary>Gets a value indicating whether the shape becomes a <c>ConstantClass</c>.</summary>
    public bool IsEnum => EnumValues.Count > 0;

    /// <summary>Gets the shapes this one is made of.</summary>
    public IEnumerable<string> Reaches => Members.Select(member => member.Shape).Concat(new[] { Key, Element }.OfType<string>());
}
