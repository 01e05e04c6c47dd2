namespace PersonalizeOps.Aws.Protocols;

/// <summary>A member of a structure.</summary>
/// <remarks>Values are those of <see cref="ShapeKind"/>; enumerations are read and set as texts. Null means unset.</remarks>
/// <param name="wireName">The member's name in a body.</param>
/// <param name="shape">Gives the shape of the value; called on first use, since models may be recursive.</param>
/// <param name="get">Reads the member of an object.</param>
/// <param name="set">Sets the member of an object.</param>
public sealed class ShapeMember(string wireName, Func<Shape> shape, Func<object, object?> get, Action<object, object?> set)
{
    private Shape? _shape;

    /// <summary>Gets the member's name in a body, and in validation messages.</summary>
    public string WireName { get; } = wireName;

    /// <summary>Gets the shape of the value.</summary>
    public Shape Shape => _shape ??= shape();

    /// <summary>Gets a value indicating whether the member must be set.</summary>
    public bool Required { get; init; }

    /// <summary>Gets where the member travels; <see cref="MemberLocation.Body"/> unless the model says otherwise.</summary>
    public MemberLocation Location { get; init; }

    /// <summary>Gets the name at that place (label, query key, header, header prefix); the wire name unless the model says otherwise.</summary>
    public string LocationName { get; init; } = wireName;

    /// <summary>Gets a value indicating whether the text is itself JSON (base64 when it travels in a header).</summary>
    public bool JsonValue { get; init; }

    /// <summary>Reads the member.</summary>
    /// <param name="target">An object of the structure's class.</param>
    /// <returns>The value, or null when unset.</returns>
    public object? Get(object target) => get(target);

    /// <summary>Sets the member.</summary>
    /// <param name="target">An object of the structure's class.</param>
    /// <param name="value">The value, or null to unset it.</param>
    public void Set(object target, object? value) => set(target, value);
}
