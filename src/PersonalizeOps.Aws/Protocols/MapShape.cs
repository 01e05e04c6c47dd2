using System.Collections;

namespace PersonalizeOps.Aws.Protocols;

/// <summary>A map from texts to values of one shape.</summary>
/// <param name="name">The shape's name in the model.</param>
/// <param name="key">Gives the shape of the keys.</param>
/// <param name="value">Gives the shape of the values; called on first use, since models may be recursive.</param>
/// <param name="create">Makes the empty map of the SDK's type.</param>
public sealed class MapShape(string name, Func<Shape> key, Func<Shape> value, Func<IDictionary> create) : Shape(name, ShapeKind.Map)
{
    private Shape? _key;
    private Shape? _value;

    /// <summary>Gets the shape of the keys, always of kind <see cref="ShapeKind.String"/>.</summary>
    public Shape Key => _key ??= key();

    /// <summary>Gets the shape of the values.</summary>
    public Shape Value => _value ??= value();

    /// <summary>Gets the name of a key in AWS Query.</summary>
    public string KeyName { get; init; } = "key";

    /// <summary>Gets the name of a value in AWS Query.</summary>
    public string ValueName { get; init; } = "value";

    /// <summary>Makes the empty map that the SDK's property takes, <c>Dictionary&lt;string, T&gt;</c>.</summary>
    /// <returns>The empty map.</returns>
    public IDictionary Create() => create();
}
