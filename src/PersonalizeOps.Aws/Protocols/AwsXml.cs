using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace PersonalizeOps.Aws.Protocols;

/// <summary>Reads the XML of AWS Query into objects of generated classes.</summary>
public static class AwsXml
{
    /// <summary>Parses a document; a document type is refused, since it could name files or grow without bound.</summary>
    /// <param name="body">The bytes.</param>
    /// <returns>The root element.</returns>
    /// <exception cref="XmlException">The bytes are no XML, or have a document type.</exception>
    public static XElement Parse(byte[] body)
    {
        using var reader = XmlReader.Create(new MemoryStream(body), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        return XElement.Load(reader);
    }

    /// <summary>Reads an object. Elements the shape does not know are ignored, as are namespaces.</summary>
    /// <param name="element">The element that holds the members.</param>
    /// <param name="shape">The object's shape.</param>
    /// <returns>An object of the shape's class.</returns>
    /// <exception cref="FormatException">A text is no value of its shape.</exception>
    public static object Read(XElement element, StructureShape shape)
    {
        ArgumentNullException.ThrowIfNull(element);
        ArgumentNullException.ThrowIfNull(shape);
        var target = shape.Create();
        foreach (var child in element.Elements())
        {
            if (shape.Find(child.Name.LocalName) is { } member)
            {
                member.Set(target, ReadValue(child, member.Shape));
            }
        }

        return target;
    }

    /// <summary>Finds a child by its name, whatever the namespace.</summary>
    /// <param name="element">The parent.</param>
    /// <param name="name">The local name.</param>
    /// <returns>The first such child, or null.</returns>
    internal static XElement? Child(this XElement element, string name) =>
        element.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    private static object ReadValue(XElement element, Shape shape) => shape switch
    {
        StructureShape structure => Read(element, structure),
        ListShape list => ReadList(element, list),
        MapShape map => ReadMap(element, map),
        { Kind: ShapeKind.Blob } => new MemoryStream(Convert.FromBase64String(element.Value)),
        _ => ValueText.Parse(shape, shape.Kind == ShapeKind.String ? element.Value : element.Value.Trim())
            ?? throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"The element {element.Name.LocalName} is no {shape.Kind}.")),
    };

    private static object ReadList(XElement element, ListShape shape)
    {
        var list = shape.Create();
        foreach (var child in element.Elements())
        {
            list.Add(ReadValue(child, shape.Element));
        }

        return list;
    }

    private static object ReadMap(XElement element, MapShape shape)
    {
        var map = shape.Create();
        foreach (var entry in element.Elements())
        {
            if (entry.Child(shape.KeyName) is { } key && entry.Child(shape.ValueName) is { } value)
            {
                map[key.Value] = ReadValue(value, shape.Value);
            }
        }

        return map;
    }
}
