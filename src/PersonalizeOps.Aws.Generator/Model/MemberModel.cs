namespace PersonalizeOps.Aws.Generator.Model;

/// <summary>A member of a structure.</summary>
internal sealed record MemberModel(
    string Name, string Shape, bool Required, string? Location, string? LocationName, bool JsonValue);
