using System.Collections;

namespace PersonalizeOps.Aws.Protocols;

/// <summary>A list of values of one shape.</summary>
/// <param name="name">The shape's name in the model.</param>
/// <param name="element">Gives the shape of the elements; called on first use, since models may be recursive.</param>
/// <param name="create">Makes the empty list of the SDK's type.</param>
public sealed class ListShape(string name, Func<Shape> element, Func<IList> create) : Shape(name, ShapeKind.List)
{
    private Shape? _element;

    /// <summary>Gets the shape of the elements.</summary>
    public Shape Element => _element ??= element();

    /// <summary>Makes the empty list that the SDK's property takes, <c>List&lt;T&gt;</c>.</summary>
    /// <returns>The empty list.</returns>
    public IList Create() => create();
}
