namespace PersonalizeOps.Aws.Protocols;

/// <summary>A structure: a class of the SDK and its members.</summary>
/// <param name="name">The class's name: for inputs and outputs the operation's, else the shape's.</param>
/// <param name="create">Makes an empty object.</param>
/// <param name="members">Gives the members in the model's order; called on first use, since models may be recursive.</param>
public class StructureShape(string name, Func<object> create, Func<IReadOnlyList<ShapeMember>> members)
    : Shape(name, ShapeKind.Structure)
{
    private IReadOnlyList<ShapeMember>? _members;

    /// <summary>Gets the members in the model's order.</summary>
    public IReadOnlyList<ShapeMember> Members => _members ??= members();

    /// <summary>Gets the wire name of the member that is the whole HTTP body; null when the body holds all of them.</summary>
    public string? Payload { get; init; }

    /// <summary>Makes an empty object of the SDK's class.</summary>
    /// <returns>The object, every member unset.</returns>
    public object Create() => create();

    /// <summary>Finds a member by its name on the wire.</summary>
    /// <param name="wireName">The name, case-sensitive.</param>
    /// <returns>The member, or null.</returns>
    public ShapeMember? Find(string wireName)
    {
        foreach (var member in Members)
        {
            if (string.Equals(member.WireName, wireName, StringComparison.Ordinal))
            {
                return member;
            }
        }

        return null;
    }
}
